/** What the rules about REDIS_HOST and DB_HOST have in common. */
import { distance } from 'fastest-levenshtein';
import { workloadsOf } from '../model/selectors';
import type { ObjectOf } from '../model/stackIndex';
import { sameNamespace } from '../model/stackIndex';
import type { Endpoint, LaravelWorkload } from '../model/stackModel';
import { existingRedis } from './fixes/existingRedis';
import { newRedisManifest } from './fixes/newRedisManifest';
import { setVariable } from './fixes/setVariable';
import type { Fix, Related, Report } from './rule';
import { capital, list, subjectOf, workloadName } from './words';

export type Store = 'redis' | 'database';

interface StoreWords {
  readonly variable: 'REDIS_HOST' | 'DB_HOST';
  readonly server: string;
}

export const STORES: Readonly<Record<Store, StoreWords>> = {
  redis: { variable: 'REDIS_HOST', server: 'Redis' },
  database: { variable: 'DB_HOST', server: 'the database' },
};

export function endpointOf(workload: LaravelWorkload, store: Store): Endpoint {
  return store === 'redis' ? workload.redis : workload.database;
}

/** Whether findings about this workload's stores are wanted: a web workload, or a worker that shares its environment. */
export function talksToStores(workload: LaravelWorkload): boolean {
  return workload.role === 'web' || workload.role === 'worker' || workload.role === 'unknown';
}

/** The host as it may be shown: a value out of a Secret is not. */
export function shownHost(endpoint: Endpoint): string {
  return endpoint.host === null || endpoint.hostVariable?.secret === true ? 'the host' : `"${endpoint.host}"`;
}

export function needs(endpoint: Endpoint): string {
  return list(endpoint.usedBy.map((use) => (use === 'sessions' ? 'sessions' : use)));
}

/** `redis-host-unresolved` and `db-host-unresolved`. */
export function unresolved(workload: LaravelWorkload, store: Store): Report | undefined {
  const endpoint = endpointOf(workload, store);
  const { resolution } = endpoint;
  if (
    !talksToStores(workload) ||
    endpoint.usedBy.length === 0 ||
    resolution.resolves !== 'no' ||
    !endpoint.hostAt
  )
    return undefined;
  if (resolution.why !== 'no-such-service' && resolution.why !== 'empty' && resolution.why !== 'host-network')
    return undefined;
  const { variable, server } = STORES[store];
  return {
    at: endpoint.hostAt,
    message: unresolvedMessage(workload, endpoint, store),
    certainty: endpoint.certainty === 'certain' ? 'certain' : 'likely',
    ...milder(workload, endpoint),
    related: [
      ...(resolution.why === 'host-network' && resolution.at
        ? [{ at: resolution.at, message: 'hostNetwork without dnsPolicy: ClusterFirstWithHostNet here.' }]
        : []),
      ...chainOf(workload, endpoint),
    ],
    fixes: () => hostFixes(workload, store, variable, server),
    ...missing(endpoint),
    subject: subjectOf(workload, variable),
  };
}

/** A store for nothing but sessions hardly matters to an app that shows none. */
export function milder(
  { usesSessions }: LaravelWorkload,
  { usedBy }: Endpoint,
): { severity?: 'information' } {
  const idle = usesSessions === 'no' && usedBy.every((use) => use === 'sessions');
  return idle ? { severity: 'information' } : {};
}

function missing({ resolution, host, hostVariable }: Endpoint): { missingService?: string } {
  const named = resolution.resolves === 'no' && resolution.why === 'no-such-service' && host !== null;
  return named && hostVariable?.secret !== true ? { missingService: host } : {};
}

function unresolvedMessage(workload: LaravelWorkload, endpoint: Endpoint, store: Store): string {
  const { variable, server } = STORES[store];
  const users = `${capital(needs(endpoint))} of ${workloadName(workload)} cannot reach ${server}`;
  const { resolution } = endpoint;
  if (resolution.resolves === 'no' && resolution.why === 'empty') {
    return `${variable} is empty. ${users}.`;
  }
  if (resolution.resolves === 'no' && resolution.why === 'host-network') {
    return `${variable} is ${shownHost(endpoint)}, a Service, but the pod uses the network and the name server of its node, which do not know Services. ${users}.`;
  }
  return `${variable} is ${shownHost(endpoint)}, and no Service of that name is defined here. ${users}: the name does not resolve.`;
}

/** `redis-host-localhost` and `db-host-localhost`. */
export function localhost(workload: LaravelWorkload, store: Store): Report | undefined {
  const endpoint = endpointOf(workload, store);
  const { resolution } = endpoint;
  if (!talksToStores(workload) || endpoint.usedBy.length === 0 || !endpoint.hostAt) return undefined;
  if (resolution.resolves !== 'no' || resolution.why !== 'nothing-listens') return undefined;
  const { variable, server } = STORES[store];
  const byDefault = endpoint.hostVariable?.state === 'unset';
  const cause = byDefault
    ? `${variable} is not set, so Laravel's default ${shownHost(endpoint)} applies`
    : `${variable} is ${shownHost(endpoint)}`;
  return {
    at: endpoint.hostAt,
    message: `${cause}, which is the pod itself, and no container of the pod listens there. ${capital(needs(endpoint))} of ${workloadName(workload)} cannot reach ${server}: "Connection refused".`,
    certainty: endpoint.certainty === 'certain' ? 'certain' : 'likely',
    ...milder(workload, endpoint),
    related: chainOf(workload, endpoint),
    fixes: () => hostFixes(workload, store, variable, server),
    subject: subjectOf(workload, variable),
  };
}

export function chainOf(workload: LaravelWorkload, endpoint: Endpoint): Related[] {
  return endpoint.chain
    .slice(1)
    .map(({ at, what }) => ({ at, message: `${workloadName(workload)}: ${what}.` }));
}

function hostFixes(
  workload: LaravelWorkload,
  store: Store,
  variable: 'REDIS_HOST' | 'DB_HOST',
  server: string,
): Fix[] {
  const endpoint = endpointOf(workload, store);
  const candidates =
    store === 'redis' ? existingRedis(workload).map(({ host }) => host) : databaseServices(workload);
  const similar = similarServices(workload, endpoint.host ?? '').filter((name) => !candidates.includes(name));
  const fixes = [...candidates, ...similar].map((name, order): Fix => ({
    title: `Set ${variable} to Service "${name}"`,
    edits: setVariable(workload, variable, name),
    preferred: order === 0,
  }));
  if (store !== 'redis' || candidates.length > 0) return fixes;
  const redis = newRedisManifest(workload);
  const wanted =
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(endpoint.host ?? '') && endpoint.hostVariable?.secret !== true
      ? endpoint.host
      : null;
  const created = wanted === null || wanted === 'localhost' ? redis : newRedisManifest(workload, wanted);
  const edits = created.host === endpoint.host ? [] : setVariable(workload, variable, created.host);
  return [
    ...fixes,
    {
      title: `Add ${server} as Service and StatefulSet "${created.host}"`,
      edits: [...edits, created.creation],
    },
  ];
}

const DATABASE_IMAGE =
  /(^|\/)(mysql|mariadb|percona[\w-]*|postgres|postgresql|postgis|timescaledb)([:@/]|$)/i;

function databaseServices(workload: LaravelWorkload): string[] {
  const { index } = workload.hosts;
  return index
    .all('service')
    .filter(
      (service) =>
        sameNamespace(service.namespace, workload.object.namespace?.value) &&
        workloadsOf(index, service).some(runsDatabase),
    )
    .map((service) => service.name.value);
}

function runsDatabase({ details }: ObjectOf<'workload'>): boolean {
  return details.template.containers.some(({ image }) => DATABASE_IMAGE.test(image?.value ?? ''));
}

/** Services whose name is nearly the one that was written. */
function similarServices(workload: LaravelWorkload, host: string): string[] {
  const wanted = host.split('.')[0]?.toLowerCase() ?? '';
  if (wanted.length < 3) return [];
  return workload.hosts.index
    .all('service')
    .filter((service) => sameNamespace(service.namespace, workload.object.namespace?.value))
    .map((service) => service.name.value)
    .filter((name) => distance(name, wanted) <= Math.max(1, Math.floor(wanted.length / 4)));
}
