import type { EnvironmentChoice } from '../build/chosenStacks';
import { stackTrees } from '../build/stacks';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { renderTree } from '../formats/yaml/renderTree';
import { scalar, child, type YamlNode } from '../formats/yaml/tree';
import { walk } from '../formats/yaml/walk';
import { LineIndex } from '../text/lineIndex';
import type { Place } from '../text/place';
import { isSecretName, tellsSecret } from './secretLines';

/**
 * The objects of a stack as they are applied, as YAML that says behind each value where it comes from. What a Secret
 * holds, and whatever else is called like a secret, is not shown.
 */
export function renderStack(
  files: WorkspaceFiles,
  stack: Stack,
  environments: readonly EnvironmentChoice[] = [],
): string {
  const indexes = new Map<string, LineIndex>();
  const origin = (at: Place): string => {
    let index = indexes.get(at.file);
    if (!index) indexes.set(at.file, (index = new LineIndex(files.text(at.file) ?? '')));
    return `${at.file}:${index.position(at.span.start).line + 1}`;
  };
  return stackTrees(files, stack, environments)
    .map((tree) => {
      const hidden = tellingScalars(tree);
      const secret = /secret/i.test(scalar(child(tree, 'kind'))?.text ?? '');
      return renderTree(tree, {
        origin,
        hide: (path, node) =>
          hidden.has(node) ||
          (secret && /^(data|stringData|encryptedData)$/.test(path[0] ?? '') && path.length > 1) ||
          isSecretName(path.at(-1) ?? '') ||
          path.at(-1) === LAST_APPLIED ||
          tellsSecret(node.text),
      });
    })
    .join('---\n');
}

/** Where kubectl keeps a copy of the object, of a Secret too. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Values that what stands beside them makes secret: the `value` of a variable with such a `name`, what follows a flag. */
function tellingScalars(tree: YamlNode): ReadonlySet<YamlNode> {
  const found = new Set<YamlNode>();
  walk(tree, (node) => {
    if (node.kind === 'map' && isSecretName(scalar(child(node, 'name'))?.text ?? '')) {
      const value = child(node, 'value');
      if (value) found.add(value);
    }
    if (node.kind === 'sequence') {
      for (const [order, item] of node.items.entries()) {
        const flag = scalar(node.items[order - 1])?.text ?? '';
        if (flag.startsWith('-') && isSecretName(flag)) found.add(item);
      }
    }
  });
  return found;
}
