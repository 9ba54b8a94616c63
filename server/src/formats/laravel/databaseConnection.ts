import type { Place } from '../../text/place';
import { at, unknown, type ConfigValue, type Step } from './configValue';
import { parseConnection } from './connectionUrl';
import { toText } from './php/convert';

/** A connection of `database.connections` as Laravel opens it. Holds no password. */
export interface DatabaseConnection {
  /** Unknown when the name is. */
  readonly name: ConfigValue;
  /** `mysql`, `pgsql`, `sqlite` …; unknown when a part of it is. */
  readonly driver?: ConfigValue;
  /** Every host that may be connected to: `host`, or those of `read` and `write`. */
  readonly hosts: readonly ConfigValue[];
  readonly port?: ConfigValue;
  /** The database's name; for sqlite its file, or `:memory:`. */
  readonly database?: ConfigValue;
  readonly username?: ConfigValue;
  /** A socket, which beats the host, when it is not empty. */
  readonly unixSocket?: ConfigValue;
  /** The url in effect; its text may hold a password. */
  readonly url?: { readonly because: readonly Step[]; readonly unknown?: string };
  readonly problem?: DatabaseProblem;
}

export interface DatabaseProblem {
  readonly kind: 'not-configured' | 'malformed-url' | 'unknown';
  /** Laravel's own words, or why it is not known. */
  readonly message: string;
  readonly at: Place;
}

/**
 * The connection of this name; `database.default` when the name is null, empty or not given. A suffix `::read` or
 * `::write` chooses among servers only. Follows `Illuminate\Database\DatabaseManager` and ConfigurationUrlParser.
 */
export function databaseConnection(
  database: ConfigValue | undefined,
  name: ConfigValue | undefined,
  framework?: number,
): DatabaseConnection {
  const place: Place = placeOf(database) ?? { file: 'config/database.php', span: { start: 0, end: 0 } };
  const chosen =
    name && (name.kind === 'unknown' || toText(name)) ? name : database && at(database, 'default');
  if (!chosen)
    return failed(unknown('no connection is named', place), 'unknown', 'no connection is named', place);
  if (chosen.kind === 'unknown') return failed(chosen, 'unknown', chosen.reason, chosen.at);
  const key = (toText(chosen) ?? '').replace(/::(?:read|write)$/, '');
  const config = database && at(database, 'connections', key);
  if (config?.kind === 'unknown') return failed(chosen, 'unknown', config.reason, config.at);
  const parsed = config && parseConnection(config);
  if (!parsed) {
    const words = framework !== undefined && framework < 7 ? 'Database' : 'Database connection';
    return failed(
      chosen,
      'not-configured',
      `${words} [${key}] not configured.`,
      chosen.because[0]?.at ?? place,
    );
  }
  const { options, url } = parsed;
  if (parsed.malformed) {
    const message = 'The database configuration URL is malformed.';
    return failed(chosen, 'malformed-url', message, url?.because[0]?.at ?? place);
  }
  const part = (option: string, as: keyof DatabaseConnection): Partial<DatabaseConnection> => {
    const value = options.get(option);
    if (value) return { [as]: value };
    return parsed.incomplete === undefined ? {} : { [as]: unknown(parsed.incomplete, place) };
  };
  return {
    name: chosen,
    hosts: hostsOf(options),
    ...part('driver', 'driver'),
    ...part('port', 'port'),
    ...part('database', 'database'),
    ...part('username', 'username'),
    ...part('unix_socket', 'unixSocket'),
    ...(url
      ? { url: { because: url.because, ...(url.kind === 'unknown' ? { unknown: url.reason } : {}) } }
      : {}),
  };
}

/** `read` and `write` are merged over the rest; a list of hosts means any of them. */
function hostsOf(options: ReadonlyMap<string, ConfigValue>): readonly ConfigValue[] {
  const hosts: ConfigValue[] = [];
  const add = (host: ConfigValue | undefined): void => {
    if (host?.kind === 'array') for (const entry of host.entries.values()) add(entry.value);
    else if (host) hosts.push(host);
  };
  const own = options.get('host');
  let split = false;
  for (const side of ['read', 'write']) {
    const config = options.get(side);
    if (config?.kind !== 'array') continue;
    split = true;
    const lists = [...config.entries]
      .filter(([key]) => typeof key === 'number')
      .map(([, entry]) => entry.value);
    for (const server of lists.length > 0 ? lists : [config]) add(at(server, 'host') ?? own);
  }
  if (!split) add(own);
  return hosts;
}

function failed(
  name: ConfigValue,
  kind: DatabaseProblem['kind'],
  message: string,
  place: Place,
): DatabaseConnection {
  return { name, hosts: [], problem: { kind, message, at: place } };
}

function placeOf(value: ConfigValue | undefined): Place | undefined {
  return value && value.kind !== 'known' ? value.at : undefined;
}
