import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Report, Rule } from './rule';
import { podReasons, runsPods, subjectOf, workloadName } from './words';

export const appKeyPerPod: Rule = {
  id: 'app-key-per-pod',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) yield* checkWorkload(workload);
  },
};

function* checkWorkload(workload: LaravelWorkload): Iterable<Report> {
  const { role, environment, keyAtStart, pods } = workload;
  if (role !== 'web' || keyAtStart.mayBring || environment.opaque.length > 0) return;
  const key = environment.get('APP_KEY');
  // The pod's own variable beats the file that key:generate writes to.
  if (key.state === 'unknown' || (key.state === 'set' && key.chain[0]?.source !== 'dotenv')) return;
  const several = pods.max === undefined || pods.max > 1;
  for (const { at, what } of keyAtStart.generations) {
    const count = several
      ? `${runsPods(workload)}, and each makes an APP_KEY of its own at start`
      : `${workloadName(workload)} makes a new APP_KEY at each start`;
    const loss = several
      ? 'Cookies of one pod are unreadable for the others: visitors are logged out, and forms fail with "419 Page Expired".'
      : 'Every restart logs everybody out, and what was encrypted before cannot be read any more.';
    yield {
      at,
      message: `${count}: ${what} runs "key:generate". ${loss}`,
      certainty:
        workload.image?.certainty === 'likely' && at.file !== workload.object.at.file ? 'likely' : 'certain',
      ...(!several && { severity: 'warning' as const }),
      related: several ? podReasons(workload) : [],
      subject: subjectOf(workload, `key ${at.span.start}`),
    };
  }
}
