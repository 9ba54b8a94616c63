import type { Place } from '../../text/place';
import { at, known, unknown, type ArrayValue, type ConfigValue, type Step } from './configValue';
import { parseConnection, type ParsedConnection } from './connectionUrl';
import { scalarToBool, toText } from './php/convert';
import { readRedisHost, type RedisHost } from './redisHost';

/** A Redis connection as Laravel's RedisManager makes it. Holds no password, only where one comes from. */
export interface RedisConnection {
  /** `default` when none is named. */
  readonly name: string;
  /** `database.redis.client`: `phpredis`, `predis` or whatever the config has; unknown when it is. */
  readonly client: ConfigValue;
  readonly topology: 'single' | 'cluster' | 'sentinel' | 'replication';
  /** The servers to start from; none when there is a problem. */
  readonly nodes: readonly RedisNode[];
  readonly problem?: RedisProblem;
  /** Everything that led to this connection, the place of its array first. */
  readonly because: readonly Step[];
}

export interface RedisNode {
  /** `tcp` or `tls`, from the url or the option; absent means tcp, unless the host says otherwise. */
  readonly scheme?: ConfigValue;
  readonly host: ConfigValue;
  /** What the client makes of the host; absent where either is not known. */
  readonly address?: RedisHost;
  readonly port: ConfigValue;
  /** A number or a text with one. */
  readonly database: ConfigValue;
  readonly username?: ConfigValue;
  readonly password: PasswordSource;
  /** The url in effect; its text may hold a password. */
  readonly url?: { readonly because: readonly Step[]; readonly unknown?: string };
  /** A socket that predis uses, `path` with the scheme `unix`. */
  readonly path?: ConfigValue;
}

/** Whether a password is sent, never which. */
export interface PasswordSource {
  readonly state: 'none' | 'set' | 'unknown';
  readonly because: readonly Step[];
}

export interface RedisProblem {
  readonly kind: 'not-configured' | 'malformed-url' | 'unknown';
  /** Laravel's own words, or why it is not known. */
  readonly message: string;
  readonly at: Place;
}

/**
 * The connection `name` of `database.redis`; a connection beats a cluster of the same name. `name` may be null or
 * empty for the default one. `database` is the loaded config; undefined when the app has none.
 * Follows `Illuminate\Redis\RedisManager`, its connectors and ConfigurationUrlParser.
 */
export function redisConnection(
  database: ConfigValue | undefined,
  name: string | null | undefined,
  framework?: number,
): RedisConnection {
  const wanted = name || 'default';
  const redis = database && at(database, 'redis');
  const client = (redis && at(redis, 'client')) ?? defaultClient(framework);
  const make: Settings['make'] = (rest) => ({ name: wanted, client, topology: 'single', nodes: [], ...rest });
  const missing = (place: Place): RedisConnection => {
    const message = `Redis connection [${wanted}] not configured.`;
    return make({ because: [], problem: { kind: 'not-configured', message, at: place } });
  };
  if (!redis) return missing(placeOf(database) ?? nowhere);
  const settings: Settings = { redis, client, framework, make };
  const config = at(redis, wanted);
  if (config && !isNull(config)) return single(settings, config);
  const cluster = at(redis, 'clusters', wanted);
  if (cluster && !isNull(cluster)) return clustered(settings, cluster);
  return missing(placeOf(redis) ?? nowhere);
}

/** What all connections of an app share. */
interface Settings {
  readonly redis: ConfigValue;
  readonly client: ConfigValue;
  readonly framework: number | undefined;
  make(rest: Partial<RedisConnection> & Pick<RedisConnection, 'because'>): RedisConnection;
}

function single(settings: Settings, config: ConfigValue): RedisConnection {
  const { because } = config;
  if (config.kind === 'unknown') {
    return settings.make({ because, problem: { kind: 'unknown', message: config.reason, at: config.at } });
  }
  if (config.kind === 'array' && [...config.entries.keys()].some((key) => typeof key === 'number')) {
    return several(settings, config);
  }
  const parsed = parseConnection(config);
  if (!parsed) return settings.make({ because, problem: strange(config, because) });
  const problem = problemOf(parsed);
  if (problem) return settings.make({ because, problem });
  return settings.make({ because, nodes: [nodeOf(settings, parsed, config)] });
}

/** A list of servers in one connection: predis with `options.replication`. */
function several(settings: Settings, config: ArrayValue): RedisConnection {
  const replication = at(config, 'options', 'replication') ?? at(settings.redis, 'options', 'replication');
  const kind = replication && toText(replication);
  const nodes: RedisNode[] = [];
  for (const [key, entry] of config.entries) {
    const parsed = typeof key === 'number' ? parseConnection(entry.value) : undefined;
    if (parsed) nodes.push(nodeOf(settings, parsed, entry.value));
  }
  const topology = kind === 'sentinel' ? 'sentinel' : 'replication';
  return settings.make({ because: config.because, topology, nodes });
}

function clustered(settings: Settings, cluster: ConfigValue): RedisConnection {
  const base = { because: cluster.because, topology: 'cluster' } as const;
  if (cluster.kind !== 'array') {
    const message = cluster.kind === 'unknown' ? cluster.reason : 'the cluster is no list of servers';
    return settings.make({ ...base, problem: { kind: 'unknown', message, at: placeOf(cluster) ?? nowhere } });
  }
  const nodes: RedisNode[] = [];
  for (const [key, entry] of cluster.entries) {
    if (key === 'options') continue;
    const parsed = parseConnection(entry.value);
    const problem = parsed && problemOf(parsed);
    if (problem) return settings.make({ ...base, problem });
    if (parsed) nodes.push(nodeOf(settings, parsed, entry.value));
  }
  return settings.make({ ...base, nodes });
}

function nodeOf(
  { redis, client, framework }: Settings,
  parsed: ParsedConnection,
  config: ConfigValue,
): RedisNode {
  const { options, url } = parsed;
  const absent = (): ConfigValue =>
    parsed.incomplete === undefined
      ? known({ type: 'null', value: null }, config.because)
      : unknown(parsed.incomplete, placeOf(config) ?? nowhere, config.because);
  const option = (name: string): ConfigValue => options.get(name) ?? absent();
  const scheme = schemeOf(parsed, framework);
  const host = option('host');
  const [hostText, clientText] = [toText(host), toText(client)];
  const username = options.get('username');
  const path = options.get('path');
  return {
    ...(scheme ? { scheme } : {}),
    host,
    ...(hostText === undefined || clientText === undefined
      ? {}
      : { address: readRedisHost(hostText, clientText, framework) }),
    port: option('port'),
    database: option('database'),
    ...(username && (framework === undefined || framework >= 8) ? { username } : {}),
    password: passwordSource(redis, options.get('password') ?? absent()),
    ...(url
      ? { url: { because: url.because, ...(url.kind === 'unknown' ? { unknown: url.reason } : {}) } }
      : {}),
    ...(path ? { path } : {}),
  };
}

/** The url's scheme counts from Laravel 6 on; before that it is dropped. */
function schemeOf(parsed: ParsedConnection, framework: number | undefined): ConfigValue | undefined {
  const driver = parsed.options.get('driver');
  if (driver?.kind === 'unknown') return driver;
  const text = driver && toText(driver)?.toLowerCase();
  const counts = framework === undefined || framework >= 6;
  return driver && counts && (text === 'tcp' || text === 'tls') ? driver : parsed.options.get('scheme');
}

/** The connection's own password, or one that the common options bring (`options.password`, `options.parameters`). */
function passwordSource(redis: ConfigValue, own: ConfigValue): PasswordSource {
  const shared = [at(redis, 'options', 'password'), at(redis, 'options', 'parameters', 'password')];
  const sources = [own, ...shared.filter((value) => value !== undefined)].map(sourceOf);
  const found =
    sources.find(({ state }) => state === 'set') ??
    sources.find(({ state }) => state === 'unknown') ??
    sources[0];
  return found ?? { state: 'none', because: [] };
}

function sourceOf(value: ConfigValue): PasswordSource {
  const { because } = value;
  if (value.kind === 'unknown') return { state: 'unknown', because };
  // phpredis also takes an array of user and password.
  if (value.kind === 'array') return { state: 'set', because };
  return { state: scalarToBool(value) ? 'set' : 'none', because };
}

function problemOf(parsed: ParsedConnection): RedisProblem | undefined {
  if (!parsed.malformed || !parsed.url) return undefined;
  const message = 'The database configuration URL is malformed.';
  return { kind: 'malformed-url', message, at: parsed.url.because[0]?.at ?? nowhere };
}

function strange(config: ConfigValue, because: readonly Step[]): RedisProblem {
  const place = placeOf(config) ?? because[0]?.at ?? nowhere;
  return { kind: 'unknown', message: 'the connection is neither an array nor a url', at: place };
}

/** `Arr::pull($config, 'client', …)` in RedisServiceProvider. */
function defaultClient(framework: number | undefined): ConfigValue {
  if (framework === undefined) return unknown('the version of laravel/framework is not known', nowhere);
  return known({ type: 'string', value: framework < 6 ? 'predis' : 'phpredis' }, []);
}

function isNull(value: ConfigValue): boolean {
  return value.kind === 'known' && value.type === 'null';
}

function placeOf(value: ConfigValue | undefined): Place | undefined {
  if (!value) return undefined;
  return value.kind === 'known' ? value.because[0]?.at : value.at;
}

const nowhere: Place = { file: 'config/database.php', span: { start: 0, end: 0 } };
