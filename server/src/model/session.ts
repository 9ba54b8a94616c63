import { at, type ConfigValue } from '../formats/laravel/configValue';
import { cacheDriver, sessionDriver, sessionDrivers } from '../formats/laravel/drivers';
import type { Container } from '../formats/kubernetes/facts';
import type { LaravelApp } from '../build/laravelApps';
import { weakest, type Certainty } from './certainty';
import type { Environment } from './environment';
import { explain } from './explain';
import type { SessionStore } from './sessionStore';
import { volumeUnder } from './sessionVolume';
import type { ObjectOf, StackIndex } from './stackIndex';
import type { EffectiveConfig, SessionDriver } from './stackModel';
import { UNSEEN_FILE } from './unseenApp';

/** The drivers that one can mean, for suggestions. */
export const sessionDriverNames: readonly string[] = sessionDrivers();

export interface SessionInput {
  readonly config: EffectiveConfig;
  readonly environment: Environment;
  readonly app: LaravelApp | undefined;
}

/** The session driver that is in effect in one container, and why. */
export function sessionDriverOf({ config, environment, app }: SessionInput): SessionDriver {
  const value = config.session ? at(config.session, 'driver') : undefined;
  if (!config.session || value?.kind === 'unknown') return unknownDriver(value, config, environment);
  const custom = (app?.facts ?? [])
    .filter(({ kind }) => kind === 'session-driver')
    .flatMap(({ name }) => name ?? []);
  const found = sessionDriver(value, app?.framework?.major, custom);
  if (!found) return unknownDriver(value, config, environment);
  const { chain, certainty, winner } = explain(value, environment, app?.framework?.at);
  const secret = winner?.secret === true && found.written !== '';
  const decided = chain[0]?.at;
  return {
    driver: found.driver,
    certainty: app ? certainty : weakest(certainty, 'likely'),
    value: secret || !winner ? null : found.written,
    written: secret ? null : found.written,
    chain,
    ...(decided && { decidedAt: decided }),
    decidedBy: winner ? 'environment' : value ? 'config' : 'nothing',
  };
}

function unknownDriver(
  value: ConfigValue | undefined,
  config: EffectiveConfig,
  environment: Environment,
): SessionDriver {
  const variable = environment.get('SESSION_DRIVER');
  const reason =
    config.frozenAt !== undefined
      ? 'the configuration was cached while the image was built, so the pod does not decide'
      : variable.state === 'unknown'
        ? variable.reason
        : value?.kind === 'unknown' && value.at.file !== UNSEEN_FILE
          ? value.reason
          : 'nothing sets SESSION_DRIVER, and the app with its default is not in this workspace';
  const chain = explain(value, environment).chain;
  return {
    driver: 'unknown',
    certainty: 'unknown',
    value: null,
    written: null,
    chain,
    decidedBy: 'nothing',
    ...(reason !== undefined && { reason }),
  };
}

export interface StoreInput extends SessionInput {
  readonly driver: SessionDriver;
  readonly index: StackIndex;
  readonly workload: ObjectOf<'workload'>;
  readonly container: Container;
  /** Where the app's root is in the container; the usual places are tried when nothing says so. */
  readonly roots: readonly string[];
  /** `mysql`, `sqlite`, … of the connection that `database` sessions use, with how sure that is. */
  readonly databaseDriver: string | null;
  readonly databaseCertainty: Certainty;
}

/** Where the sessions of a workload live (laravel.md, "Drivers"). */
export function sessionStoreOf(input: StoreInput): SessionStore {
  const { driver, config } = input;
  switch (driver.driver) {
    case 'file':
      return fileStore(input);
    case 'array':
      return { kind: 'none', where: 'in memory, and only until the request ends' };
    case 'null':
      return { kind: 'none', where: 'nowhere: sessions are switched off' };
    case 'cookie':
      return { kind: 'cookie', where: "in the visitor's own cookie, encrypted with APP_KEY" };
    case 'database':
      return databaseStore(input);
    case 'redis':
      return { kind: 'redis', where: 'in Redis' };
    case 'memcached':
      return { kind: 'memcached', where: 'in memcached' };
    case 'dynamodb':
      return { kind: 'dynamodb', where: 'in DynamoDB' };
    case 'apc':
      return { kind: 'pod-memory', where: "in the memory of each pod's PHP" };
    default:
      return { kind: 'unknown', where: unknownWords(driver, config) };
  }
}

function unknownWords(driver: SessionDriver, config: EffectiveConfig): string {
  if (driver.driver === 'invalid') return 'nowhere: Laravel does not know that driver';
  if (driver.driver === 'custom') return 'where a driver of the app itself puts them';
  return config.frozenAt
    ? 'where the cached configuration of the image says'
    : 'somewhere that cannot be told from here';
}

function fileStore({ config, index, workload, container, roots }: StoreInput): SessionStore {
  const files = config.session ? at(config.session, 'files') : undefined;
  const written =
    files?.kind === 'known' && files.type === 'string' ? files.value : '<base>/storage/framework/sessions';
  if (files?.kind === 'unknown')
    return { kind: 'unknown', where: 'in files, in a directory that cannot be told from here' };
  const inApp = written.startsWith('<base>/') ? written.slice('<base>/'.length) : undefined;
  const volume =
    inApp === undefined
      ? volumeUnder(index, workload, container, written.replace(/^\/+/, ''), [''])
      : volumeUnder(index, workload, container, inApp, roots);
  switch (volume.sharing) {
    case 'shared':
      return { kind: 'shared-volume', where: `in files on ${volume.what}, which all pods share`, volume };
    case 'node':
      return { kind: 'node-disk', where: `files on ${volume.what}`, volume };
    case 'pod-ordinal':
      return { kind: 'pod-ordinal', where: `in files on ${volume.what}`, volume };
    case 'unknown':
      return { kind: 'unknown', where: `in files on ${volume.what}` };
    case 'pod':
      return {
        kind: 'pod-disk',
        where: volume.at ? `in files on ${volume.what}` : "in files on each pod's own disk",
        volume,
      };
  }
}

function databaseStore({ databaseDriver, databaseCertainty, ...input }: StoreInput): SessionStore {
  if (databaseDriver === null || databaseCertainty === 'unknown') {
    return { kind: 'unknown', where: 'in a database that cannot be told from here' };
  }
  if (databaseDriver !== 'sqlite') return { kind: 'database', where: 'in the database' };
  // An SQLite file on a volume that pods share is no pod's own.
  const volume = volumeUnder(
    input.index,
    input.workload,
    input.container,
    'database/database.sqlite',
    input.roots,
  );
  if (volume.sharing === 'pod')
    return { kind: 'pod-disk', where: "in an SQLite file on each pod's own disk", volume };
  if (volume.sharing === 'shared')
    return { kind: 'shared-volume', where: `in an SQLite file on ${volume.what}`, volume };
  if (volume.sharing === 'unknown') return { kind: 'unknown', where: `in an SQLite file on ${volume.what}` };
  return {
    kind: volume.sharing === 'node' ? 'node-disk' : 'pod-ordinal',
    where: `an SQLite file on ${volume.what}`,
    volume,
  };
}

/** What else of the app uses Redis or the database: its cache's driver. */
export function cacheDriverOf(config: EffectiveConfig): { driver: string; value: ConfigValue | undefined } {
  const value = config.cache ? at(config.cache, 'default') : undefined;
  if (value?.kind !== 'known' || typeof value.value !== 'string') return { driver: 'unknown', value };
  const driver = config.cache && cacheDriver(at(config.cache, 'stores', value.value, 'driver'));
  return { driver: driver?.driver ?? 'unknown', value };
}
