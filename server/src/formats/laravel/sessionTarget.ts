import type { Place } from '../../text/place';
import { cacheStore, type CacheStore } from './cacheStore';
import { at, type ConfigValue, type Step } from './configValue';
import { databaseConnection, type DatabaseConnection } from './databaseConnection';
import { sessionDriver, type SessionDriver } from './drivers';
import type { LaravelConfig } from './laravelConfig';
import { toText } from './php/convert';
import { redisConnection, type RedisConnection } from './redisConnection';

/** Where Laravel keeps the sessions of an app. */
export type SessionTarget = {
  /** The driver's canonical name; absent when it is not known. */
  readonly driver?: SessionDriver;
  /** What decided on the driver, winner first. */
  readonly because: readonly Step[];
} &
  /** The driver is null: no session is ever started. */
  (
    | { readonly kind: 'none' }
    | { readonly kind: 'memory' }
    | { readonly kind: 'cookie' }
    | { readonly kind: 'files'; readonly directory: ConfigValue | undefined }
    | {
        readonly kind: 'database';
        readonly connection: DatabaseConnection;
        readonly table: ConfigValue | undefined;
      }
    /** `connectionName`: the config value that names the Redis connection; absent where nothing does. */
    | {
        readonly kind: 'redis';
        readonly connection: RedisConnection;
        readonly connectionName?: ConfigValue;
        readonly store: CacheStore;
      }
    /** Another store of the cache: memcached, dynamodb, apc, or whatever SESSION_STORE names. */
    | { readonly kind: 'cache'; readonly store: CacheStore }
    | { readonly kind: 'custom'; readonly name: string }
    /** Laravel throws at the first request. */
    | {
        readonly kind: 'broken';
        readonly problem: SessionProblem;
        readonly message: string;
        readonly at: Place;
      }
    | { readonly kind: 'unknown'; readonly reason: string; readonly at: Place }
  );

export type SessionProblem =
  | 'driver-empty'
  | 'driver-unknown'
  /** `session.store` names a store that config/cache.php lacks. */
  | 'store-missing'
  /** The redis driver on a cache store that is not on Redis. */
  | 'store-not-redis';

export interface CustomDrivers {
  readonly session?: readonly string[];
  readonly cache?: readonly string[];
}

/**
 * Follows `Illuminate\Session\SessionManager`: the driver, then for `database` the connection `session.connection`, for
 * the cache-based drivers the store `session.store` or one of the driver's own name, and for `redis` the
 * connection `session.connection` in that store.
 */
export function sessionTarget(
  config: LaravelConfig,
  framework?: number,
  custom: CustomDrivers = {},
): SessionTarget {
  const { session, database, cache } = config;
  const nowhere: Place = { file: 'config/session.php', span: { start: 0, end: 0 } };
  if (!session) return { kind: 'none', because: [] };
  const value = at(session, 'driver');
  const name = sessionDriver(value, framework, custom.session);
  const because = value?.because ?? session.because;
  if (!name) {
    const reason = value?.kind === 'unknown' ? value.reason : 'the driver is not known';
    return { kind: 'unknown', reason, at: value?.kind === 'unknown' ? value.at : nowhere, because };
  }
  const { driver } = name;
  const base = { driver, because };
  const place = because[0]?.at ?? nowhere;
  switch (driver) {
    case 'null':
      return { ...base, kind: 'none' };
    case 'array':
      return { ...base, kind: 'memory' };
    case 'cookie':
      return { ...base, kind: 'cookie' };
    case 'file':
      return { ...base, kind: 'files', directory: at(session, 'files') };
    case 'custom':
      return { ...base, kind: 'custom', name: name.written ?? '' };
    case 'invalid':
      return name.empty
        ? { ...base, kind: 'broken', problem: 'driver-empty', message: emptyDriver, at: place }
        : {
            ...base,
            kind: 'broken',
            problem: 'driver-unknown',
            message: `Driver [${name.written ?? ''}] not supported.`,
            at: place,
          };
    case 'database': {
      const connection = databaseConnection(database, at(session, 'connection'), framework);
      return { ...base, kind: 'database', connection, table: at(session, 'table') };
    }
    case 'redis':
    case 'apc':
    case 'memcached':
    case 'dynamodb':
      return cacheBased(base, driver, { session, database, cache }, framework, custom);
  }
}

const emptyDriver = 'Too few arguments to function Illuminate\\Support\\Manager::createDriver()';

function cacheBased(
  base: { readonly driver: SessionDriver; readonly because: readonly Step[] },
  driver: 'redis' | 'apc' | 'memcached' | 'dynamodb',
  config: {
    readonly session: ConfigValue;
    database: ConfigValue | undefined;
    cache: ConfigValue | undefined;
  },
  framework: number | undefined,
  custom: CustomDrivers,
): SessionTarget {
  const { session, database, cache } = config;
  const named = at(session, 'store');
  const store = cacheStore(
    cache,
    named && (named.kind === 'unknown' || toText(named)) ? named : driver,
    custom.cache,
  );
  if (store.kind === 'missing') {
    return { ...base, kind: 'broken', problem: 'store-missing', message: store.message, at: store.at };
  }
  if (store.kind === 'unknown') return { ...base, kind: 'unknown', reason: store.reason, at: store.at };
  if (store.driver !== 'redis') {
    if (driver !== 'redis' || store.driver === 'custom') return { ...base, kind: 'cache', store };
    const message = `the redis driver needs a cache store on Redis, and the store ${store.name} is none`;
    const place = named?.because[0]?.at ?? base.because[0]?.at;
    return place
      ? { ...base, kind: 'broken', problem: 'store-not-redis', message, at: place }
      : { ...base, kind: 'cache', store };
  }
  // Only the redis driver points its store at another connection.
  const connectionName = driver === 'redis' ? at(session, 'connection') : at(store.config, 'connection');
  if (connectionName?.kind === 'unknown') {
    return { ...base, kind: 'unknown', reason: connectionName.reason, at: connectionName.at };
  }
  const connection = redisConnection(database, connectionName && toText(connectionName), framework);
  return { ...base, kind: 'redis', connection, store, ...(connectionName ? { connectionName } : {}) };
}
