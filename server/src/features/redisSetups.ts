import type { Analysis } from '../analysis/analyse';
import { carryOut, type WorkspaceChange } from '../analysis/carryOut';
import { useRedis } from '../analysis/ruleFixes';

/** One way to move the sessions of one workload to Redis. */
export interface RedisSetup {
  readonly label: string;
  readonly detail: string;
  readonly change: WorkspaceChange;
}

/** Every way to keep the sessions of the web workloads in Redis that do not do so yet. */
export function redisSetups(analysis: Analysis): RedisSetup[] {
  return analysis.model.stacks.flatMap(({ stack, workloads }) =>
    workloads
      .filter(({ role, session }) => role === 'web' && session.driver !== 'redis')
      .flatMap((workload) =>
        useRedis(workload).flatMap((fix) => {
          const change = carryOut(fix, analysis.files);
          const label = `${workload.object.kind} ${workload.object.name.value} (${stack.name})`;
          return change ? [{ label, detail: fix.title, change }] : [];
        }),
      ),
  );
}
