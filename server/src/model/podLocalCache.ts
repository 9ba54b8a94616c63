import type { Place } from '../text/place';
import type { Because } from './because';
import { explain } from './explain';
import { cacheDriverOf } from './session';
import { volumeUnder } from './sessionVolume';
import type { LaravelWorkload } from './stackModel';

/** A cache that each pod has for itself. */
export interface PodLocalCache {
  readonly driver: string;
  readonly at: Place;
  readonly chain: readonly Because[];
  readonly certainty: 'certain' | 'likely';
  /** The variable that chooses the store, where one does: CACHE_STORE or CACHE_DRIVER, as this app reads it. */
  readonly variable?: string;
}

const POD_LOCAL: ReadonlySet<string> = new Set(['file', 'array', 'octane', 'apc']);

/** The cache of a workload when it lives in one pod; undefined when it does not, or when that cannot be told. */
export function podLocalCache(workload: LaravelWorkload): PodLocalCache | undefined {
  const { config, environment, hosts, object, container, image, app } = workload;
  const { driver, value } = cacheDriverOf(config);
  if (driver === 'unknown' && config.frozenAt) return meantCache(workload);
  if (!POD_LOCAL.has(driver)) return undefined;
  const { chain, certainty, winner, asked } = explain(value, environment, app?.framework?.at);
  const at = chain[0]?.at;
  if (!at || certainty === 'unknown') return undefined;
  if (driver === 'file') {
    const roots = [
      ...(image?.roots ?? []),
      ...(container.workingDir === undefined ? [] : [container.workingDir]),
    ];
    const { sharing } = volumeUnder(hosts.index, object, container, 'storage/framework/cache/data', roots);
    if (sharing !== 'pod' && sharing !== 'pod-ordinal') return undefined;
  }
  const variable = winner?.name ?? asked?.name;
  return {
    driver,
    at,
    chain,
    certainty: certainty === 'certain' && app ? 'certain' : 'likely',
    ...(variable !== undefined && { variable }),
  };
}

/** What a cached configuration holds may not be visible; a pod that is told to use such a cache is meant to have one. */
function meantCache({ environment, readNames }: LaravelWorkload): PodLocalCache | undefined {
  for (const name of ['CACHE_STORE', 'CACHE_DRIVER']) {
    const { state, value, secret, chain } = environment.get(name);
    const at = chain[0]?.at;
    if (state !== 'set' || secret || !at || !readNames.has(name) || !POD_LOCAL.has(value)) continue;
    return {
      driver: value,
      at,
      chain: chain.map((link) => ({ at: link.at, what: `${name} comes from ${link.what}` })),
      certainty: 'likely',
    };
  }
  return undefined;
}
