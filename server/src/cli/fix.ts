import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Analysis } from '../analysis/analyse';
import { mayShowSecret } from '../analysis/secretLines';
import { rules } from '../rules/registry';
import { LineIndex } from '../text/lineIndex';
import { place } from '../text/place';
import { pathIn, type Folder } from './analyseFolders';
import { applyFixes, type Fixed } from './applyFixes';
import { suggestion, UsageError, type FixOptions } from './arguments';
import type { Unrecorded } from './baseline';
import { count } from './output/report';
import { sourcePrefix } from './output/sourcePrefix';
import { unifiedDiff } from './output/unifiedDiff';
import { plainText } from './plainText';
import type { CommandLine } from './world';

export interface FixedFolders {
  /** As the fixes leave them. */
  readonly folders: readonly Folder[];
  /** Whether a file could not be written. */
  readonly unwritten: boolean;
}

/** Mends the folders on disk, but for what a baseline puts up with, and says on standard error what was done. */
export function fixFolders(
  world: CommandLine,
  folders: readonly Folder[],
  options: FixOptions,
  unrecorded: Unrecorded,
): FixedFolders {
  requireRules(options);
  let unwritten = false;
  const result = folders.map((folder): Folder => {
    const findingsOf = (analysis: Analysis) => unrecorded(folder.name, analysis);
    const fixed = applyFixes(folder.host, folder.analysis, options.rules, findingsOf);
    const failed = new Set<string>();
    for (const [file, text] of fixed.texts) {
      try {
        if (!folder.host.write) throw new Error('this folder cannot be written to');
        folder.host.write(file, folder.analysis.files.text(file), text);
      } catch (error) {
        failed.add(file);
        const path = plainText(pathIn(folder.name, file));
        world.complain(`laravel-k8s: ${path} was not changed: ${plainText((error as Error).message)}\n`);
      }
    }
    unwritten ||= failed.size > 0;
    report(world, folder, fixed, failed);
    return { ...folder, analysis: fixed.analysis };
  });
  return { folders: result, unwritten };
}

function report(world: CommandLine, folder: Folder, { applied, texts }: Fixed, failed: ReadonlySet<string>) {
  for (const { title, files } of applied) {
    if (files.some((file) => failed.has(file))) continue;
    const where = files.map((file) => plainText(pathIn(folder.name, file))).join(', ');
    world.complain(`laravel-k8s: fixed ${where}: ${plainText(title)}\n`);
  }
  if (texts.size === 0) world.complain('laravel-k8s: There was nothing to fix that is safe to fix unseen.\n');
}

/** Prints what `--fix` would change; whether it would change anything. */
export function printFixes(
  world: CommandLine,
  folders: readonly Folder[],
  options: FixOptions,
  unrecorded: Unrecorded,
): boolean {
  requireRules(options);
  let changes = 0;
  let withheld = 0;
  let bare = false;
  for (const { name, host, analysis } of folders) {
    const fixed = applyFixes(host, analysis, options.rules, (each) => unrecorded(name, each));
    const way = sourcePrefix(world.folder, name);
    const prefix = way.startsWith('../') ? '' : way;
    for (const [file, after] of [...fixed.texts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const diff = unifiedDiff({
        path: prefix + file,
        before: analysis.files.text(file),
        after,
        hidesBefore: hiddenLines(analysis.files, file),
        hidesAfter: hiddenLines(fixed.analysis.files, file),
      });
      world.write(diff.text);
      changes++;
      withheld += diff.withheld;
      bare ||= diff.bare;
      if (diff.withheld > 0) {
        const path = plainText(pathIn(name, file));
        world.complain(
          `laravel-k8s: ${path}: ${count(diff.withheld, 'change')} not shown, on lines that may hold a secret; --fix makes them\n`,
        );
      }
    }
  }
  if (bare)
    world.complain(
      'laravel-k8s: Context beside secrets is left out: the diff wants "git apply --unidiff-zero".\n',
    );
  return changes > 0;
}

function requireRules({ rules: wanted }: FixOptions): void {
  const ids = rules.map(({ id }) => id);
  const unknown = wanted.find((rule) => !ids.includes(rule));
  if (unknown !== undefined)
    throw new UsageError(
      `There is no rule "${unknown}".${suggestion(unknown, ids)} "laravel-k8s rules" lists them.`,
    );
}

/** Long runs without a blank may be keys, or parts of one that goes over several lines. */
const KEY_LIKE = /[A-Za-z0-9+/_=-]{40,}|base64:/;

/** What a terminal or the log of a pipeline would obey. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Which lines of a file, counted from 0, a diff must not show. */
function hiddenLines(files: WorkspaceFiles, file: string): (line: number) => boolean {
  const index = new LineIndex(files.text(file) ?? '');
  const dotenv = /(^|\/)\.env($|\.)|\.env$/.test(file);
  return (line) => {
    const text = index.lineText(line);
    if (text.trim() === '') return false;
    // In an env file, what is neither a comment nor begins with a name goes on with a value of several lines.
    if (dotenv && !/^\s*(#|(export\s+)?[\w.]+\s*=)/.test(text)) return true;
    if (KEY_LIKE.test(text) || CONTROL.test(text)) return true;
    const start = index.lineStart(line) + text.search(/[^\s-]|-(?!\s)/);
    return mayShowSecret(files, place(file, start, start), text);
  };
}
