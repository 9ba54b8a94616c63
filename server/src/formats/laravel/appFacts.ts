/** What the PHP files of an app outside of `config/` say that matters to sessions. */
import { place, type Place } from '../../text/place';
import { envCallsIn } from './envCalls';
import { scanTokens, TokenScan, type PhpToken } from './php/scanTokens';

export interface AppFact {
  readonly kind: AppFactKind;
  /** The table, driver, key or variable; absent where the code computes it. */
  readonly name?: string;
  readonly at: Place;
}

export type AppFactKind =
  /** A migration creates the table `name`; `config:session.table` for `Schema::create(config('session.table'), …)`. */
  | 'creates-table'
  /** `Session::extend('name', …)`; `driver`: `->extend('name', …)` on something that cannot be told. */
  | 'session-driver'
  | 'cache-driver'
  | 'redis-client'
  | 'driver'
  /** Code sets the config key `name`, of session, cache or database, while the app runs. */
  | 'config-set'
  /** Code reads the variable `name`. */
  | 'env-read'
  /** routes/web.php holds more than the skeleton's welcome page. */
  | 'web-routes'
  /** The API uses cookies and sessions (Sanctum). */
  | 'stateful-api'
  /** Code works with a session: the first place in a file where it does. */
  | 'session-use'
  /** Something that needs one cache for all pods: `name` is `lock`, `throttle`, `onOneServer` or `unique job`. */
  | 'shared-cache'
  /** bootstrap/app.php turns off the framework's defaults (11 and later). */
  | 'framework-config-unmerged'
  /** Code moves the directory of files that the app writes, or the `.env` file. */
  | 'storage-moved'
  | 'env-file-moved';

/**
 * The facts of one file in the order of the text; of the places where it works with a session the first one alone. Total and
 * cheap: it reads tokens, not syntax, and of most files none or few.
 */
export function appFacts(file: string, text: string): readonly AppFact[] {
  if (text.length > maximalLength) return [];
  const isRoutes = /(^|\/)routes\/web\.php$/i.test(file);
  const inMigrations = /(^|\/)migrations\//i.test(file);
  const facts: AppFact[] = [];
  let usesSession = false;
  const add: Add = (kind, token, name) => {
    if (kind === 'session-use') {
      if (usesSession) return;
      usesSession = true;
    }
    facts.push({ kind, at: place(file, token.start, token.end), ...(name === undefined ? {} : { name }) });
  };
  if (!isRoutes && !mayHaveOthers(text, inMigrations)) {
    addSessionUse(add, text);
    return facts;
  }
  const tokens = scanTokens(text);
  if (readsEnvironment.test(text)) {
    for (const call of envCallsIn(file, text, tokens)) {
      facts.push({ kind: 'env-read', name: call.name, at: call.at });
    }
  }
  tokens.forEach((token, i) => {
    if (token.kind === 'string') {
      if (inMigrations) addRawTable(add, token);
      if (/^throttle(:|$)/.test(token.text ?? '')) add('shared-cache', token, 'throttle');
    }
    if (token.kind === 'name' || token.kind === 'variable') addCall(add, tokens, i, inMigrations);
  });
  if (isRoutes) addRoutes(add, tokens);
  return facts.sort((a, b) => a.at.span.start - b.at.span.start);
}

type Add = (kind: AppFactKind, token: PhpToken, name?: string) => void;

const maximalLength = 2_000_000;

const readsEnvironment = /\b(?:get)?env\b|\$_(?:ENV|SERVER)\b/i;

/** Whatever `addCall` and `findEnvCalls` look for but sessions, tables, locks and config keys, which few files have. */
const otherWords =
  /\bextend\b|\b(?:get)?env\b|\$_(?:ENV|SERVER)\b|statefulApi|frontendRequestsAreStateful|dontMergeFramework|storagePath|environment(?:From|Path)|withoutOverlapping|onOneServer|["']throttle\b|rateLimiter|shouldBeUnique/i;

/** Whether a file can have other facts than the use of sessions. It may say so of too many. */
function mayHaveOthers(text: string, inMigrations: boolean): boolean {
  return (
    otherWords.test(text) ||
    (/\block\b/i.test(text) && /cache/i.test(text)) ||
    (/["'](?:session|cache|database)(?:\.|["'])/.test(text) && /config/i.test(text)) ||
    (inMigrations && /create/i.test(text))
  );
}

/** The first use of a session; what follows it is not read. */
function addSessionUse(add: Add, text: string): void {
  const scan = new TokenScan(text);
  for (const { index } of text.matchAll(/\bsession\b/gi)) {
    let tokens = scan.to(index + 100);
    const at = tokens.findLastIndex(({ start }) => start <= index);
    if (tokens.length < at + 3) tokens = scan.to(text.length);
    if (isSessionUse(tokens, at)) {
      const token = tokens[at];
      if (token) add('session-use', token);
      return;
    }
  }
}

function addCall(add: Add, tokens: readonly PhpToken[], i: number, inMigrations: boolean): void {
  const token = tokens[i];
  const word = wordAt(tokens, i);
  if (!token || word === undefined) return;
  if (!callWords.has(word)) {
    if (wordAt(tokens, i + 1) === '[') addConfigSubscript(add, tokens, i);
    if (word.endsWith('ensurefrontendrequestsarestateful') && wordAt(tokens, i + 1) === '::') {
      add('stateful-api', token);
    }
    return;
  }
  const [open, first] = [wordAt(tokens, i + 1), tokens[i + 2]];
  const called = open === '(';
  const before = wordAt(tokens, i - 1);
  const onObject = before === '->' || before === '?->' || before === '::';
  const literal = first?.kind === 'string' ? first.text : undefined;
  switch (word) {
    case 'create':
      if (called && onObject && inMigrations) addTable(add, tokens, i);
      return;
    case 'extend':
      if (called && onObject && literal !== undefined) add(driverKind(tokens, i), first ?? token, literal);
      return;
    case 'set':
      if (called && onObject && /config/.test(ownerOf(tokens, i))) addConfigKeys(add, tokens, i + 2);
      return;
    case 'config':
      if (called && !onObject && wordAt(tokens, i + 2) === '[') addConfigKeys(add, tokens, i + 2);
      return;
    case 'statefulapi':
      if (called && onObject) add('stateful-api', token);
      return;
    case 'dontmergeframeworkconfiguration':
      if (called) add('framework-config-unmerged', token);
      return;
    case 'usestoragepath':
      if (called && onObject) add('storage-moved', token);
      return;
    case 'loadenvironmentfrom':
    case 'useenvironmentpath':
      if (called && onObject) add('env-file-moved', token, literal);
      return;
    case 'lock':
    case 'withoutoverlapping':
    case 'ononeserver':
      if (called && onObject && !(word === 'lock' && !/cache/.test(ownerOf(tokens, i)))) {
        add('shared-cache', token, word === 'ononeserver' ? 'onOneServer' : 'lock');
      }
      return;
    case 'session':
    case '\\session':
      if (isSessionUse(tokens, i)) add('session-use', token);
      return;
    case 'shouldbeunique':
    case 'shouldbeuniqueuntilprocessing':
      if (before === ',' || before === 'implements') add('shared-cache', token, 'unique job');
      return;
    case 'ratelimiter':
      if (open === '::') add('shared-cache', token, 'throttle');
      return;
  }
}

function isSessionUse(tokens: readonly PhpToken[], i: number): boolean {
  const word = wordAt(tokens, i);
  if (word !== 'session' && word !== '\\session') return false;
  const open = wordAt(tokens, i + 1);
  // Registering a driver is no use of a session.
  return open === '(' || (open === '::' && wordAt(tokens, i + 2) !== 'extend');
}

/** The names, in lower case, that `addCall` looks at. */
const callWords = new Set(
  `create extend set config statefulapi dontmergeframeworkconfiguration usestoragepath loadenvironmentfrom
   useenvironmentpath lock withoutoverlapping ononeserver session \\session shouldbeunique shouldbeuniqueuntilprocessing
   ratelimiter`.split(/\s+/),
);

/** `Schema::create('sessions', …)`, `$this->schema->create(config('session.table'), …)` */
function addTable(add: Add, tokens: readonly PhpToken[], i: number): void {
  const first = tokens[i + 2];
  if (!first || !/schema/.test(ownerOf(tokens, i))) return;
  if (first.kind === 'string') {
    add('creates-table', first, first.text);
    return;
  }
  const key = wordAt(tokens, i + 2) === 'config' && wordAt(tokens, i + 3) === '(' ? tokens[i + 4] : undefined;
  const name = key?.kind === 'string' && key.text !== undefined ? `config:${key.text}` : undefined;
  add('creates-table', key?.kind === 'string' ? key : first, name);
}

function addRawTable(add: Add, token: PhpToken): void {
  const table = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?:[`"[]?\w+[`"\]]?\.)?[`"[]?(\w+)/i.exec(
    token.text ?? '',
  );
  if (table) add('creates-table', token, table[1]);
}

function driverKind(tokens: readonly PhpToken[], i: number): AppFactKind {
  const owner = ownerOf(tokens, i);
  if (/session/.test(owner)) return 'session-driver';
  if (/redis/.test(owner)) return 'redis-client';
  return /cache/.test(owner) ? 'cache-driver' : 'driver';
}

/** The lower-cased text of what a method is called on: `$this->app['session']`, `app('config')`, `Config`. */
function ownerOf(tokens: readonly PhpToken[], i: number): string {
  let owner = '';
  let depth = 0;
  for (let j = i - 1; j >= 0 && j > i - 24; j--) {
    const token = tokens[j];
    const word = wordAt(tokens, j);
    if (word === ')' || word === ']') depth++;
    else if (word === '(' || word === '[') depth--;
    if (depth < 0 || word === ';' || word === '{' || word === '}' || word === ',' || word === '=') break;
    owner = `${token?.text ?? ''} ${owner}`;
  }
  return owner.toLowerCase();
}

/** Keys that `->set('key', …)` and `config(['key' => …])` set, from the token behind the parenthesis on. */
function addConfigKeys(add: Add, tokens: readonly PhpToken[], from: number): void {
  const first = tokens[from];
  if (first?.kind === 'string') {
    addConfigKey(add, first);
    return;
  }
  if (wordAt(tokens, from) !== '[') return;
  let depth = 0;
  for (let j = from; j < tokens.length; j++) {
    const word = wordAt(tokens, j);
    if (word === '[' || word === '(') depth++;
    else if (word === ']' || word === ')') depth--;
    if (depth === 0) return;
    const token = tokens[j];
    if (depth === 1 && token?.kind === 'string' && wordAt(tokens, j + 1) === '=>') addConfigKey(add, token);
  }
}

/** `$app['config']['session.driver'] = …` */
function addConfigSubscript(add: Add, tokens: readonly PhpToken[], i: number): void {
  let j = i + 1;
  let keyAt = -1;
  let seenConfig = /config/.test(wordAt(tokens, i) ?? '');
  while (wordAt(tokens, j) === '[' && tokens[j + 1]?.kind === 'string' && wordAt(tokens, j + 2) === ']') {
    if (seenConfig) keyAt = j + 1;
    if (tokens[j + 1]?.text === 'config') seenConfig = true;
    j += 3;
  }
  const key = tokens[keyAt];
  if (key && wordAt(tokens, j) === '=') addConfigKey(add, key);
}

function addConfigKey(add: Add, key: PhpToken): void {
  if (/^(?:session|cache|database)(?:\.|$)/.test(key.text ?? '')) add('config-set', key, key.text);
}

/** Every route but the skeleton's welcome page, and every routes file that is pulled in. */
function addRoutes(add: Add, tokens: readonly PhpToken[]): void {
  tokens.forEach((token, i) => {
    const word = wordAt(tokens, i);
    const called = wordAt(tokens, i + 1);
    if (word === 'require' || word === 'require_once' || word === 'include') add('web-routes', token);
    if (word === 'auth' && called === '::') add('web-routes', token);
    if (word !== 'route' || called !== '::') return;
    const [path, comma] = [tokens[i + 4], wordAt(tokens, i + 5)];
    const welcome =
      path?.kind === 'string' &&
      path.text === '/' &&
      comma === ',' &&
      tokens.slice(i + 6, i + 16).some(({ kind, text }) => kind === 'string' && text === 'welcome');
    if (!welcome) add('web-routes', token);
  });
}

/** A token in lower case; undefined for strings. */
function wordAt(tokens: readonly PhpToken[], i: number): string | undefined {
  const token = tokens[i];
  return token === undefined || token.kind === 'string' ? undefined : token.text?.toLowerCase();
}
