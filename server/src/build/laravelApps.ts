/**
 * The Laravel applications of a workspace: which directories they are, and what their own files say. Several may live in
 * one repository.
 */
import type { Place } from '../text/place';
import type { ComposerJson, ComposerLock } from '../formats/composer/composerFile';
import { frameworkVersion, type FrameworkVersion } from '../formats/composer/frameworkVersion';
import { parseComposerJson } from '../formats/composer/parseComposerJson';
import { parseComposerLock } from '../formats/composer/parseComposerLock';
import { appFacts, type AppFact } from '../formats/laravel/appFacts';
import { parseConfigFile, type ConfigFile } from '../formats/laravel/parseConfigFile';
import { mendError } from '../formats/dotenv/mendError';
import type { DotenvFile } from '../formats/dotenv/dotenvFile';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import { pathLayout } from './pathLayout';
import { pathPatterns, writtenDirectory } from './pathPatterns';
import { factOf, remembered, sameList } from './remembered';
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

export interface LaravelApp {
  /** The directory, `` for the workspace folder itself. */
  readonly root: string;
  /** What it is called in words for users: its directory's name, or the Composer package's. */
  readonly name: string;
  readonly composer?: ComposerJson;
  readonly lock?: ComposerLock;
  readonly framework?: FrameworkVersion;
  /** By name: `session` for config/session.php. */
  readonly config: ReadonlyMap<string, ConfigFile>;
  /** What the rest of its PHP files say that matters to sessions. */
  readonly facts: readonly AppFact[];
  /** Whether there is PHP code besides the config files, so that what is not found is really not there. */
  readonly hasCode: boolean;
  /** The env files in its directory, committed or not: `.env`, `.env.production`, `.env.example` … */
  readonly envFiles: readonly AppEnvFile[];
  /** A dump of the schema, or a tenant's own migrations: tables may be made where no migration of the app shows it. */
  readonly hiddenTables: boolean;
  /** Files that were read, or looked for. */
  readonly reads: ReadonlySet<string>;
}

/** One env file of an app. */
export interface AppEnvFile {
  readonly file: DotenvFile;
  /** What would make phpdotenv take the line that it stops at. */
  readonly mend?: { readonly at: Place; readonly text: string };
}

/** No more PHP files than this are looked through in one app. */
const MOST_FILES = 4000;

const CODE = /^(app|routes|database\/migrations|src|bootstrap|modules|packages|config)\/.*\.php$/i;

/** `chosen`: directories that are the apps, in the syntax of .gitignore, with or without the marks of one; none: found. */
export function laravelApps(files: WorkspaceFiles, chosen: readonly string[] = []): readonly LaravelApp[] {
  const roots = remembered(files, 'app roots', chosen, (tracked) => {
    const found = appRoots(tracked);
    const wanted = chosen.length === 0 ? found : chosenRoots(tracked, found, chosen);
    return wanted.length === 0 ? found : wanted;
  });
  return sameList(
    files,
    'apps',
    roots.map((root) => laravelApp(files, root)),
  );
}

/** Whether a choice means an app: a directory that was found to be one, or any that is there under this very name. */
export function isAppChoice(files: WorkspaceFiles, choice: string): boolean {
  return chosenRoots(files, appRoots(files), [choice.replace(/^!/, '')]).length > 0;
}

function chosenRoots(files: WorkspaceFiles, found: readonly string[], chosen: readonly string[]): string[] {
  const wanted = chosen.filter((each) => !each.startsWith('!'));
  const named = wanted.map(writtenDirectory).filter((root) => pathLayout(files.paths).below(root).length > 0);
  const isWanted = pathPatterns(wanted.filter((each) => writtenDirectory(each) !== ''));
  const known = wanted.length === 0 ? found : found.filter((root) => root !== '' && isWanted(`${root}/`));
  const isLeftOut = pathPatterns(chosen.filter((each) => each.startsWith('!')).map((each) => each.slice(1)));
  return [...new Set([...named, ...known])].filter((root) => root === '' || !isLeftOut(`${root}/`)).sort();
}

/** Directories with `artisan`, or with a composer.json that requires laravel/framework for more than a library's tests. */
function appRoots(files: WorkspaceFiles): string[] {
  const layout = pathLayout(files.paths);
  const roots = new Set<string>();
  for (const path of layout.named('artisan')) {
    const directory = directoryOf(path);
    if (!requires(files, directory, 'laravel/lumen-framework')) roots.add(directory);
  }
  for (const path of layout.named('composer.json'))
    if (isApplication(files, path)) roots.add(directoryOf(path));
  return [...roots].sort();
}

function isApplication(files: WorkspaceFiles, path: string): boolean {
  const text = files.text(path);
  if (text === undefined || !text.includes('laravel/framework')) return false;
  const composer = parseComposerJson(path, text);
  return (
    composer.type !== 'library' &&
    composer.requirements.some(({ name, dev }) => name === 'laravel/framework' && !dev)
  );
}

function requires(files: WorkspaceFiles, directory: string, name: string): boolean {
  return files.text(join(directory, 'composer.json'))?.includes(name) ?? false;
}

/** Another list of paths makes it anew only when its own files are others. */
function laravelApp(files: WorkspaceFiles, root: string): LaravelApp {
  const own = remembered(files, `files of app ${root}`, [], (tracked) => ownFiles(tracked, root));
  const code = sameList(files, `code of app ${root}`, own.code);
  const env = sameList(files, `env files of app ${root}`, own.env);
  const inputs = [code, env, own.hiddenTables];
  return remembered(files, `app ${root}`, inputs, (tracked) =>
    readApp(tracked, root, { code, env, hiddenTables: own.hiddenTables }),
  );
}

interface OwnFiles {
  readonly code: readonly string[];
  readonly env: readonly string[];
  readonly hiddenTables: boolean;
}

function ownFiles(files: WorkspaceFiles, root: string): OwnFiles {
  const start = root === '' ? 0 : root.length + 1;
  const code: string[] = [];
  const env: string[] = [];
  let hiddenTables = false;
  for (const path of pathLayout(files.paths).below(root)) {
    if (path.endsWith('.php')) {
      if (CODE.test(path.slice(start)) && code.length <= MOST_FILES) code.push(path);
    } else if (path.startsWith('.env', start) && isEnvFile(path.slice(start))) env.push(path);
    hiddenTables ||= HIDDEN_TABLES.test(path);
  }
  return { code, env, hiddenTables };
}

const HIDDEN_TABLES = /(^|\/)database\/(schema\/[^/]+\.(sql|dump)|migrations\/tenant\/)|\.sql$/;

function readApp(files: WorkspaceFiles, root: string, own: OwnFiles): LaravelApp {
  const reads = new Set<string>();
  const read = <T>(as: string, path: string, parse: (path: string, text: string) => T): T | undefined => {
    reads.add(path);
    return readFile(files, as, path, parse);
  };
  const composer = read('composer.json', join(root, 'composer.json'), parseComposerJson);
  const lock = read('composer.lock', join(root, 'composer.lock'), parseComposerLock);
  const framework = frameworkVersion(composer, lock);
  const config = new Map<string, ConfigFile>();
  const facts: AppFact[] = [];
  let hasCode = false;
  for (const path of own.code) {
    const relative = root === '' ? path : path.slice(root.length + 1);
    const name = /^config\/([\w-]+)\.php$/.exec(relative)?.[1];
    if (name !== undefined) {
      const parsed = read('config file', path, parseConfigFile);
      if (parsed) config.set(name, parsed);
      continue;
    }
    reads.add(path);
    const found = factOf(files, path, FACTS);
    if (!found) continue;
    hasCode ||= /^(app|routes|src)\//.test(relative);
    facts.push(...found);
  }
  const envFiles = own.env.flatMap((path) => read('env file', path, readEnvFile) ?? []);
  const name = (root.split('/').at(-1) ?? '') || composer?.name || 'the app';
  return {
    root,
    name,
    ...(composer && { composer }),
    ...(lock && { lock }),
    ...(framework && { framework }),
    config,
    facts,
    hasCode,
    envFiles,
    hiddenTables: own.hiddenTables,
    reads,
  };
}

/** What a parser makes of a file, remembered for that file alone; `as`: what it is parsed as. */
function readFile<T>(
  files: WorkspaceFiles,
  as: string,
  path: string,
  parse: (path: string, text: string) => T,
): T | undefined {
  return remembered(files, `${as} ${path}`, [], (tracked) => {
    const text = tracked.text(path);
    return text === undefined ? undefined : parse(path, text);
  });
}

/** Undefined when the file cannot be read. */
const FACTS: FileFact<readonly AppFact[] | undefined> = {
  name: 'app facts',
  of(files, path) {
    const text = files.text(path);
    return text === undefined ? undefined : appFacts(path, text);
  },
};

function readEnvFile(path: string, text: string): AppEnvFile {
  const file = parseDotenv(path, text);
  const mend = file.error && mendError(text, file.error);
  return { file, ...(mend && { mend: { at: { file: path, span: mend.span }, text: mend.newText } }) };
}

/** `.env.encrypted` is no text, and what `vlucas/phpdotenv` never reads is left to others. */
function isEnvFile(name: string): boolean {
  return (
    /^\.env(\.[\w.-]+)?$/.test(name) && !/\.(encrypted|enc|gpg|age|vault|php|js|ts|json|ya?ml|md)$/.test(name)
  );
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
