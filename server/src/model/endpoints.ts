/** The Redis and the database that a workload talks to, and whether it can reach them. */
import { at, type ConfigValue } from '../formats/laravel/configValue';
import { parseConnection, type ParsedConnection } from '../formats/laravel/connectionUrl';
import { redisConnection as connectionOf, type RedisConnection } from '../formats/laravel/redisConnection';
import { readRedisHost, type RedisHost } from '../formats/laravel/redisHost';
import { weakest, type Certainty } from './certainty';
import type { Environment, Variable } from './environment';
import { explain } from './explain';
import { resolveHost, type HostContext } from './hostResolution';
import { isPlaceholder } from '../text/placeholder';
import { cacheDriverOf } from './session';
import type { EffectiveConfig, Endpoint, EndpointUrl, SessionDriver } from './stackModel';

export interface EndpointInput {
  readonly config: EffectiveConfig;
  readonly environment: Environment;
  readonly session: SessionDriver;
  readonly hosts: HostContext;
  readonly appSeen: boolean;
  /** Version of laravel/framework. */
  readonly framework?: number;
}

export function redisEndpoint(input: EndpointInput): Endpoint {
  const { config, environment, session } = input;
  const cache = cacheDriverOf(config);
  const queue = queueVariable(environment);
  const uses: readonly { by: string; certainty: Certainty }[] = [
    ...(session.driver === 'redis' ? [{ by: 'sessions', certainty: session.certainty }] : []),
    ...(cache.driver === 'redis'
      ? [{ by: 'cache', certainty: explain(cache.value, environment).certainty }]
      : []),
    ...(queue?.value.toLowerCase() === 'redis' ? [{ by: 'queue', certainty: queue.certainty }] : []),
  ];
  const usedBy = uses.map(({ by }) => by);
  const name = text(config.session && at(config.session, 'connection'));
  const wanted = session.driver === 'redis' && name ? name : 'default';
  const connection = redisConnection(config, wanted);
  const whole = connectionOf(config.database, wanted, input.framework);
  const client = text(whole.client) ?? null;
  const url = urlOf(config, wanted, whole, environment);
  const found = endpoint(input, connection, usedBy, {
    variable: 'REDIS_HOST',
    driver: client,
    needed: uses.some(({ certainty }) => certainty === 'certain') ? 'certain' : 'likely',
    read: (host) => readHost(host, client, input.framework),
    ...(url && { url }),
  });
  const [node] = whole.nodes;
  return {
    ...found,
    ...(url && { url }),
    topology: whole.topology,
    ...(node && { sendsPassword: node.password.state }),
  };
}

/** Of a client that is not known only what no client can use is invalid. */
function readHost(host: string, client: string | null, framework: number | undefined): RedisHost {
  const read = readRedisHost(host, client ?? 'phpredis', framework);
  return client === null && read.kind === 'invalid' ? readRedisHost(host, 'predis', framework) : read;
}

/** The url of a connection, where one is set; its own words are kept apart, as they may hold a password. */
function urlOf(
  { database }: EffectiveConfig,
  name: string,
  { problem }: RedisConnection,
  environment: Environment,
): EndpointUrl | undefined {
  const connection = database && at(database, 'redis', name);
  const url = connection?.kind === 'array' ? at(connection, 'url') : connection;
  const written = text(url);
  if (!url || written === undefined || written === '' || written === '0') return undefined;
  const { chain, winner } = explain(url, environment);
  const [host, number] = ['host', 'database'].map((option) =>
    text(parseConnection(url)?.options.get(option)),
  );
  const place = chain[0]?.at;
  return {
    malformed: problem?.kind === 'malformed-url',
    ...(host !== undefined && { host }),
    ...(number !== undefined && { database: number }),
    ...(winner && { variable: winner }),
    ...(place && { at: place }),
    chain,
  };
}

/** A single server beats a cluster of the same name (laravel.md §4); of a cluster the first node counts. */
function redisConnection(config: EffectiveConfig, name: string): ParsedConnection | ConfigValue | undefined {
  const { database } = config;
  if (!database) return undefined;
  const own = at(database, 'redis', name);
  if (own?.kind === 'unknown') return own;
  const node = own ?? at(database, 'redis', 'clusters', name, 0);
  return node && (parseConnection(node) ?? node);
}

function queueVariable(environment: Environment): Variable | undefined {
  return ['QUEUE_CONNECTION', 'QUEUE_DRIVER']
    .map((name) => environment.get(name))
    .find(({ state }) => state === 'set');
}

export interface DatabaseEndpoint extends Endpoint {
  readonly driverCertainty: Certainty;
}

export function databaseEndpoint(input: EndpointInput): DatabaseEndpoint {
  const { config, session } = input;
  const { database } = config;
  const own =
    session.driver === 'database' ? text(config.session && at(config.session, 'connection')) : undefined;
  const chosen = database && at(database, 'default');
  const name = own ?? text(chosen);
  const connection = database && name !== undefined ? at(database, 'connections', name) : undefined;
  const parsed = connection && (parseConnection(connection) ?? connection);
  const driverValue = parsed && 'options' in parsed ? parsed.options.get('driver') : undefined;
  const driver = text(driverValue) ?? null;
  const certainty = weakest(
    explain(chosen, input.environment).certainty,
    driver === null ? 'unknown' : 'certain',
  );
  const usedBy =
    driver === 'sqlite' ? [] : session.driver === 'database' ? ['sessions', 'queries'] : ['queries'];
  const found = endpoint(input, parsed, usedBy, {
    variable: 'DB_HOST',
    driver,
    needed: certainty === 'unknown' ? 'likely' : certainty,
  });
  return { ...found, driverCertainty: certainty };
}

interface Kind {
  readonly variable: 'REDIS_HOST' | 'DB_HOST';
  readonly driver: string | null;
  /** How sure it is that the store is needed at all. */
  readonly needed: Certainty;
  /** What the client makes of a host; a host is a name and nothing else without it. */
  readonly read?: (host: string) => RedisHost;
  readonly url?: EndpointUrl;
}

function endpoint(
  input: EndpointInput,
  connection: ParsedConnection | ConfigValue | undefined,
  usedBy: readonly string[],
  { variable, driver, needed, read, url }: Kind,
): Endpoint {
  const { environment, hosts } = input;
  const options = connection && 'options' in connection ? connection.options : undefined;
  const host = firstHost(
    options?.get('host') ??
      (options && options.get('write') && at(options.get('write') as ConfigValue, 'host')),
  );
  const port = options?.get('port');
  const why = explain(host, environment);
  const portWhy = explain(port, environment);
  const written = text(host);
  const declared = environment.get(variable);
  // An app that is not seen reads DB_HOST whichever connection it uses.
  const blind = written === undefined && !input.appSeen && declared.state === 'set' && !options;
  const name = blind ? declared.value : written;
  const address = name === undefined ? undefined : read?.(name);
  const portNumber =
    address?.kind === 'tcp' && address.port !== undefined ? address.port : Number(text(port));
  const resolution = ((): Endpoint['resolution'] => {
    if (usedBy.length === 0) return { resolves: 'n/a', why: 'nothing uses it' };
    if (url && (url.malformed || url.host === undefined)) {
      return { resolves: 'unknown', why: 'the url in front of it names no host' };
    }
    if (name === undefined) {
      return { resolves: 'unknown', why: host?.kind === 'unknown' ? host.reason : 'the host cannot be told' };
    }
    if (isPlaceholder(name)) return { resolves: 'unknown', why: 'the host is a placeholder' };
    if (address?.kind === 'socket') return { resolves: 'unknown', why: 'a socket inside the pod' };
    if (address?.kind === 'invalid') return { resolves: 'no', why: 'invalid' };
    const bare = address?.kind === 'tcp' ? address.host : name;
    return resolveHost(hosts, bare, Number.isInteger(portNumber) ? portNumber : undefined);
  })();
  const chain = blind
    ? declared.chain.map(({ at: place, what }) => ({ at: place, what: `${variable} comes from ${what}` }))
    : why.chain;
  const variableOf: Variable | undefined = blind ? declared : (why.winner ?? why.asked);
  const certainty = weakest(blind ? 'likely' : why.certainty, needed, input.appSeen ? 'certain' : 'likely');
  const hostAt = chain[0]?.at;
  const portAt = portWhy.chain[0]?.at;
  return {
    host: name ?? null,
    port: text(port) ?? null,
    resolution,
    ...(address && { address }),
    chain,
    ...(hostAt && { hostAt }),
    ...(variableOf && { hostVariable: variableOf }),
    ...(portWhy.winner && { portVariable: portWhy.winner }),
    ...(portAt && { portAt }),
    certainty,
    usedBy,
    driver,
  };
}

/** Laravel takes a list of hosts too; the first one is as good as any. */
function firstHost(value: ConfigValue | undefined): ConfigValue | undefined {
  return value?.kind === 'array' ? at(value, 0) : value;
}

/** A scalar as text; '' for null is no text. */
function text(value: ConfigValue | undefined): string | undefined {
  if (value?.kind !== 'known' || value.value === null || value.value === false) return undefined;
  return String(value.value);
}
