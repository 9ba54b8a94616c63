import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { configuredText } from './configReports';
import { configKeys, nearestName } from './configNames';
import type { Fix, Report, Rule } from './rule';
import { list, subjectOf, workloadName } from './words';

export const sessionConnectionMissing: Rule = {
  id: 'session-connection-missing',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

/** Keys below `redis` that are no connections. */
const NO_CONNECTIONS: ReadonlySet<string> = new Set(['client', 'options', 'clusters']);

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, session, app } = workload;
  const redis = session.driver === 'redis';
  if (role !== 'web' || !app || (!redis && session.driver !== 'database')) return undefined;
  const text = configuredText(workload, 'session.connection');
  if (!text || text.value === '') return undefined;
  const section = redis ? 'database.redis' : 'database.connections';
  const known = configKeys(workload, section)?.filter((name) => !redis || !NO_CONNECTIONS.has(name));
  const clusters = redis ? (configKeys(workload, 'database.redis.clusters') ?? []) : [];
  if (!known || known.includes(text.value) || clusters.includes(text.value)) return undefined;
  if (known.length === 0) return undefined;
  const shown = text.secret ? 'a connection' : `"${text.value}"`;
  const error = `${redis ? 'Redis' : 'Database'} connection [${text.secret ? '…' : text.value}] not configured.`;
  return {
    at: text.at,
    message: `The session connection of ${workloadName(workload)} is ${shown}, and config/database.php has only ${list(known.map((name) => `"${name}"`))}${redis ? ' for Redis' : ''}. Requests fail with "${error}"`,
    certainty: text.certainty === 'certain' && session.certainty === 'certain' ? 'certain' : 'likely',
    related: text.related,
    fixes: () => fixes(text.value, known, text.set),
    subject: subjectOf(workload, 'connection'),
  };
}

function fixes(
  written: string,
  known: readonly string[],
  set: (value: string) => Fix['edits'],
): readonly Fix[] {
  const nearest = nearestName(written, known);
  const names =
    nearest !== undefined ? [nearest] : known.includes('default') ? ['default'] : known.slice(0, 3);
  return names.flatMap((name): Fix[] => {
    const edits = set(name);
    const title = `Use the connection "${name}"`;
    return edits.length === 0 ? [] : [{ title, edits, preferred: nearest !== undefined }];
  });
}
