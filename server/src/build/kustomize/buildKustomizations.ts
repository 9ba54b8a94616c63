import type { BuiltStack } from '../builtStack';
import type { EnvironmentChoice } from '../chosenStacks';
import { writtenDirectory } from '../pathPatterns';
import { remembered } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { buildRoot } from './buildRoot';
import { stackRoots } from './stackRoots';
import { KustomizeWorkspace } from './workspace';

/**
 * Builds all kustomizations of a workspace that are applied themselves, as `kubectl kustomize` 5.7 does, with the origin of
 * every field. Never throws; what does not build is a problem of its stack, and the rest of the stack is there.
 */
export function buildKustomizations(
  files: WorkspaceFiles,
  choices: readonly EnvironmentChoice[] = [],
): BuiltStack[] {
  const chosen = choices.map(({ text }) =>
    writtenDirectory(text.replace(/(^|\/)kustomization(\.ya?ml)?$/i, '')),
  );
  const roots = remembered(files, 'kustomize roots', chosen, (tracked) =>
    stackRoots(new KustomizeWorkspace(tracked), chosen),
  );
  return roots.map((root) =>
    remembered(files, `kustomize ${root}`, [], (tracked) => buildRoot(root, new KustomizeWorkspace(tracked))),
  );
}
