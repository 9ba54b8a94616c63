import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Fix, Rule } from './rule';
import { sessionChain, subjectOf, workloadName } from './words';

export const sessionDriverEmpty: Rule = {
  id: 'session-driver-empty',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { session, role } = workload;
      if (role !== 'web' || !session.decidedAt || session.decidedBy !== 'environment') continue;
      const empty = session.driver === 'invalid' && session.value === '';
      if (!empty && session.driver !== 'null') continue;
      yield {
        at: session.decidedAt,
        message: empty
          ? `SESSION_DRIVER is set to the empty string for ${workloadName(workload)}, so Laravel's default does not apply. Every request fails with "Too few arguments to function …Manager::createDriver()".`
          : `SESSION_DRIVER is "null" for ${workloadName(workload)}, which switches sessions off without a word: nobody can log in.`,
        certainty: session.certainty === 'certain' ? 'certain' : 'likely',
        ...(workload.usesSessions === 'no'
          ? { severity: 'information' as const }
          : !empty && { severity: 'warning' as const }),
        related: sessionChain(workload),
        fixes: () => [...useRedis(workload), ...useDatabase(workload), ...leaveItOut(workload)],
        subject: subjectOf(workload),
      };
    }
  },
};

/** Without the entry the default of the config file applies; that is a way out where pods cannot be parted by it. */
function leaveItOut({ environment, pods }: LaravelWorkload): Fix[] {
  const [winner, loser] = environment.get('SESSION_DRIVER').chain;
  const isEntry = winner?.source === 'config-map' || winner?.source === 'secret';
  if (!isEntry || loser !== undefined || pods.max !== 1) return [];
  const edits = [{ kind: 'remove-pair' as const, value: winner.at }];
  return [{ title: "Remove SESSION_DRIVER, so that the app's default applies", edits }];
}
