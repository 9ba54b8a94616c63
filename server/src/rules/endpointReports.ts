/** What the rules about REDIS_HOST and DB_HOST have in common. */
import { distance } from 'fastest-levenshtein';
import { renamedService } from '../model/renamedService';
import { workloadsOf } from '../model/selectors';
import type { ObjectOf } from '../model/stackIndex';
import { sameNamespace } from '../model/stackIndex';
import type { Endpoint, LaravelWorkload } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { existingRedis } from './fixes/existingRedis';
import { newRedisManifest } from './fixes/newRedisManifest';
import { setVariable } from './fixes/setVariable';
import type { Fix, Missing, Related, Report } from './rule';
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

/** What needs the store, in words: `sessions and the cache`. */
export function needs(endpoint: Endpoint): string {
  return list(endpoint.usedBy.map((use) => (use === 'cache' || use === 'queue' ? `the ${use}` : use)));
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
  // `kustomize-prefix-breaks-host` knows better what is wrong.
  if (renamedService(workload.hosts, endpoint)) return undefined;
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

function missing({ resolution, host, hostVariable }: Endpoint): { missing?: Missing } {
  const named = resolution.resolves === 'no' && resolution.why === 'no-such-service' && host !== null;
  return named && hostVariable?.secret !== true ? { missing: { kind: 'Service', name: host } } : {};
}

function unresolvedMessage(workload: LaravelWorkload, endpoint: Endpoint, store: Store): string {
  const name = nameOf(endpoint, store);
  const users = `${capital(needs(endpoint))} of ${workloadName(workload)} cannot reach ${STORES[store].server}`;
  const { resolution } = endpoint;
  const why = resolution.resolves === 'no' ? resolution.why : undefined;
  const secret = endpoint.hostVariable?.secret === true;
  if (why === 'empty') return `${name} is empty. ${users}.`;
  if (why === 'host-network') {
    const is = secret ? `${name} names` : `${name} is ${shownHost(endpoint)},`;
    return `${is} a Service, but the pod uses the network and the name server of its node, which do not know Services. ${users}.`;
  }
  const is = secret
    ? `${name} comes out of a Secret, and no Service of that name is defined here`
    : `${name} is ${shownHost(endpoint)}, and no Service of that name is defined here`;
  return `${is}. ${users}: the name does not resolve.`;
}

/** The variable that holds the host, or the URL that the host is part of, in words. */
export function nameOf({ hostVariable }: Endpoint, store: Store): string {
  const { variable } = STORES[store];
  const asked = hostVariable?.state === 'set' ? hostVariable.name : variable;
  return asked.endsWith('_URL') ? `The host in ${asked}` : asked;
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
    ? `${variable} is not set, so the default ${shownHost(endpoint)} applies, which is the pod itself`
    : endpoint.hostVariable?.secret === true
      ? `${nameOf(endpoint, store)}, which comes out of a Secret, is the pod itself`
      : `${nameOf(endpoint, store)} is ${shownHost(endpoint)}, which is the pod itself`;
  return {
    at: endpoint.hostAt,
    message: `${cause}, and no container of the pod listens there. ${capital(needs(endpoint))} of ${workloadName(workload)} cannot reach ${server}: "Connection refused".`,
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
  const { resolution } = endpoint;
  if (resolution.resolves === 'no' && resolution.why === 'host-network') return [resolveServices(workload)];
  // No variable of the pod reaches a cached configuration.
  if (workload.config.frozenAt) return [];
  const candidates =
    store === 'redis' ? existingRedis(workload).map(({ host }) => host) : databaseServices(workload);
  const similar = similarServices(workload, endpoint.host ?? '').filter((name) => !candidates.includes(name));
  const fixes = [...candidates, ...similar].flatMap((name, order): Fix[] => {
    const change = newHost(workload, endpoint, variable, name);
    if (!change) return [];
    const { what, edits } = change;
    return [{ title: `Set ${what} to Service "${name}"`, edits, preferred: order === 0 }];
  });
  if (store !== 'redis' || candidates.length > 0) return fixes;
  const wanted =
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(endpoint.host ?? '') && endpoint.hostVariable?.secret !== true
      ? endpoint.host
      : null;
  const created =
    wanted === null || wanted === 'localhost'
      ? newRedisManifest(workload)
      : newRedisManifest(workload, wanted);
  const change =
    created.host === endpoint.host ? { edits: [] } : newHost(workload, endpoint, variable, created.host);
  if (!change) return fixes;
  const edits = [...change.edits, ...portEdits(workload, created.host), created.creation];
  return [...fixes, { title: `Add ${server} as Service and StatefulSet "${created.host}"`, edits }];
}

/** The edits that lead the workload to another host, in the URL where a URL decides; undefined where that is a secret. */
export function newHost(
  workload: LaravelWorkload,
  { host, hostVariable }: Endpoint,
  variable: 'REDIS_HOST' | 'DB_HOST',
  name: string,
): { what: string; edits: readonly EditRequest[] } | undefined {
  const url = hostVariable?.state === 'set' && hostVariable.name.endsWith('_URL') ? hostVariable : undefined;
  if (!url) return { what: variable, edits: setVariable(workload, variable, name) };
  const [before, after, ...more] = host === null || host === '' ? [] : url.value.split(host);
  if (url.secret || before === undefined || after === undefined || more.length > 0) return undefined;
  return { what: `the host in ${url.name}`, edits: setVariable(workload, url.name, before + name + after) };
}

/** A Service called `redis` brings REDIS_PORT=tcp://… with it, unless the port is set. */
function portEdits(workload: LaravelWorkload, host: string): readonly EditRequest[] {
  return host === 'redis' && workload.environment.get('REDIS_PORT').state === 'unset'
    ? setVariable(workload, 'REDIS_PORT', '6379')
    : [];
}

function resolveServices({ object }: LaravelWorkload): Fix {
  const map = object.details.template.specAt;
  return {
    title: `Let the pods of ${object.kind} "${object.name.value}" resolve Services`,
    edits: [{ kind: 'set-pair', map, key: 'dnsPolicy', value: 'ClusterFirstWithHostNet' }],
    preferred: true,
  };
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
  const services = workload.hosts.index
    .all('service')
    .filter((service) => sameNamespace(service.namespace, workload.object.namespace?.value));
  return similarNames(
    services.map(({ name }) => name.value),
    host,
  );
}

/** Those of the names that a slip of the pen may have made into the host. */
export function similarNames(names: readonly string[], host: string): string[] {
  const wanted = host.split('.')[0]?.toLowerCase() ?? '';
  if (wanted.length < 3) return [];
  return names.filter((name) => distance(name, wanted) <= Math.max(1, Math.floor(wanted.length / 4)));
}
