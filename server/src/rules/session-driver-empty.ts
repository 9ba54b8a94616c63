import type { StackModel } from '../model/stackModel';
import { setVariable } from './fixes/setVariable';
import type { Fix, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionDriverEmpty: Rule = {
  id: 'session-driver-empty',
  severity: 'error',
  docs: {
    problem: 'SESSION_DRIVER is set to the empty string, or to `null`.',
    why: `An empty variable is set all the same, so Laravel's default does not apply: with the empty string every request fails with
\`ArgumentCountError: Too few arguments to function Illuminate\\Support\\Manager::createDriver()\`. \`null\` switches sessions off without a
word: nobody can log in.`,
    remedy: 'Give it a driver, or remove the entry so that the default of `config/session.php` applies.',
    silent:
      'Silent for values that cannot be known, such as those of a Secret that is not in the repository.',
  },
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
        ...(!empty && { severity: 'warning' as const }),
        fixes: () =>
          ['redis', 'database'].map((name, order): Fix => ({
            title: `Set SESSION_DRIVER to "${name}"`,
            edits: setVariable(workload, 'SESSION_DRIVER', name),
            preferred: order === 0,
          })),
        subject: subjectOf(workload),
      };
    }
  },
};
