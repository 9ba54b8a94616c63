import type { BuiltStack } from '../builtStack';
import { kustomizationPlaces } from '../rootKustomization';
import { accumulateTarget, loadKustomization } from './accumulate';
import { Accumulator } from './accumulator';
import { BuildContext } from './buildContext';
import { startOf } from './draft';
import { finishBuild } from './finishBuild';
import type { Resource } from './resource';
import { Work, WorkLimit } from './work';
import type { KustomizeWorkspace } from './workspace';

/** The stack that one kustomization makes, as far as it can be built. */
export function buildRoot(root: string, workspace: KustomizeWorkspace): BuiltStack {
  const context = new BuildContext(workspace, new Work());
  const kustomization = workspace.kustomization(root);
  const at = kustomization?.at ?? startOf(workspace.kustomizationFiles(root)[0] ?? root);
  const result = new Accumulator();
  let objects: readonly Resource[] = result.resources;
  const places = placesOf(root, workspace);
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
    ...(places && { kustomization: places }),
  };
}

function placesOf(root: string, workspace: KustomizeWorkspace): BuiltStack['kustomization'] {
  for (const file of workspace.kustomizationFiles(root)) {
    const places = kustomizationPlaces(workspace.yaml(file)?.documents[0]?.root);
    if (places) return places;
  }
  return undefined;
}
