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
): readonly BuiltStack[] {
  const chosen = choices.map(({ text }) =>
    writtenDirectory(text.replace(/(^|\/)kustomization(\.ya?ml)?$/i, '')),
  );
  const roots = remembered(files, 'kustomize roots', chosen, (tracked) =>
    stackRoots(new KustomizeWorkspace(tracked), chosen),
  );
  return remembered(files, 'kustomizations', [roots], (all) =>
    roots.map((root) =>
      remembered(all, `kustomize ${root}`, [], (own) => buildRoot(root, new KustomizeWorkspace(own))),
    ),
  );
}
