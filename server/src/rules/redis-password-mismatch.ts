import { redisServers, type RedisServer } from '../model/redisServer';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { needs, talksToStores } from './endpointReports';
import { referToSecret } from './fixes/referToSecret';
import type { Fix, Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const redisPasswordMismatch: Rule = {
  id: 'redis-password-mismatch',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(stack, workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(stack: StackModel, workload: LaravelWorkload): Report | undefined {
  const { redis } = workload;
  const service = redis.resolution.resolves === 'yes' ? redis.resolution.service : undefined;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !service || redis.certainty === 'unknown')
    return undefined;
  const [server, ...others] = redisServers(stack.index, service);
  if (!server || others.length > 0) return undefined;
  const found = disagreement(workload, server);
  const at = found && placeOf(workload);
  if (!found || !at) return undefined;
  return {
    at,
    message: `${found.what}. ${capital(needs(redis))} of ${workloadName(workload)} fail with "${found.failure}".`,
    certainty: 'likely',
    related: found.related,
    fixes: () => fixes(workload, server),
    subject: subjectOf(workload, 'REDIS_PASSWORD'),
  };
}

interface Disagreement {
  readonly what: string;
  readonly failure: string;
  readonly related: NonNullable<Report['related']>;
}

function disagreement(workload: LaravelWorkload, server: RedisServer): Disagreement | undefined {
  const { redis, environment } = workload;
  const { password } = server;
  const name = `${server.workload.kind} "${server.workload.name.value}"`;
  if (password.state === 'unknown') return undefined;
  if (password.state === 'wanted') {
    const related = [{ at: password.at, message: `${name} asks for a password here.` }];
    if (redis.sendsPassword === 'none') {
      const what = `${name} asks for a password, and Laravel sends none`;
      return { what, failure: 'NOAUTH Authentication required', related };
    }
    const own = environment.get('REDIS_PASSWORD');
    const byUrl = redis.url?.host !== undefined;
    if (redis.sendsPassword !== 'set' || byUrl || own.state !== 'set' || password.value === undefined)
      return undefined;
    if (own.value === password.value || sameSource(workload, password.secret)) return undefined;
    const what = `REDIS_PASSWORD is another password than the one that ${name} asks for`;
    return { what, failure: 'WRONGPASS invalid username-password pair', related };
  }
  if (redis.sendsPassword !== 'set') return undefined;
  const what = `Laravel sends a password, and ${name} has none`;
  const related = [{ at: password.at, message: `${name} is started without a password.` }];
  return { what, failure: 'ERR AUTH <password> called without any password configured', related };
}

function sameSource(
  { container }: LaravelWorkload,
  secret: { name: string; key: string } | undefined,
): boolean {
  const from = container.env.find(({ name }) => name.value === 'REDIS_PASSWORD')?.from;
  return from?.kind === 'Secret' && from.name.value === secret?.name && from.key.value === secret.key;
}

/** Where the password is said, or else where the host is. */
function placeOf({ environment, redis }: LaravelWorkload): Report['at'] | undefined {
  const winner = environment.get('REDIS_PASSWORD').chain[0];
  return winner ? (winner.keyAt ?? winner.at) : redis.hostAt;
}

function fixes(workload: LaravelWorkload, { password }: RedisServer): Fix[] {
  const secret = password.state === 'wanted' ? password.secret : undefined;
  if (!secret || workload.redis.url?.host !== undefined) return [];
  const edits = referToSecret(workload, 'REDIS_PASSWORD', secret);
  return [
    {
      title: `Take REDIS_PASSWORD from key "${secret.key}" of Secret "${secret.name}"`,
      edits,
      preferred: true,
    },
  ];
}
