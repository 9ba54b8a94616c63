import type { EnvironmentChoice } from '../build/chosenStacks';
import { stackTrees } from '../build/stacks';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { renderTree } from '../formats/yaml/renderTree';
import { scalar, child } from '../formats/yaml/tree';
import { LineIndex } from '../text/lineIndex';
import type { Place } from '../text/place';
import { isSecretName, holdsCredentials } from './secretLines';

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
      const secret = /secret/i.test(scalar(child(tree, 'kind'))?.text ?? '');
      return renderTree(tree, {
        origin,
        hide: (path, { text }) =>
          (secret && /^(data|stringData|encryptedData)$/.test(path[0] ?? '') && path.length > 1) ||
          isSecretName(path.at(-1) ?? '') ||
          holdsCredentials(text) ||
          /\b(base64:|password=|passwd=)/i.test(text),
      });
    })
    .join('---\n');
}
