import type { StackModel } from '../model/stackModel';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Rule } from './rule';
import { sessionChain, subjectOf, workloadName } from './words';

export const sessionDriverArray: Rule = {
  id: 'session-driver-array',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { session, role } = workload;
      if (role !== 'web' || session.driver !== 'array' || !session.decidedAt) continue;
      yield {
        at: session.decidedAt,
        message: `${workloadName(workload)} uses the session driver "array", which forgets everything after each request: nobody stays logged in, and forms fail with "419 Page Expired".`,
        certainty: session.certainty === 'certain' ? 'certain' : 'likely',
        ...(workload.usesSessions === 'no' && { severity: 'information' as const }),
        related: sessionChain(workload),
        fixes: () => [...useRedis(workload), ...useDatabase(workload)],
        subject: subjectOf(workload),
      };
    }
  },
};
