import type { StackModel } from '../model/stackModel';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Rule } from './rule';
import { sessionChain, subjectOf, workloadName } from './words';

export const sessionDriverArray: Rule = {
  id: 'session-driver-array',
  severity: 'error',
  docs: {
    problem: 'The `array` session driver forgets everything at the end of each request.',
    why: `It is made for tests. In a web workload nobody can stay logged in, and every form that checks its CSRF token fails with
"419 Page Expired".`,
    remedy: 'Set `SESSION_DRIVER` to `redis` or `database`.',
    silent: 'Only web workloads count: workers have no sessions, and env files for tests are never read.',
  },
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
