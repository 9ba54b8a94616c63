import type { Place } from '../../text/place';
import { at, unknown, type ConfigValue } from './configValue';
import { cacheDriver, type CacheDriver } from './drivers';
import { toText } from './php/convert';

/** A store of `cache.stores` as Laravel's CacheManager resolves it. */
export type CacheStore =
  | {
      readonly kind: 'store';
      readonly name: string;
      readonly driver: CacheDriver;
      /** As the config has it. */
      readonly written: string | null;
      /** The store's own array. */
      readonly config: ConfigValue;
    }
  /** `Cache store [x] is not defined.` */
  | { readonly kind: 'missing'; readonly name: string; readonly message: string; readonly at: Place }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Place };

/**
 * The store of this name; `cache.default` when the name is null, empty or not given. `custom` are the drivers that the
 * app registers with `Cache::extend`.
 */
export function cacheStore(
  cache: ConfigValue | undefined,
  name: ConfigValue | string | undefined,
  custom: readonly string[] = [],
): CacheStore {
  const nowhere: Place = { file: 'config/cache.php', span: { start: 0, end: 0 } };
  const given = typeof name === 'string' ? name : name && toText(name);
  if (typeof name === 'object' && name.kind === 'unknown')
    return { kind: 'unknown', reason: name.reason, at: name.at };
  const fallback = cache && at(cache, 'default');
  if (!given && fallback?.kind === 'unknown')
    return { kind: 'unknown', reason: fallback.reason, at: fallback.at };
  const key = given || (fallback && toText(fallback)) || '';
  const source = given && typeof name === 'object' ? name : fallback;
  if (key === '' || key === 'null') {
    const config = fallback ?? unknown('there is no cache config', nowhere);
    return { kind: 'store', name: 'null', driver: 'null', written: null, config };
  }
  const config = cache && at(cache, 'stores', key);
  if (config?.kind === 'unknown') return { kind: 'unknown', reason: config.reason, at: config.at };
  if (config?.kind !== 'array') {
    const message = `Cache store [${key}] is not defined.`;
    return { kind: 'missing', name: key, message, at: source?.because[0]?.at ?? nowhere };
  }
  const value = at(config, 'driver');
  const driver = cacheDriver(value, custom);
  if (!driver) {
    const reason = value?.kind === 'unknown' ? value.reason : 'the driver is not known';
    return { kind: 'unknown', reason, at: config.at };
  }
  return { kind: 'store', name: key, ...driver, config };
}
