import { kustomizationFileNames } from '../formats/kustomize/readKustomization';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import { child, pair, scalar } from '../formats/yaml/tree';
import type { Place } from '../text/place';
import type { BuiltStack } from './builtStack';
import type { WorkspaceFiles } from './workspaceFiles';

/** The kustomization that a stack is built from, as far as a rule may want to show it or to add to it. */
export interface RootKustomization {
  readonly at: Place;
  /** The list of its `patches`, where it is written. */
  readonly patchesAt?: Place;
  /** `namePrefix` or `nameSuffix` with a value. */
  readonly renamesAt?: Place;
  /** Objects that bear another name than their manifest gives them, with the name that is written there. */
  readonly writtenNames: ReadonlyMap<KubernetesObject, string>;
  /** The namespace in an object's own manifest, by which a patch finds it; undefined where it has none. */
  writtenNamespace(object: KubernetesObject): string | undefined;
}

export function rootKustomization(
  files: WorkspaceFiles,
  { root }: BuiltStack,
  objects: readonly KubernetesObject[],
): RootKustomization | undefined {
  for (const name of kustomizationFileNames) {
    const map = files.yaml(root === '' ? name : `${root}/${name}`)?.documents[0]?.root;
    if (map?.kind !== 'map') continue;
    const patches = child(map, 'patches');
    const renames = ['namePrefix', 'nameSuffix']
      .map((key) => pair(map, key))
      .find((each) => each !== undefined);
    return {
      at: map.at,
      ...(patches?.kind === 'sequence' && { patchesAt: patches.at }),
      ...(renames && scalar(renames.value)?.text && { renamesAt: renames.value.at }),
      writtenNames: writtenNames(files, objects),
      writtenNamespace: (object) => writtenNamespace(files, object),
    };
  }
  return undefined;
}

/** A namespace that a kustomization sets stands there, and what it overruled is remembered. */
function writtenNamespace(files: WorkspaceFiles, { namespace }: KubernetesObject): string | undefined {
  const at = namespace?.before?.at(-1) ?? namespace?.at;
  if (!at || /(^|\/)kustomization(\.ya?ml)?$/i.test(at.file)) return undefined;
  return unquoted(files, at);
}

/** The text of a scalar that has no escapes, as names have none. */
function unquoted(files: WorkspaceFiles, at: Place): string | undefined {
  return files
    .text(at.file)
    ?.slice(at.span.start, at.span.end)
    .replace(/^(["'])(.*)\1$/, '$2');
}

/** The place of a name stays where its author wrote it, whatever a prefix makes of it. */
function writtenNames(
  files: WorkspaceFiles,
  objects: readonly KubernetesObject[],
): ReadonlyMap<KubernetesObject, string> {
  const found = new Map<KubernetesObject, string>();
  for (const object of objects) {
    const { at, value } = object.name;
    const written = unquoted(files, at);
    if (written !== undefined && written !== value && written !== '' && value.includes(written)) {
      found.set(object, written);
    }
  }
  return found;
}
