import { isShared } from '../model/sessionStore';
import type { LaravelWorkload, StackModel, WorkspaceModel } from '../model/stackModel';
import type { Rule } from './rule';
import { list } from './words';

export const affinityDiffersBetweenStacks: Rule = {
  id: 'affinity-differs-between-stacks',
  severity: 'information',
  scope: 'workspace',
  *checkWorkspace(workspace: WorkspaceModel) {
    for (const copies of byName(workspace.running).values()) {
      const without = copies.filter(({ workload }) => workload.path.effective === false);
      const names = [...new Set(without.map(({ stack }) => stack))];
      if (without.length === 0) continue;
      for (const { workload, stack } of copies) {
        const { hop, effective } = workload.path;
        const others = names.filter((name) => name !== stack);
        if (effective !== true || !hop?.stickyAt || others.length === 0) continue;
        yield {
          at: hop.stickyAt,
          message: `"${workload.object.name.value}" keeps visitors on one pod here, but not in ${list(others.map((name) => `"${name}"`))}. Sessions that live in the pods are kept here and lost there.`,
          certainty: 'likely',
          related: without.map((each) => ({
            at: each.workload.path.hop?.service.name.at ?? each.workload.object.name.at,
            message: `No affinity in "${each.stack}": ${each.workload.path.because}.`,
          })),
        };
      }
    }
  },
};

interface Copy {
  readonly stack: string;
  readonly workload: LaravelWorkload;
}

/** Web workloads with several pods and a way in, whose sessions may live in the pods, by kind, name and app. */
function byName(stacks: readonly StackModel[]): Map<string, Copy[]> {
  const groups = new Map<string, Copy[]>();
  for (const { stack, workloads } of stacks) {
    for (const workload of workloads) {
      const { object, role, store, path, app } = workload;
      if (role !== 'web' || isShared(store) || store.kind === 'none' || path.hops.length === 0) continue;
      const key = `${app?.root ?? ''} ${object.kind}/${object.name.value}`;
      groups.set(key, [...(groups.get(key) ?? []), { stack: stack.name, workload }]);
    }
  }
  return groups;
}
