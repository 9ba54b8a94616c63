import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { chainOf, milder, nameOf, needs, newHost, shownHost, talksToStores } from './endpointReports';
import type { Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const redisHostOtherNamespace: Rule = {
  id: 'redis-host-other-namespace',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(workload: LaravelWorkload): Report | undefined {
  const { redis, object } = workload;
  const { resolution } = redis;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !redis.hostAt) return undefined;
  if (
    resolution.resolves !== 'no' ||
    resolution.why !== 'other-namespace' ||
    !resolution.elsewhere?.namespace
  )
    return undefined;
  const { elsewhere } = resolution;
  const other = resolution.elsewhere.namespace.value;
  const full = `${elsewhere.name.value}.${other}`;
  const bare = redis.hostVariable?.secret === true ? 'a bare name' : shownHost(redis);
  return {
    at: redis.hostAt,
    message: `${nameOf(redis, 'redis')} is ${bare}, but Service "${elsewhere.name.value}" is in namespace "${other}" and ${workloadName(workload)} in "${object.namespace?.value ?? ''}", where the bare name does not resolve. ${capital(needs(redis))} cannot reach Redis.`,
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    ...milder(workload, redis),
    related: [
      {
        at: elsewhere.name.at,
        message: `Service "${elsewhere.name.value}" of namespace "${other}" is here.`,
      },
      ...chainOf(workload, redis),
    ],
    fixes: () => {
      const change = newHost(workload, redis, 'REDIS_HOST', full);
      if (!change) return [];
      return [{ title: `Set ${change.what} to "${full}"`, edits: change.edits, preferred: true }];
    },
    subject: subjectOf(workload, 'REDIS_HOST'),
  };
}
