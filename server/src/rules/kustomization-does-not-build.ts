import type { StackModel, WorkspaceModel } from '../model/stackModel';
import type { Rule } from './rule';

export const kustomizationDoesNotBuild: Rule = {
  id: 'kustomization-does-not-build',
  severity: 'error',
  scope: 'workspace',
  *checkWorkspace(workspace: WorkspaceModel) {
    const laravel = workspace.apps.length > 0 || workspace.running.length > 0;
    if (!laravel) return;
    for (const model of workspace.troubled) {
      const { stack } = model;
      if (stack.kind !== 'kustomize' || !mayBeLaravels(model)) continue;
      // Kustomize stops at the first reason; what it would say next belongs to it.
      const [stop, ...later] = stack.problems.filter(({ severity }) => severity === 'error');
      if (stop) {
        yield {
          at: stop.at,
          message: `${stop.message} Nothing of kustomization "${stack.name}" reaches the cluster.`,
          certainty: 'certain',
          related: [
            ...(stop.related ?? []),
            ...later.flatMap(({ at, message, related }) => [
              { at, message: `And when that is mended: ${message}` },
              ...(related ?? []),
            ]),
          ],
        };
      }
      for (const { at, message, severity } of stack.problems) {
        if (severity === 'information') yield { at, message, certainty: 'certain', severity };
      }
    }
  },
};

/** What does not build may lack the very workload that would show it. */
function mayBeLaravels({ workloads, index }: StackModel): boolean {
  return workloads.length > 0 || index.all('workload').length === 0;
}
