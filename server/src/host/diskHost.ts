import ignore, { type Ignore } from 'ignore';
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
} from 'node:fs';
import path from 'node:path';
import { fileAbove } from './fileAbove';
import type { FolderListing, Notice, WorkspaceHost } from '../analysis/workspaceHost';
import { reasonOf } from './reasonOf';
import { writeInFolder } from './writeInFolder';

/** Directories that hold other people's code or no sources at all. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'vendor',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.idea',
  '.cache',
]);

/** Larger files are data, not configuration: in bytes. */
const LARGEST = 5_000_000;

/** Env files are read although git ignores them: Laravel's skeleton ignores `.env`. */
const ENV_FILE = /^(\.env($|\..+)|[^/]*\.env)$/;

/**
 * A folder on disk. Links that lead out of the folder or round in a circle are left alone, as are pipes and devices.
 * @throws when the folder itself does not exist or cannot be listed: the caller's mistake, not the content's.
 */
export function diskHost(folder: string, exclude: readonly string[] = []): WorkspaceHost {
  const root = openFolder(folder);
  return {
    list: () => list(root, exclude),
    walk: () => walkIn(root, exclude),
    read: (file) => read(root, file),
    write: (file, before, text) => writeInFolder(root, file, before, text),
    above: (names) => fileAbove(root, names),
  };
}

function openFolder(folder: string): string {
  try {
    const root = realpathSync(folder);
    if (!statSync(root).isDirectory()) throw new Error(`"${folder}" is a file, not a folder.`);
    readdirSync(root);
    return root;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(
      code === 'ENOENT'
        ? `There is no folder "${folder}".`
        : `"${folder}" cannot be read (${reasonOf(error)}).`,
    );
  }
}

interface Walk {
  readonly root: string;
  readonly paths: string[];
  readonly ignored: Set<string>;
  readonly notices: Notice[];
  readonly excluded: Ignore | undefined;
}

interface IgnoreRules {
  readonly base: string;
  readonly matcher: Ignore;
}

function list(root: string, exclude: readonly string[]): FolderListing {
  const pieces = walkIn(root, exclude);
  let piece = pieces.next();
  while (!piece.done) piece = pieces.next();
  return piece.value;
}

function* walkIn(root: string, exclude: readonly string[]): Generator<void, FolderListing> {
  const walk: Walk = {
    root,
    paths: [],
    ignored: new Set(),
    notices: [],
    excluded: exclude.length === 0 ? undefined : ignore().add([...exclude]),
  };
  yield* visit(walk, '', [], false);
  return { paths: walk.paths.sort(), ignored: walk.ignored, notices: walk.notices };
}

/** A piece is one directory. */
function* visit(
  walk: Walk,
  directory: string,
  outer: readonly IgnoreRules[],
  inIgnored: boolean,
): Generator<void> {
  yield;
  const entries = entriesOf(walk, directory);
  // Few directories have rules of their own: asking for the file in each would take as long as all the rest.
  const hasRules = entries.some(({ name }) => name === '.gitignore');
  const rules = hasRules ? withOwnRules(walk, directory, outer) : outer;
  for (const entry of entries) {
    const file = directory === '' ? entry.name : `${directory}/${entry.name}`;
    const kind = kindOf(walk, file, entry);
    if (kind === undefined) continue;
    if (walk.excluded?.ignores(kind === 'directory' ? `${file}/` : file)) continue;
    const ignored = inIgnored || isIgnored(rules, file, kind === 'directory');
    if (kind === 'directory') {
      if (ignored || SKIPPED.has(entry.name)) continue;
      if (/\.ya?ml$/i.test(entry.name)) {
        walk.notices.push({
          path: file,
          message: 'is a directory, not a YAML file; what is in it was read',
          lost: false,
        });
      }
      yield* visit(walk, file, rules, ignored);
    } else if (!ignored) walk.paths.push(file);
    else if (ENV_FILE.test(entry.name)) {
      walk.paths.push(file);
      walk.ignored.add(file);
    }
  }
}

function entriesOf(walk: Walk, directory: string): Dirent[] {
  try {
    return readdirSync(`${walk.root}/${directory}`, { withFileTypes: true });
  } catch (error) {
    walk.notices.push({ path: directory, message: `cannot be listed (${reasonOf(error)})`, lost: true });
    return [];
  }
}

function kindOf(walk: Walk, file: string, entry: Dirent): 'file' | 'directory' | undefined {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  if (!entry.isSymbolicLink()) return undefined;
  try {
    const target = realpathSync(path.join(walk.root, file));
    if (target !== walk.root && !target.startsWith(walk.root + path.sep)) {
      walk.notices.push({
        path: file,
        message: 'is a link that leads out of the folder; it was not followed',
        lost: false,
      });
      return undefined;
    }
    const stat = statSync(target);
    if (stat.isFile()) return 'file';
    if (!stat.isDirectory()) return undefined;
    // A link to a directory inside the folder shows what is read there anyway.
    if (walk.root.startsWith(target) || path.join(walk.root, file).startsWith(target + path.sep)) {
      walk.notices.push({
        path: file,
        message: 'is a link to a directory above itself; it was not followed',
        lost: false,
      });
    }
    return undefined;
  } catch (error) {
    walk.notices.push({
      path: file,
      message: `is a link that leads nowhere (${nowhere(error)})`,
      lost: false,
    });
    return undefined;
  }
}

function nowhere(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its target does not exist' : reasonOf(error);
}

function withOwnRules(walk: Walk, directory: string, outer: readonly IgnoreRules[]): readonly IgnoreRules[] {
  const file = path.join(walk.root, directory, '.gitignore');
  try {
    const text = readFileSync(file, 'utf8');
    return [...outer, { base: directory, matcher: ignore().add(text) }];
  } catch {
    return outer;
  }
}

/** The innermost .gitignore that says anything of a path decides. */
function isIgnored(rules: readonly IgnoreRules[], file: string, directory: boolean): boolean {
  for (const { base, matcher } of [...rules].reverse()) {
    const relative = base === '' ? file : file.slice(base.length + 1);
    const verdict = matcher.test(directory ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

let buffer = Buffer.allocUnsafe(64 * 1024);

function read(root: string, file: string): { text?: string; notice?: Notice } {
  const absolute = `${root}/${file}`;
  let handle: number | undefined;
  try {
    handle = openSync(absolute, 'r');
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { notice: { path: file, message: 'is not a regular file', lost: true } };
    if (stat.size > LARGEST) {
      const megabytes = (stat.size / 1_000_000).toFixed(1);
      return {
        notice: {
          path: file,
          message: `is ${megabytes} MB large and was not read (the limit is 5 MB)`,
          lost: false,
        },
      };
    }
    if (buffer.length < stat.size) buffer = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let got = 1; got > 0 && length < stat.size; length += got) {
      got = readSync(handle, buffer, length, stat.size - length, null);
    }
    const text = buffer.toString('utf8', 0, length);
    return text.includes('\uFFFD') && !isUtf8(buffer.subarray(0, length))
      ? {
          text,
          notice: { path: file, message: 'is not valid UTF-8; the odd bytes were replaced', lost: false },
        }
      : { text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    return { notice: { path: file, message: `cannot be read (${reasonOf(error)})`, lost: true } };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Stands for a folder that is not there, or not yet. */
export const emptyHost: WorkspaceHost = {
  list: () => ({ paths: [], ignored: new Set(), notices: [] }),
  read: () => ({}),
};
