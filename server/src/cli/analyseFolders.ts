import { analyse, type Analysis } from '../analysis/analyse';
import type { Finding } from '../analysis/finding';
import { SETTINGS_FILES, settingsFileOf } from '../analysis/settingsFile';
import type { Notice, WorkspaceHost } from '../analysis/workspaceHost';
import { nameOf } from '../text/nameOf';
import { plainText } from './plainText';
import type { CommandLine } from './world';

export interface Folder {
  /** As it was given; '' when none was. */
  readonly name: string;
  readonly host: WorkspaceHost;
  readonly analysis: Analysis;
  /** Of all its findings, where some of them are not to be shown. */
  readonly fingerprints?: ReadonlyMap<Finding, string>;
}

export interface Folders {
  readonly folders: readonly Folder[];
  /** Whether a folder, or a file in one, could not be read, so that the result is not all there is to say. */
  readonly unreadable: boolean;
}

/** Reads and judges the folders of a command line, and complains of what could not be read. */
export function analyseFolders(world: CommandLine, operands: readonly string[]): Folders {
  const names = operands.length === 0 ? [''] : operands;
  const folders: Folder[] = [];
  let unreadable = false;
  for (const name of names) {
    let host: WorkspaceHost;
    try {
      host = world.open(name === '' ? '.' : name);
    } catch (error) {
      world.complain(`laravel-k8s: ${plainText((error as Error).message)}\n`);
      unreadable = true;
      continue;
    }
    const analysis = analyse(withProgress(host, name === '' ? '.' : name, world));
    world.progress?.('');
    folders.push({ name, host, analysis });
    for (const notice of analysis.files.notices) complainOf(world, notice, name);
    complainOfSettingsAbove(world, host, analysis);
    for (const failure of analysis.failures) {
      world.complain(
        `laravel-k8s: rule ${failure.rule} failed on ${plainText(failure.stack)}: ${nameOf(failure.error)}\n`,
      );
    }
    unreadable ||= analysis.files.notices.some((notice) => notice.lost);
  }
  return { folders, unreadable };
}

/** A path in a folder as it is written for people: behind the folder's name, where it has one. */
export function pathIn(folder: string, path: string): string {
  return [folder.replace(/\/+$/, ''), path].filter((part) => part !== '').join('/');
}

/** Long enough to wonder, in milliseconds. */
const PATIENCE = 1000;
const BETWEEN = 100;

/** After a second of reading, says how far it is. */
function withProgress(host: WorkspaceHost, folder: string, world: CommandLine): WorkspaceHost {
  if (!world.progress) return host;
  let next = Date.now() + PATIENCE;
  let files = 0;
  return {
    ...host,
    list: () => host.list(),
    read: (path) => {
      files++;
      const now = Date.now();
      if (now > next) {
        next = now + BETWEEN;
        world.progress?.(plainText(`Reading ${folder}: ${files} files, ${path}`));
      }
      return host.read(path);
    },
  };
}

/** Settings belong to one folder, so those of a folder around it are not taken over; but nobody is to wonder why. */
function complainOfSettingsAbove(world: CommandLine, host: WorkspaceHost, { files }: Analysis): void {
  if (settingsFileOf(files) !== undefined) return;
  const found = host.above?.(SETTINGS_FILES);
  if (found === undefined) return;
  world.complain(
    `laravel-k8s: ${plainText(found)} does not count here: settings are those of the folder that is checked.\n`,
  );
}

function complainOf(world: CommandLine, notice: Notice, folder: string): void {
  world.complain(`laravel-k8s: ${plainText(pathIn(folder, notice.path))}: ${plainText(notice.message)}\n`);
}
