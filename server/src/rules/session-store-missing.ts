import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { configKeys, nearestName } from './configNames';
import { configuredText } from './configReports';
import type { Report, Rule } from './rule';
import { list, subjectOf, workloadName } from './words';

export const sessionStoreMissing: Rule = {
  id: 'session-store-missing',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

const ON_STORES: ReadonlySet<string> = new Set(['redis', 'memcached', 'dynamodb', 'apc']);

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, session, app } = workload;
  if (role !== 'web' || !app || !ON_STORES.has(session.driver)) return undefined;
  const text = configuredText(workload, 'session.store');
  if (!text || text.value === '') return undefined;
  const known = configKeys(workload, 'cache.stores');
  if (!known || known.length === 0) return undefined;
  const onRedis = known.filter((name) => driverOf(workload, name) === 'redis');
  const missing = !known.includes(text.value);
  const driver = driverOf(workload, text.value);
  if (!missing && (session.driver !== 'redis' || driver === undefined || !NOT_REDIS.has(driver)))
    return undefined;
  const shown = text.secret ? '…' : text.value;
  const usable = session.driver === 'redis' ? onRedis : known;
  return {
    at: text.at,
    message: missing
      ? `The session store of ${workloadName(workload)} is "${shown}", and config/cache.php has only ${list(known.map((name) => `"${name}"`))}. Requests fail with "Cache store [${shown}] is not defined."`
      : `Sessions of ${workloadName(workload)} are to be in Redis, but their store "${shown}" has the driver "${driver ?? ''}". Requests fail with "Call to undefined method …::setConnection()".`,
    certainty: text.certainty === 'certain' && session.certainty === 'certain' ? 'certain' : 'likely',
    related: text.related,
    fixes: () => {
      const nearest = nearestName(text.value, usable) ?? usable.find((name) => name === session.driver);
      const edits = nearest === undefined ? [] : text.set(nearest);
      return edits.length === 0
        ? []
        : [{ title: `Use the cache store "${nearest ?? ''}"`, edits, preferred: true }];
    },
    subject: subjectOf(workload, 'store'),
  };
}

/** Drivers of Laravel's own that certainly are not on Redis; one that the app registers may well be. */
const NOT_REDIS: ReadonlySet<string> = new Set([
  'file',
  'array',
  'database',
  'memcached',
  'dynamodb',
  'apc',
  'octane',
  'null',
]);

function driverOf(workload: LaravelWorkload, store: string): string | undefined {
  const value = workload.configValue(`cache.stores.${store}.driver`);
  return value?.kind === 'known' && value.type === 'string' ? value.value : undefined;
}
