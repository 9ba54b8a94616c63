import { at, type ConfigValue } from '../formats/laravel/configValue';
import { parseConnection, type ParsedConnection } from '../formats/laravel/connectionUrl';
import type { EffectiveConfig } from './stackModel';

/** Sessions and the cache in one and the same database of one Redis. */
export interface SharedRedis {
  readonly sessionConnection: string;
  readonly cacheConnection: string;
  /** The number of the database as it is written; undefined where it is one connection whose database is not known. */
  readonly database?: string;
  /** The value that gives the cache its database; undefined when both use one connection. */
  readonly cacheDatabase?: ConfigValue;
  /** What names the connection of the cache, and of the sessions. */
  readonly cacheConnectionValue?: ConfigValue;
  readonly sessionConnectionValue?: ConfigValue;
}

/**
 * Whether `cache:clear`, which empties the database that the cache is in, takes the sessions along. Undefined when it does
 * not, or when that cannot be told. Both the sessions and the cache must be known to be on Redis.
 */
export function sharedRedis({ session, cache, database }: EffectiveConfig): SharedRedis | undefined {
  if (!session || !cache || !database) return undefined;
  const store = text(at(cache, 'default'));
  if (store === undefined || text(at(cache, 'stores', store, 'driver')) !== 'redis') return undefined;
  const cacheConnectionValue = at(cache, 'stores', store, 'connection');
  const sessionConnectionValue = at(session, 'connection');
  const cacheConnection = connectionName(cacheConnectionValue);
  const sessionConnection = connectionName(sessionConnectionValue);
  if (cacheConnection === undefined || sessionConnection === undefined) return undefined;
  const base = {
    sessionConnection,
    cacheConnection,
    ...(cacheConnectionValue && { cacheConnectionValue }),
    ...(sessionConnectionValue && { sessionConnectionValue }),
  };
  const own = options(database, cacheConnection);
  const number = own?.options.get('database');
  const shown = number === undefined ? '0' : text(number);
  if (cacheConnection === sessionConnection) {
    return own ? { ...base, ...(shown !== undefined && { database: shown }) } : undefined;
  }
  if (!sameDatabase(database, cacheConnection, sessionConnection) || shown === undefined) return undefined;
  return { ...base, database: shown, ...(number && { cacheDatabase: number }) };
}

/** Whether two connections certainly lead to one database of one server. */
export function sameDatabase(database: ConfigValue, one: string, other: string): boolean {
  const [a, b] = [options(database, one), options(database, other)];
  if (!a || !b || a.incomplete !== undefined || b.incomplete !== undefined) return false;
  const number = (connection: ParsedConnection): string | undefined => {
    const value = connection.options.get('database');
    return value === undefined ? '0' : text(value);
  };
  const numbers = [number(a), number(b)];
  return (
    numbers[0] !== undefined &&
    numbers[0] === numbers[1] &&
    ['host', 'port', 'path'].every((key) => same(a.options.get(key), b.options.get(key)))
  );
}

function options(database: ConfigValue, name: string): ParsedConnection | undefined {
  const value = at(database, 'redis', name);
  return value && parseConnection(value);
}

/** Values that are equal, or that are not known and come out of the same variables. */
function same(a: ConfigValue | undefined, b: ConfigValue | undefined): boolean {
  if (!a || !b) return a === b;
  if (a.kind === 'known' && b.kind === 'known') return String(a.value) === String(b.value);
  const sources = (value: ConfigValue): string => value.because.map(({ name }) => name ?? '').join(' ');
  return a.kind === 'unknown' && b.kind === 'unknown' && sources(a) !== '' && sources(a) === sources(b);
}

/** The name of a connection: `default` when nothing is named; undefined when it is not known. */
function connectionName(value: ConfigValue | undefined): string | undefined {
  if (!value) return 'default';
  if (value.kind !== 'known') return undefined;
  return value.value === null || value.value === '' ? 'default' : String(value.value);
}

function text(value: ConfigValue | undefined): string | undefined {
  return value?.kind === 'known' && value.value !== null ? String(value.value) : undefined;
}
