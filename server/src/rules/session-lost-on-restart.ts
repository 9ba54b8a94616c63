import type { StackModel } from '../model/stackModel';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionLostOnRestart: Rule = {
  id: 'session-lost-on-restart',
  scope: 'workload',
  severity: 'information',
  optIn: true,
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { role, pods, session, store } = workload;
      if (role !== 'web' || pods.max !== 1 || !session.decidedAt || workload.usesSessions === 'no') continue;
      if (store.kind !== 'pod-disk' && store.kind !== 'pod-memory') continue;
      const where = store.kind === 'pod-memory' ? 'in its memory' : 'on its own disk';
      yield {
        at: session.decidedAt,
        message: `The only pod of ${workloadName(workload)} keeps sessions ${where}. Every rollout and every restart on another node logs everybody out.`,
        certainty: session.certainty === 'certain' ? 'certain' : 'likely',
        related: session.chain
          .slice(1)
          .map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
        fixes: () => [...useRedis(workload), ...useDatabase(workload)],
        subject: subjectOf(workload),
      };
    }
  },
};
