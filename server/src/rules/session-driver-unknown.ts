import { distance } from 'fastest-levenshtein';
import { sessionDriverNames } from '../model/session';
import type { StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { setVariable } from './fixes/setVariable';
import type { Fix, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const sessionDriverUnknown: Rule = {
  id: 'session-driver-unknown',
  severity: 'error',
  docs: {
    problem: 'The session driver is none that Laravel has, nor one that the app registers.',
    why: 'Every request that starts a session ends with `InvalidArgumentException: Driver [x] not supported.`, a 500 page for the visitor.',
    remedy:
      'Use `file`, `cookie`, `database`, `redis`, `memcached`, `dynamodb`, `apc` or `array`; with several pods, `redis` or `database`.',
    silent:
      'Silent when the app registers a driver of that name with `Session::extend`, and when the app is not in the workspace it is only likely.',
  },
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { session } = workload;
      if (
        workload.role !== 'web' ||
        session.driver !== 'invalid' ||
        session.written === '' ||
        !session.decidedAt
      )
        continue;
      const value = session.written;
      const secret = workload.environment.get('SESSION_DRIVER').secret;
      const shown = value === null || secret ? 'The session driver' : `The session driver "${value}"`;
      yield {
        at: session.decidedAt,
        message: `${shown} of ${workloadName(workload)} is none that Laravel knows. Requests fail with "Driver [${value === null || secret ? '…' : value}] not supported."`,
        certainty: session.certainty === 'certain' && workload.app !== undefined ? 'certain' : 'likely',
        fixes: () => {
          const nearest = nearestDriver(value ?? '');
          const names = nearest === undefined ? ['redis', 'database'] : [nearest];
          return names.map((name, order): Fix => ({
            title: `Use the driver "${name}"`,
            edits: edits(name),
            preferred: order === 0 && nearest !== undefined,
          }));
        },
        subject: subjectOf(workload),
      };
      function edits(name: string): readonly EditRequest[] {
        return setVariable(workload, 'SESSION_DRIVER', name);
      }
    }
  },
};

function nearestDriver(value: string): string | undefined {
  const wanted = value.trim().toLowerCase();
  const found = sessionDriverNames
    .map((name) => ({ name, away: distance(name, wanted) }))
    .sort((a, b) => a.away - b.away)[0];
  return found && found.away <= 2 && found.away < found.name.length - 1 ? found.name : undefined;
}
