import { distance } from 'fastest-levenshtein';
import type { Provenance } from '../model/provenance';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { talksToStores } from './endpointReports';
import type { Fix, Report, Rule } from './rule';
import { list, workloadName } from './words';

export const sessionConfigIgnoresEnv: Rule = {
  id: 'session-config-ignores-env',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (!workload.app || !talksToStores(workload)) continue;
      for (const name of workload.environment.names) {
        const report = checkName(workload, workload.app, name);
        if (report) yield report;
      }
    }
  },
};

/** Names that replaced each other between versions, with the config file that reads them. */
const RENAMED: readonly (readonly [older: string, newer: string, file: string])[] = [
  ['CACHE_DRIVER', 'CACHE_STORE', 'cache'],
  ['DATABASE_URL', 'DB_URL', 'database'],
  ['QUEUE_DRIVER', 'QUEUE_CONNECTION', 'queue'],
  ['BROADCAST_DRIVER', 'BROADCAST_CONNECTION', 'broadcasting'],
  ['FILESYSTEM_DRIVER', 'FILESYSTEM_DISK', 'filesystems'],
];

/** Names of the skeletons' session and Redis configuration: where one is not read, its value is written in the file. */
const HARD_CODED: Readonly<Record<string, readonly string[]>> = {
  session: [
    'SESSION_DRIVER',
    'SESSION_CONNECTION',
    'SESSION_STORE',
    'SESSION_LIFETIME',
    'SESSION_DOMAIN',
    'SESSION_SECURE_COOKIE',
    'SESSION_TABLE',
    'SESSION_COOKIE',
    'SESSION_PATH',
    'SESSION_SAME_SITE',
    'SESSION_ENCRYPT',
  ],
  database: [
    'REDIS_HOST',
    'REDIS_PORT',
    'REDIS_PASSWORD',
    'REDIS_CLIENT',
    'REDIS_URL',
    'REDIS_DB',
    'DB_HOST',
    'DB_PORT',
    'DB_CONNECTION',
  ],
};

/** Where the value that a name would set is found in the effective config. */
const CONFIG_KEYS: Readonly<Record<string, string>> = {
  SESSION_DRIVER: 'session.driver',
  SESSION_CONNECTION: 'session.connection',
  SESSION_STORE: 'session.store',
  SESSION_LIFETIME: 'session.lifetime',
  SESSION_DOMAIN: 'session.domain',
  SESSION_SECURE_COOKIE: 'session.secure',
  SESSION_TABLE: 'session.table',
  SESSION_COOKIE: 'session.cookie',
  SESSION_PATH: 'session.path',
  SESSION_SAME_SITE: 'session.same_site',
  SESSION_ENCRYPT: 'session.encrypt',
  REDIS_HOST: 'database.redis.default.host',
  REDIS_PORT: 'database.redis.default.port',
  REDIS_CLIENT: 'database.redis.client',
  REDIS_DB: 'database.redis.default.database',
  REDIS_URL: 'database.redis.default.url',
  REDIS_PASSWORD: 'database.redis.default.password',
  DB_CONNECTION: 'database.default',
  CACHE_DRIVER: 'cache.default',
  CACHE_STORE: 'cache.default',
};

function checkName(workload: LaravelWorkload, app: App, name: string): Report | undefined {
  const variable = workload.environment.get(name);
  const winner = variable.chain[0];
  if (!winner || !DECLARED.has(winner.source) || workload.readNames.has(name)) return undefined;
  const finding = renamed(workload, app, name) ?? hardCoded(workload, app, name) ?? misspelt(workload, name);
  if (!finding) return undefined;
  // What comes to the same value anyway does no harm.
  const key = CONFIG_KEYS[name];
  if (variable.state === 'set' && key !== undefined && sameAsConfig(workload, key, variable.value))
    return undefined;
  return {
    at: winner.keyAt ?? winner.at,
    message: finding.message,
    certainty: 'certain',
    unnecessary: true,
    related: finding.related,
    fixes: () => finding.fixes(winner),
    subject: `${app.root} ${name} ${winner.object?.kind ?? ''}/${winner.object?.name.value ?? workloadName(workload)}`,
  };
}

type App = NonNullable<LaravelWorkload['app']>;

const DECLARED: ReadonlySet<Provenance['source']> = new Set(['env', 'config-map', 'secret']);

interface Ignored {
  readonly message: string;
  readonly related: NonNullable<Report['related']>;
  readonly fixes: (winner: Provenance) => Fix[];
}

function renamed(workload: LaravelWorkload, app: App, name: string): Ignored | undefined {
  const row = RENAMED.find(([older, newer]) => older === name || newer === name);
  if (!row) return undefined;
  const [older, newer, file] = row;
  const read = name === older ? newer : older;
  if (!workload.readNames.has(read) || isDeclared(workload, read)) return undefined;
  const config = app.config.get(file);
  const call = config?.envCalls.find((each) => each.name === read);
  return {
    message: `${name} has no effect: ${config ? `config/${file}.php of this app` : 'this version of Laravel'} reads ${read}, which the pod is not given, so ${decider(workload, read)} decides.`,
    related: call ? [{ at: call.at, message: `${read} is read here.` }] : [],
    fixes: (winner) => renameFix(winner, name, read),
  };
}

/** Whether the pod itself is given a variable; what an env file in the image says is not meant as an answer to that. */
function isDeclared(workload: LaravelWorkload, name: string): boolean {
  const { state, chain } = workload.environment.get(name);
  return state === 'unknown' || (chain[0] !== undefined && DECLARED.has(chain[0].source));
}

function decider(workload: LaravelWorkload, name: string): string {
  return workload.environment.get(name).chain[0]?.what ?? 'its default';
}

function hardCoded(workload: LaravelWorkload, app: App, name: string): Ignored | undefined {
  const file = Object.keys(HARD_CODED).find((each) => HARD_CODED[each]?.includes(name));
  const config = file === undefined ? undefined : app.config.get(file);
  if (file === undefined || !config || config.problems.length > 0) return undefined;
  if (name.startsWith('REDIS_') && workload.redis.usedBy.length === 0) return undefined;
  if (name.startsWith('DB_') && workload.database.usedBy.length === 0) return undefined;
  const value = workload.configValue(CONFIG_KEYS[name] ?? '');
  // Something unknown may well read it in a way that is not seen.
  if (!value || value.kind !== 'known') return undefined;
  const literal = value.because[0];
  return {
    message: `${name} has no effect: config/${file}.php of this app does not read it${literal?.what === 'literal' ? ' but has its value written in' : ''}.`,
    related: literal ? [{ at: literal.at, message: 'The value that counts is here.' }] : [],
    fixes: () => (literal?.what === 'literal' ? [readIt(name, file, literal.at)] : []),
  };
}

function readIt(name: string, file: string, at: Provenance['at']): Fix {
  const edits: EditRequest[] = [{ kind: 'wrap-text', at, before: `env('${name}', `, after: ')' }];
  return { title: `Make config/${file}.php read ${name}`, edits, preferred: true };
}

/** Names whose misspelling costs somebody their sessions. */
const WORTH_KNOWING = [
  'SESSION_DRIVER',
  'SESSION_CONNECTION',
  'SESSION_LIFETIME',
  'SESSION_DOMAIN',
  'SESSION_STORE',
  'REDIS_HOST',
  'REDIS_PORT',
  'REDIS_PASSWORD',
  'REDIS_CLIENT',
  'CACHE_STORE',
  'CACHE_DRIVER',
  'DB_CONNECTION',
  'DB_HOST',
];

function misspelt(workload: LaravelWorkload, name: string): Ignored | undefined {
  if (/\d$/.test(name) || name.length < 7) return undefined;
  const meant = WORTH_KNOWING.filter(
    (each) =>
      each !== name &&
      workload.readNames.has(each) &&
      workload.environment.get(each).state === 'unset' &&
      nearly(each, name),
  );
  if (meant.length !== 1 || meant[0] === undefined) return undefined;
  const [read] = meant;
  return {
    message: `${name} has no effect: nothing in this app reads it. ${list([read])}, which is read, is not set.`,
    related: [],
    fixes: (winner) => renameFix(winner, name, read),
  };
}

/** One letter too many, too few or wrong, or two swapped, but not another word. */
function nearly(known: string, written: string): boolean {
  // A plural is a name of its own: REDIS_HOSTS.
  if (written === `${known}S`) return false;
  const away = distance(known, written);
  if (away === 1) return true;
  return (
    away === 2 &&
    known.length === written.length &&
    [...known].sort().join('') === [...written].sort().join('')
  );
}

function renameFix(winner: Provenance, from: string, to: string): Fix[] {
  if (!winner.keyAt) return [];
  return [
    {
      title: `Rename ${from} to ${to}`,
      edits: [{ kind: 'replace-scalar', at: winner.keyAt, value: to }],
      preferred: true,
      safe: true,
    },
  ];
}

function sameAsConfig(workload: LaravelWorkload, key: string, value: string): boolean {
  const effective = workload.configValue(key);
  if (effective?.kind !== 'known') return false;
  if (effective.value === null) return value === '' || value.toLowerCase() === 'null';
  if (effective.type === 'bool') return value.toLowerCase() === String(effective.value);
  return String(effective.value) === value;
}
