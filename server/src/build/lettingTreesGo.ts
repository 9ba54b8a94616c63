import { extractObjects } from '../formats/kubernetes/extractObjects';
import type { YamlMap } from '../formats/yaml/tree';
import type { BuiltStack } from './builtStack';

/**
 * A stack of whose objects the facts are kept, and the trees only for as long as somebody holds them: few people ask for a
 * rendered stack, and in a large workspace the trees of all stacks would take most of the memory. They are built `again`
 * when they are asked for.
 */
export function lettingTreesGo(built: BuiltStack, again: () => BuiltStack): BuiltStack {
  const { objects, ...rest } = built;
  let trees = new WeakRef<readonly YamlMap[]>(objects);
  const get = (): readonly YamlMap[] => {
    const known = trees.deref();
    if (known) return known;
    const made = again().objects;
    trees = new WeakRef(made);
    return made;
  };
  const facts = objects.flatMap((object) => extractObjects(object));
  // Whoever copies the stack does not ask for its trees.
  return Object.defineProperty({ ...rest, objects, facts }, 'objects', { get, enumerable: false });
}
