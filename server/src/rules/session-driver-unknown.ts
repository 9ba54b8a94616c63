import { distance } from 'fastest-levenshtein';
import { sessionDriverNames } from '../model/session';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import type { Place } from '../text/place';
import { setVariable } from './fixes/setVariable';
import { useDatabase } from './fixes/useDatabase';
import { useRedis } from './fixes/useRedis';
import type { Fix, Rule } from './rule';
import { sessionChain, subjectOf, workloadName } from './words';

export const sessionDriverUnknown: Rule = {
  id: 'session-driver-unknown',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { session, role } = workload;
      const { written: value, decidedAt: at } = session;
      if (role !== 'web' || session.driver !== 'invalid' || value === '' || !at) continue;
      const shown = value === null ? 'The session driver' : `The session driver "${value}"`;
      yield {
        at,
        message: `${shown} of ${workloadName(workload)} is none that Laravel knows. Requests fail with "Driver [${value ?? '…'}] not supported."`,
        certainty: session.certainty === 'certain' && workload.app !== undefined ? 'certain' : 'likely',
        ...(workload.usesSessions === 'no' && { severity: 'information' as const }),
        related: sessionChain(workload),
        fixes: () => fixes(workload, nearestDriver(value ?? ''), at),
        subject: subjectOf(workload),
      };
    }
  },
};

function fixes(workload: LaravelWorkload, nearest: string | undefined, at: Place): readonly Fix[] {
  const inConfig = workload.session.decidedBy === 'config' && at.file.endsWith('.php');
  if (workload.config.frozenAt && !inConfig) return [];
  const names = nearest === undefined ? ['redis', 'database'] : [nearest];
  // Another driver than was meant needs more than its name.
  if (nearest === undefined && !inConfig) return [...useRedis(workload), ...useDatabase(workload)];
  return names.map((name, order): Fix => {
    const edits: EditRequest[] = inConfig
      ? [{ kind: 'replace-text', at, text: `'${name}'` }]
      : setVariable(workload, 'SESSION_DRIVER', name);
    return { title: `Use the driver "${name}"`, edits, preferred: order === 0 && nearest !== undefined };
  });
}

function nearestDriver(value: string): string | undefined {
  const wanted = value.trim().toLowerCase();
  const found = sessionDriverNames
    .map((name) => ({ name, away: distance(name, wanted) }))
    .sort((a, b) => a.away - b.away)[0];
  return found && found.away <= 2 && found.away < found.name.length - 1 ? found.name : undefined;
}
