import type { BuiltStack } from '../builtStack';
import type { EnvironmentChoice } from '../chosenStacks';
import { writtenDirectory } from '../pathPatterns';
import { remembered } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { accumulateTarget, loadKustomization } from './accumulate';
import { Accumulator } from './accumulator';
import { BuildContext } from './buildContext';
import { startOf } from './draft';
import { finishBuild } from './finishBuild';
import type { Resource } from './resource';
import { stackRoots } from './stackRoots';
import { Work, WorkLimit } from './work';
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

function buildRoot(root: string, workspace: KustomizeWorkspace): BuiltStack {
  const context = new BuildContext(workspace, new Work());
  const kustomization = workspace.kustomization(root);
  const at = kustomization?.at ?? startOf(workspace.kustomizationFiles(root)[0] ?? root);
  const result = new Accumulator();
  let objects: readonly Resource[] = result.resources;
  try {
    context.attempt(at, () => {
      accumulateTarget(root, loadKustomization(root, at, context), context, [], result);
    });
    objects = finishBuild(result, kustomization, context);
  } catch (error) {
    if (!(error instanceof WorkLimit)) throw error;
    const message =
      'This kustomization is too large to be built here, so only a part of its objects is seen.';
    context.report(at, message, 'information');
    context.missing(message);
  }
  return {
    name: root === '' ? '.' : root,
    kind: 'kustomize',
    root,
    objects: objects.map((resource) => resource.node),
    problems: context.problems,
    reads: context.reads,
    namedBy: workspace.kustomizationFiles(root),
    outside: context.outside,
    absent: context.absent,
  };
}
