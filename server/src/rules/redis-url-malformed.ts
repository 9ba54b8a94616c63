import type { EndpointUrl, LaravelWorkload, StackModel } from '../model/stackModel';
import { needs, talksToStores } from './endpointReports';
import { setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const redisUrlMalformed: Rule = {
  id: 'redis-url-malformed',
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
  const { redis } = workload;
  const { url } = redis;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !url?.at) return undefined;
  if (!url.malformed && url.host !== undefined) return undefined;
  const name = url.variable?.name ?? 'The url of the Redis connection';
  const users = `${capital(needs(redis))} of ${workloadName(workload)}`;
  return {
    at: url.at,
    message: url.malformed
      ? `${name} cannot be read as a URL. ${users} fail with "The database configuration URL is malformed."`
      : `${name} names no host: without "redis://" in front Laravel takes it for a path, and the host is still ${hostOf(workload)}. ${users} do not reach the Redis that is meant.`,
    certainty: url.variable?.certainty !== 'likely' && workload.app && used(workload) ? 'certain' : 'likely',
    related: url.chain
      .slice(1)
      .map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` })),
    fixes: () => (url.malformed ? [] : fixes(workload, url)),
    subject: subjectOf(workload, 'REDIS_URL'),
  };
}

/** Whether it is certain that Redis is used. */
function used({ redis, session }: LaravelWorkload): boolean {
  return !redis.usedBy.includes('sessions') || session.certainty === 'certain';
}

function hostOf({ redis }: LaravelWorkload): string {
  return redis.host === null || redis.hostVariable?.secret === true
    ? 'that of REDIS_HOST'
    : `"${redis.host}"`;
}

/** A bare name was meant as the host. */
function fixes(workload: LaravelWorkload, { variable }: EndpointUrl): Fix[] {
  const winner = variable?.chain[0];
  const bare = variable !== undefined && /^[a-z]([-a-z0-9.]*[a-z0-9])?$/i.test(variable.value);
  if (!bare || !winner || winner.source === 'image' || winner.object?.details.type === 'secret-source')
    return [];
  const rename: Fix[] =
    winner.keyAt && workload.environment.get('REDIS_HOST').state === 'unset'
      ? [
          {
            title: `Rename ${variable.name} to REDIS_HOST`,
            edits: [{ kind: 'replace-scalar', at: winner.keyAt, value: 'REDIS_HOST' }],
            preferred: true,
          },
        ]
      : [];
  if (variable.secret) return rename;
  return [
    ...rename,
    {
      title: `Write "redis://${variable.value}:6379" into ${variable.name}`,
      edits: setVariable(workload, variable.name, `redis://${variable.value}:6379`),
      preferred: rename.length === 0,
    },
  ];
}
