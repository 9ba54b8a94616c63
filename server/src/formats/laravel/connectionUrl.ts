/** Laravel's `Illuminate\Support\ConfigurationUrlParser`: a connection's `url` beats its other options. */
import {
  known,
  mergeSteps,
  unknown,
  type ConfigValue,
  type KnownValue,
  type PhpScalar,
  type Step,
  type UnknownValue,
} from './configValue';
import { scalarToBool, toText } from './php/convert';
import { parseUrl } from './php/parseUrl';

export interface ParsedConnection {
  /** The options of the connection with those of the url over them; `driver` is the url's scheme by Laravel's aliases. */
  readonly options: ReadonlyMap<string, ConfigValue>;
  /** The url that is in effect; absent when it is unset or empty. */
  readonly url?: ConfigValue;
  /** Laravel throws "The database configuration URL is malformed." */
  readonly malformed?: true;
  /** Why options that are not listed may be set all the same. */
  readonly incomplete?: string;
}

/** Parses the array of a connection, or the url that stands in its place; undefined when it is neither. */
export function parseConnection(config: ConfigValue): ParsedConnection | undefined {
  if (config.kind === 'known' && config.type === 'string') return applyUrl(new Map(), config);
  if (config.kind !== 'array') return undefined;
  const options = new Map<string, ConfigValue>();
  for (const [key, entry] of config.entries) {
    if (typeof key === 'string' && key !== 'url') options.set(key, entry.value);
  }
  const incomplete = config.incomplete === undefined ? {} : { incomplete: config.incomplete };
  const url = config.entries.get('url')?.value;
  if (!url) {
    if (config.incomplete === undefined) return { options };
    return { ...applyUrl(options, unknown(config.incomplete, config.at, config.because)), ...incomplete };
  }
  return { ...applyUrl(options, url), ...incomplete };
}

function applyUrl(options: Map<string, ConfigValue>, url: ConfigValue): ParsedConnection {
  if (url.kind === 'unknown') return { options: shadowed(options, url), url };
  const text = toText(url);
  if (text === undefined || (url.kind === 'known' && !scalarToBool(url))) return { options };
  const parts = parseUrl(text.replace(/^(sqlite3?):\/\/\//, '$1://null/'));
  if (!parts) return { options, url, malformed: true };
  const set = (option: string, value: KnownValue | undefined): void => {
    if (value && value.type !== 'null') options.set(option, value);
  };
  const { because } = url;
  const scheme = parts.scheme === undefined ? undefined : decode(parts.scheme);
  const driver = scheme && (driverAliases[scheme] ?? scheme);
  if (driver) set('driver', known({ type: 'string', value: driver }, because));
  const path = parts.path === undefined ? undefined : decode(parts.path);
  if (path !== undefined && path !== '' && path !== '0' && path !== '/') {
    set('database', known({ type: 'string', value: path.slice(1) }, because));
  }
  for (const [option, part] of [
    ['host', parts.host],
    ['port', parts.port === undefined ? undefined : String(parts.port)],
    ['username', parts.user],
    ['password', parts.pass],
  ] as const) {
    if (part !== undefined) set(option, native(decode(part), because));
  }
  for (const [option, value] of queryOf(parts.query ?? '', because)) options.set(option, value);
  return { options, url };
}

/** Every option that a url can set may be another one when the url is unknown. */
function shadowed(options: Map<string, ConfigValue>, url: UnknownValue): Map<string, ConfigValue> {
  const result = new Map(options);
  for (const option of ['driver', 'host', 'port', 'username', 'password', 'database']) {
    result.set(option, { ...url, because: mergeSteps(url.because, options.get(option)?.because ?? []) });
  }
  return result;
}

/** Schemes that stand for a driver of another name. */
const driverAliases: Readonly<Record<string, string>> = {
  mssql: 'sqlsrv',
  mysql2: 'mysql',
  postgres: 'pgsql',
  postgresql: 'pgsql',
  sqlite3: 'sqlite',
  redis: 'tcp',
  rediss: 'tls',
};

function queryOf(query: string, because: readonly Step[]): [string, KnownValue][] {
  const options: [string, KnownValue][] = [];
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode((equals < 0 ? pair : pair.slice(0, equals)).replace(/\+/g, ' ')).replace(
      /[. ]/g,
      '_',
    );
    if (name === '' || name.includes('[')) continue;
    options.push([
      name,
      native(equals < 0 ? '' : decode(pair.slice(equals + 1).replace(/\+/g, ' ')), because),
    ]);
  }
  return options;
}

/** A text that is JSON for a scalar becomes that scalar: `7000` a number, `true` a boolean. */
function native(text: string, because: readonly Step[]): KnownValue {
  return known(nativeScalar(text), because);
}

function nativeScalar(text: string): PhpScalar {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return { type: 'bool', value: trimmed === 'true' };
  if (trimmed === 'null') return { type: 'null', value: null };
  if (/^-?(?:0|[1-9]\d*)$/.test(trimmed) && Number.isSafeInteger(Number(trimmed))) {
    return { type: 'int', value: Number(trimmed) };
  }
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(trimmed))
    return { type: 'float', value: Number(trimmed) };
  if (/^"[^]*"$/.test(trimmed)) {
    try {
      return { type: 'string', value: String(JSON.parse(trimmed)) };
    } catch {
      return { type: 'string', value: text };
    }
  }
  return { type: 'string', value: text };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  } catch {
    return text;
  }
}
