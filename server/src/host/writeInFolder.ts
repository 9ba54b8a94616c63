import { randomUUID } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { reasonOf } from './reasonOf';

/**
 * Writes a file of a folder whole or not at all: beside it first, then in its place. Its mode and owner stay. Links are
 * followed to the file itself, if that lies in the folder. Throws with a reason in words.
 *
 * `before` is what the file is thought to hold. If it holds anything else, be it because somebody changed it meanwhile or
 * because it is not UTF-8, it is left alone.
 */
export function writeInFolder(root: string, file: string, before: string | undefined, text: string): void {
  try {
    if (before === undefined) create(root, file, text);
    else replace(root, file, before, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Error(reasonOf(error));
  }
}

function create(root: string, file: string, text: string): void {
  const absolute = path.join(root, file);
  requireInside(root, nearestReal(path.dirname(absolute)));
  mkdirSync(path.dirname(absolute), { recursive: true });
  // `wx` fails for whatever is there already, links to nowhere among it.
  const handle = openSync(absolute, 'wx');
  try {
    writeFileSync(handle, text);
  } finally {
    closeSync(handle);
  }
}

function replace(root: string, file: string, before: string, text: string): void {
  const target = realpathSync(path.join(root, file));
  requireInside(root, target);
  const bytes = readFileSync(target);
  // Another name of the same file may have been written already.
  if (bytes.equals(Buffer.from(text))) return;
  if (!bytes.equals(Buffer.from(before)))
    throw new Error('it changed meanwhile, or its bytes are not valid UTF-8');
  const { mode, uid, gid } = statSync(target);
  const beside = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
  const handle = openSync(beside, 'wx', mode & 0o777);
  try {
    try {
      writeFileSync(handle, text);
      fchmodSync(handle, mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    keepOwner(beside, uid, gid);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Only root may give files away; for others, the file is theirs anyway or it could not be replaced. */
function keepOwner(file: string, uid: number, gid: number): void {
  try {
    const own = statSync(file);
    if (own.uid !== uid || own.gid !== gid) chownSync(file, uid, gid);
  } catch {
    // The text matters more than the owner.
  }
}

/** The real path of the nearest directory above that exists. */
function nearestReal(directory: string): string {
  try {
    return realpathSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return nearestReal(path.dirname(directory));
  }
}

function requireInside(root: string, target: string): void {
  if (target !== root && !target.startsWith(root + path.sep)) throw new Error('it lies outside the folder');
}
