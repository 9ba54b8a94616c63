import type { Endpoint, LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { chainOf, needs, shownHost, talksToStores } from './endpointReports';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const redisHostInvalid: Rule = {
  id: 'redis-host-invalid',
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
  const { address, resolution } = redis;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !redis.hostAt || redis.url) return undefined;
  if (address?.kind !== 'invalid' || resolution.resolves !== 'no' || resolution.why !== 'invalid')
    return undefined;
  if (ownClient(workload)) return undefined;
  return {
    at: redis.hostAt,
    message: `REDIS_HOST is ${shown(redis)}, which cannot be used as a host: ${address.reason}. ${capital(needs(redis))} of ${workloadName(workload)} cannot reach Redis.`,
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    related: chainOf(workload, redis),
    fixes: () => fixes(workload, redis),
    subject: subjectOf(workload, 'REDIS_HOST'),
  };
}

/** Whether the app, or one of its packages, makes connections in a way that is not Laravel's. */
export function ownClient({ app, redis }: LaravelWorkload): boolean {
  if (redis.driver !== null && redis.driver !== 'phpredis' && redis.driver !== 'predis') return true;
  return app?.facts.some(({ kind }) => kind === 'redis-client') ?? false;
}

/** What stands before an `@` is a password. */
function shown(redis: Endpoint): string {
  return redis.host?.includes('@') ? 'a whole URL' : shownHost(redis);
}

function fixes(workload: LaravelWorkload, redis: Endpoint): Fix[] {
  const { address, host, hostVariable } = redis;
  if (address?.kind !== 'invalid' || host === null || hostVariable?.state !== 'set') return [];
  if (/^rediss?:\/\/[^/]*@/.test(host)) return moveToUrl(workload, redis);
  if (address.host === undefined || address.host === '' || hostVariable.secret) return [];
  const secured = /^(rediss|tls):\/\//i.test(host);
  if (secured && redis.driver === 'predis' && (workload.app?.framework?.major ?? 12) < 12) return [];
  const name = secured ? `tls://${address.host}` : address.host;
  const edits: EditRequest[] = [...setVariable(workload, 'REDIS_HOST', name)];
  if (address.port !== undefined) edits.push(...setVariable(workload, 'REDIS_PORT', String(address.port)));
  const port = address.port === undefined ? '' : ` and REDIS_PORT "${address.port}"`;
  const place = placeOfVariable(workload, 'REDIS_HOST');
  return [{ title: `Write REDIS_HOST "${name}"${port} in ${place}`, edits, preferred: true }];
}

/** A URL with a password is right as it is, under its own name. */
function moveToUrl(workload: LaravelWorkload, { hostVariable }: Endpoint): Fix[] {
  const winner = hostVariable?.chain[0];
  const free = workload.readNames.has('REDIS_URL') && workload.environment.get('REDIS_URL').state === 'unset';
  if (!winner?.keyAt || !free || winner.source === 'image') return [];
  const edits: EditRequest[] = [{ kind: 'replace-scalar', at: winner.keyAt, value: 'REDIS_URL' }];
  return [{ title: 'Rename REDIS_HOST to REDIS_URL', edits, preferred: true }];
}
