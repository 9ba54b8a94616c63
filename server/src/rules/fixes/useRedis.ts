import { resolveHost } from '../../model/hostResolution';
import type { LaravelWorkload } from '../../model/stackModel';
import type { EditRequest } from '../../text/editRequest';
import type { Fix } from '../rule';
import { existingRedis, type ExistingRedis } from './existingRedis';
import { newRedisManifest } from './newRedisManifest';
import { referToSecret } from './referToSecret';
import { setVariable } from './setVariable';

/**
 * The ways to keep the sessions of a workload in Redis: one that is there already is always offered first; a new one is
 * offered only when the stack has none and the app names none elsewhere.
 */
export function useRedis(workload: LaravelWorkload): Fix[] {
  // No variable of the pod reaches a cached configuration.
  if (workload.config.frozenAt) return [];
  const named = namedElsewhere(workload);
  if (named !== undefined) {
    return [
      {
        title: `Store sessions in the Redis that ${named} already names`,
        edits: driverEdits(workload),
        preferred: true,
      },
    ];
  }
  const fixes: Fix[] = existingRedis(workload).map((redis, order) => ({
    title: `Store sessions in the existing Redis "${redis.host}"`,
    edits: [...driverEdits(workload), ...endpointEdits(workload, redis)],
    preferred: order === 0,
  }));
  const elsewhere = namedByOthers(workload);
  if (fixes.length > 0) return fixes;
  if (elsewhere.length > 0) return elsewhere;
  const redis = newRedisManifest(workload);
  return [
    {
      title: 'Set up Redis for sessions (adds a Redis Service and StatefulSet)',
      edits: [...driverEdits(workload), ...endpointEdits(workload, redis), redis.creation],
      preferred: true,
    },
  ];
}

/** The variable that tells the app of a Redis already, used or not, that is or may be there. */
function namedElsewhere({ environment, hosts }: LaravelWorkload): string | undefined {
  const url = environment.get('REDIS_URL');
  if (url.state === 'set' && url.value !== '') return 'REDIS_URL';
  const host = environment.get('REDIS_HOST');
  const there = host.state === 'set' && resolveHost(hosts, host.value, undefined).resolves !== 'no';
  return there || host.state === 'unknown' ? 'REDIS_HOST' : undefined;
}

/** A Redis outside of the stack that a ConfigMap for other pods names: ElastiCache, a managed server. */
function namedByOthers(workload: LaravelWorkload): Fix[] {
  const { hosts } = workload;
  return hosts.index.all('config-map').flatMap(({ details, name }): Fix[] => {
    const host = details.data.get('REDIS_HOST');
    if (!host || host.unknown !== undefined) return [];
    if (resolveHost(hosts, host.value, undefined).resolves !== 'external') return [];
    const port = Number(details.data.get('REDIS_PORT')?.value ?? 6379);
    const redis = { host: host.value, port: Number.isInteger(port) ? port : 6379 };
    return [
      {
        title: `Store sessions in the Redis that ConfigMap "${name.value}" names`,
        edits: [...driverEdits(workload), ...endpointEdits(workload, redis)],
        preferred: true,
      },
    ];
  });
}

/** A driver that is written into the config file is made to come from the environment first. */
function driverEdits(workload: LaravelWorkload): EditRequest[] {
  const edits = setVariable(workload, 'SESSION_DRIVER', 'redis');
  const literal = workload.configValue('session.driver')?.because[0];
  const isRead = !workload.app || workload.readNames.has('SESSION_DRIVER');
  if (isRead || literal?.what !== 'literal') return edits;
  return [{ kind: 'wrap-text', at: literal.at, before: "env('SESSION_DRIVER', ", after: ')' }, ...edits];
}

function endpointEdits(workload: LaravelWorkload, redis: ExistingRedis): EditRequest[] {
  const edits = [...setVariable(workload, 'REDIS_HOST', redis.host)];
  const port = workload.environment.get('REDIS_PORT');
  const linked = port.chain[0]?.source === 'service-link';
  const differs = port.state === 'set' ? port.value !== String(redis.port) : redis.port !== 6379;
  if (linked || redis.host === 'redis' || differs) {
    edits.push(...setVariable(workload, 'REDIS_PORT', String(redis.port)));
  }
  edits.push(...clientEdits(workload));
  edits.push(...passwordEdits(workload, redis));
  return edits;
}

/** predis is named where the app has that package and not the default's extension in sight. */
function clientEdits(workload: LaravelWorkload): EditRequest[] {
  const { app, environment } = workload;
  const packages = new Set(app?.composer?.requirements.map((requirement) => requirement.name) ?? []);
  const usesPredis = packages.has('predis/predis') && !packages.has('ext-redis');
  if (!usesPredis || environment.get('REDIS_CLIENT').state !== 'unset') return [];
  return setVariable(workload, 'REDIS_CLIENT', 'predis');
}

function passwordEdits(workload: LaravelWorkload, redis: ExistingRedis): EditRequest[] {
  if (!redis.password || workload.environment.get('REDIS_PASSWORD').state !== 'unset') return [];
  const { secret, key } = redis.password;
  return referToSecret(workload, 'REDIS_PASSWORD', { name: secret, key });
}
