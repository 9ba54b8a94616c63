import type { BuiltStack } from '../builtStack';
import type { EnvironmentChoice } from '../chosenStacks';
import { lettingTreesGo } from '../lettingTreesGo';
import { writtenDirectory } from '../pathPatterns';
import { rememberedByPaths } from '../pathQuestions';
import { remembered, sameList } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { buildRoot } from './buildRoot';
import { LinkedKustomizations } from './kustomizationLinks';
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
  return remembered(files, 'kustomizations', chosen, (tracked) => {
    const roots = remembered(tracked, 'kustomize roots', chosen, (inner) =>
      stackRoots(new LinkedKustomizations(inner), chosen),
    );
    const built = roots.map((root) =>
      rememberedByPaths(tracked, `kustomize ${root}`, [], (inner, questions) => {
        const build = (): BuiltStack => buildRoot(root, new KustomizeWorkspace(inner, questions));
        return lettingTreesGo(build(), build);
      }),
    );
    return sameList(tracked, 'built kustomizations', built);
  });
}
