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
import { pathPatterns, writtenDirectory } from './pathPatterns';
import { remembered, sameList } from './remembered';
import type { WorkspaceFiles } from './workspaceFiles';

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
  const apps = roots.map((root) => remembered(files, `app ${root}`, [], (tracked) => readApp(tracked, root)));
  return sameList(files, 'apps', apps);
}

/** Whether a choice means an app: a directory that was found to be one, or any that is there under this very name. */
export function isAppChoice(files: WorkspaceFiles, choice: string): boolean {
  return chosenRoots(files, appRoots(files), [choice.replace(/^!/, '')]).length > 0;
}

function chosenRoots(files: WorkspaceFiles, found: readonly string[], chosen: readonly string[]): string[] {
  const wanted = chosen.filter((each) => !each.startsWith('!'));
  const named = wanted
    .map(writtenDirectory)
    .filter((root) => files.paths.some((path) => path.startsWith(root === '' ? '' : `${root}/`)));
  const isWanted = pathPatterns(wanted.filter((each) => writtenDirectory(each) !== ''));
  const known = wanted.length === 0 ? found : found.filter((root) => root !== '' && isWanted(`${root}/`));
  const isLeftOut = pathPatterns(chosen.filter((each) => each.startsWith('!')).map((each) => each.slice(1)));
  return [...new Set([...named, ...known])].filter((root) => root === '' || !isLeftOut(`${root}/`)).sort();
}

/** Directories with `artisan`, or with a composer.json that requires laravel/framework for more than a library's tests. */
function appRoots(files: WorkspaceFiles): string[] {
  const roots = new Set<string>();
  for (const path of files.paths) {
    const [directory, name] = split(path);
    if (name === 'artisan') {
      if (!requires(files, directory, 'laravel/lumen-framework')) roots.add(directory);
    } else if (name === 'composer.json' && isApplication(files, path)) roots.add(directory);
  }
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

function readApp(files: WorkspaceFiles, root: string): LaravelApp {
  const reads = new Set<string>();
  const text = (name: string): string | undefined => {
    const path = join(root, name);
    reads.add(path);
    return files.text(path);
  };
  const composerText = text('composer.json');
  const composer =
    composerText === undefined ? undefined : parseComposerJson(join(root, 'composer.json'), composerText);
  const lockText = text('composer.lock');
  const lock = lockText === undefined ? undefined : parseComposerLock(join(root, 'composer.lock'), lockText);
  const framework = frameworkVersion(composer, lock);
  const config = new Map<string, ConfigFile>();
  const facts: AppFact[] = [];
  let hasCode = false;
  let looked = 0;
  for (const path of files.paths) {
    if (!path.startsWith(root === '' ? '' : `${root}/`) || !path.endsWith('.php')) continue;
    const relative = root === '' ? path : path.slice(root.length + 1);
    if (!CODE.test(relative) || looked++ > MOST_FILES) continue;
    const source = text(relative);
    if (source === undefined) continue;
    const name = /^config\/([\w-]+)\.php$/.exec(relative)?.[1];
    if (name !== undefined) config.set(name, parseConfigFile(path, source));
    else {
      hasCode ||= /^(app|routes|src)\//.test(relative);
      facts.push(...appFacts(path, source));
    }
  }
  const envFiles = files.paths.filter((path) => isEnvFile(path, root)).flatMap((path) => readEnvFile(path));
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
    hiddenTables: files.paths.some(
      (path) =>
        path.startsWith(root === '' ? '' : `${root}/`) &&
        /(^|\/)database\/(schema\/[^/]+\.(sql|dump)|migrations\/tenant\/)|\.sql$/.test(path),
    ),
    reads,
  };

  function readEnvFile(path: string): AppEnvFile[] {
    const source = text(root === '' ? path : path.slice(root.length + 1));
    if (source === undefined) return [];
    const file = parseDotenv(path, source);
    const mend = file.error && mendError(source, file.error);
    return [{ file, ...(mend && { mend: { at: { file: path, span: mend.span }, text: mend.newText } }) }];
  }
}

/** `.env.encrypted` is no text, and what `vlucas/phpdotenv` never reads is left to others. */
function isEnvFile(path: string, root: string): boolean {
  const [directory, name] = split(path);
  return (
    directory === root &&
    /^\.env(\.[\w.-]+)?$/.test(name) &&
    !/\.(encrypted|enc|gpg|age|vault|php|js|ts|json|ya?ml|md)$/.test(name)
  );
}

function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? ['', path] : [path.slice(0, slash), path.slice(slash + 1)];
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
