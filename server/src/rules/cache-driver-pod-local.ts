import { podLocalCache } from '../model/podLocalCache';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { existingRedis } from './fixes/existingRedis';
import { setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { list, podReasons, runsPods, subjectOf, workloadName } from './words';

export const cacheDriverPodLocal: Rule = {
  id: 'cache-driver-pod-local',
  scope: 'workload',
  severity: 'information',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { role, pods, app } = workload;
  if (role !== 'web' || pods.max === undefined || pods.max < 2) return undefined;
  const cache = podLocalCache(workload);
  if (!cache) return undefined;
  const needs = (app?.facts ?? []).filter(
    // The skeleton's own kernel throttles the API, which no one has decided on.
    ({ kind, at }) => kind === 'shared-cache' && !/(^|\/)(Http\/Kernel|bootstrap\/app)\.php$/.test(at.file),
  );
  const names = [...new Set(needs.map(({ name }) => NEEDS[name ?? ''] ?? 'locks'))];
  // A cache that forgets everything after each request is a cache that is switched off: no pod misses anything.
  const none = cache.driver === 'array';
  if (none && names.length === 0) return undefined;
  const trouble =
    names.length > 0
      ? `The app uses ${list(names)}, which then hold within one ${none ? 'request' : 'pod'} only.`
      : 'What one pod caches the others do not see, and "cache:clear" clears one pod only.';
  return {
    at: cache.at,
    message: `${runsPods(workload)}, and ${none ? 'their cache forgets everything after each request' : 'each has a cache of its own'} (driver "${cache.driver}"). ${trouble}`,
    certainty: cache.certainty,
    ...(names.length > 0 && { severity: 'warning' as const }),
    related: [
      ...podReasons(workload),
      ...cache.chain.slice(1).map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
      ...needs.slice(0, 3).map(({ at, name }) => ({ at, message: `${NEEDS[name ?? ''] ?? 'locks'} here.` })),
    ],
    fixes: () => fixes(workload, cache.variable),
    subject: subjectOf(workload, 'cache'),
  };
}

const NEEDS: Readonly<Record<string, string>> = {
  lock: 'locks',
  throttle: 'rate limits',
  onOneServer: 'onOneServer',
  'unique job': 'unique jobs',
};

/** Redis is offered where the app reaches one already. */
function fixes(workload: LaravelWorkload, variable: string | undefined): readonly Fix[] {
  const { resolution } = workload.redis;
  const used = resolution.resolves === 'yes' || resolution.resolves === 'external';
  const host = workload.environment.get('REDIS_HOST');
  const [existing] = existingRedis(workload);
  const named = existing !== undefined && host.state === 'set' && host.value === existing.host;
  if (variable === undefined || (!used && !named)) return [];
  const title = `Set ${variable} to "redis"`;
  return [{ title, edits: setVariable(workload, variable, 'redis'), preferred: true }];
}
