/** Which driver Laravel makes out of the name in a config. */
import type { ConfigValue } from './configValue';
import { studly } from './php/functions/str';
import { toText } from './php/convert';

export type SessionDriver =
  | 'array'
  | 'cookie'
  | 'file'
  | 'database'
  | 'apc'
  | 'memcached'
  | 'redis'
  | 'dynamodb'
  /** `null`: no session is started; the name `null` as a text: sessions that keep nothing. */
  | 'null'
  /** Registered by the app, with `Session::extend`. */
  | 'custom'
  /** Laravel throws: the empty name, or a name that no driver has. */
  | 'invalid';

export interface DriverName<Driver extends string> {
  readonly driver: Driver;
  /** As the config has it; null for null. */
  readonly written: string | null;
  /** The name comes down to nothing, and Laravel calls its own `createDriver` without an argument. */
  readonly empty?: true;
}

/** The drivers that one can mean, for suggestions. `dynamodb` came with 5.8. */
export function sessionDrivers(framework?: number): readonly SessionDriver[] {
  const drivers = ['file', 'cookie', 'database', 'memcached', 'redis', 'dynamodb', 'array', 'apc'] as const;
  return framework !== undefined && framework < 5.8 && framework !== 5
    ? drivers.filter((name) => name !== 'dynamodb')
    : drivers;
}

/**
 * The session driver that `session.driver` stands for; undefined when the value is unknown. `Illuminate\Support\Manager`
 * looks for a creator of exactly that name, then for a method `create{Studly}Driver`, and PHP finds methods whatever
 * their case: `REDIS`, `re-dis` and `redis ` are all `redis`.
 */
export function sessionDriver(
  value: ConfigValue | undefined,
  framework?: number,
  custom: readonly string[] = [],
): DriverName<SessionDriver> | undefined {
  if (value?.kind === 'unknown') return undefined;
  if (!value || (value.kind === 'known' && value.type === 'null')) return { driver: 'null', written: null };
  const written = toText(value);
  if (written === undefined) return { driver: 'invalid', written: '' };
  if (custom.includes(written)) return { driver: 'custom', written };
  const name = studly(written).toLowerCase();
  if (name === '') return { driver: 'invalid', written, empty: true };
  if (name === 'native') return { driver: 'file', written };
  if (name === 'null') return { driver: 'null', written };
  const driver = sessionDrivers(framework).find((candidate) => candidate === name);
  return { driver: driver ?? 'invalid', written };
}

export type CacheDriver =
  | 'array'
  | 'file'
  | 'database'
  | 'apc'
  | 'memcached'
  | 'redis'
  | 'dynamodb'
  | 'octane'
  | 'session'
  | 'failover'
  | 'storage'
  | 'null'
  | 'custom'
  | 'invalid';

/**
 * The cache driver of a store's `driver`; undefined when the value is unknown. `Illuminate\Cache\CacheManager` only
 * ignores case here. `octane` is registered by laravel/octane; `session` and `failover` came with 12.
 */
export function cacheDriver(
  value: ConfigValue | undefined,
  custom: readonly string[] = [],
): DriverName<CacheDriver> | undefined {
  if (value?.kind === 'unknown') return undefined;
  const written = value && toText(value);
  if (written === undefined || written === '')
    return { driver: 'invalid', written: written ?? '', empty: true };
  if (custom.includes(written)) return { driver: 'custom', written };
  const name = written.toLowerCase();
  return { driver: cacheDrivers.find((candidate) => candidate === name) ?? 'invalid', written };
}

export const cacheDrivers = [
  'array',
  'file',
  'database',
  'apc',
  'memcached',
  'redis',
  'dynamodb',
  'octane',
  'session',
  'failover',
  'storage',
  'null',
] as const satisfies readonly CacheDriver[];
