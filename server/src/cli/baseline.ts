import {
  againstBaseline,
  parseBaseline,
  writeBaseline,
  type Baselined,
  type BaselineEntry,
} from '../analysis/baseline';
import type { Analysis } from '../analysis/analyse';
import type { Finding } from '../analysis/finding';
import { fingerprints } from '../analysis/fingerprint';
import type { Folder } from './analyseFolders';
import { UsageError, type Arguments } from './arguments';
import { asPrefix, count } from './output/report';
import { plainText } from './plainText';
import type { CommandLine } from './world';

/** Where `--update-baseline` writes when no file is named. */
export const BASELINE_FILE = '.laravel-k8s-baseline.json';

/** The findings of a folder that a baseline does not record, or not as grave as they are. */
export type Unrecorded = (folder: string, analysis: Analysis) => readonly Finding[];

/** Those of the baseline of the command line, as it is now; without one, all are unrecorded. */
export function unrecorded(world: CommandLine, args: Arguments, folders: readonly Folder[]): Unrecorded {
  const { baseline, updateBaseline } = args;
  if (baseline === undefined && !updateBaseline) return (_, { findings }) => findings;
  const entries = readEntries(world, baseline ?? BASELINE_FILE, updateBaseline);
  const several = folders.length > 1;
  return (folder, { findings, files }) =>
    againstBaseline(findings, fingerprints(findings, files, several ? asPrefix(folder) : ''), entries).shown;
}

/** What a baseline makes of the folders, with the sentences that say so. */
export interface Hidden {
  readonly folders: readonly Folder[];
  readonly notes: readonly string[];
}

/**
 * The folders without the findings that the baseline of the command line records; with `--update-baseline` those that
 * there are now are recorded first. `complete`: whether everything was read and judged; else nothing is recorded, for
 * what is missing would count as mended.
 */
export function withBaseline(
  world: CommandLine,
  { baseline, updateBaseline }: Arguments,
  folders: readonly Folder[],
  complete: boolean,
): Hidden {
  if (baseline === undefined && !updateBaseline) return { folders, notes: [] };
  const file = baseline ?? BASELINE_FILE;
  const several = folders.length > 1;
  const known = folders.map((folder) => ({
    ...folder,
    fingerprints: fingerprints(
      folder.analysis.findings,
      folder.analysis.files,
      several ? asPrefix(folder.name) : '',
    ),
  }));
  const before = readEntries(world, file, updateBaseline);
  const notes: string[] = [];
  let entries = before;
  if (updateBaseline && complete) {
    entries = known.flatMap((folder) => entriesOf(folder, several ? asPrefix(folder.name) : ''));
    save(world, file, entries);
    notes.push(updated(file, before, entries));
  } else if (updateBaseline) {
    notes.push(`"${file}" stays as it is, because not everything could be read and judged.`);
  }
  const parted = known.map((folder) =>
    againstBaseline(folder.analysis.findings, folder.fingerprints, entries),
  );
  notes.push(...inWords(file, entries, parted));
  return {
    folders: known.map((folder, order) => ({
      ...folder,
      analysis: { ...folder.analysis, findings: parted[order]?.shown ?? [] },
    })),
    notes,
  };
}

function entriesOf(folder: Folder & Required<Pick<Folder, 'fingerprints'>>, prefix: string): BaselineEntry[] {
  return folder.analysis.findings.map((finding) => ({
    fingerprint: folder.fingerprints.get(finding) ?? '',
    rule: finding.rule,
    path: prefix + finding.at.file,
    severity: finding.severity,
    message: finding.message,
  }));
}

function readEntries(world: CommandLine, file: string, mayBeMissing: boolean): readonly BaselineEntry[] {
  let text: string;
  try {
    text = world.read(file);
  } catch (error) {
    if (mayBeMissing) return [];
    throw new UsageError(`${(error as Error).message} "--update-baseline" writes a baseline.`);
  }
  const entries = parseBaseline(text);
  if (entries) return entries;
  throw new UsageError(`"${file}" is no baseline that "laravel-k8s check --update-baseline" wrote.`);
}

function save(world: CommandLine, file: string, entries: readonly BaselineEntry[]): void {
  try {
    world.save(file, writeBaseline(entries));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function updated(file: string, before: readonly BaselineEntry[], after: readonly BaselineEntry[]): string {
  const old = new Set(before.map(({ fingerprint }) => fingerprint));
  const now = new Set(after.map(({ fingerprint }) => fingerprint));
  const added = [...now].filter((each) => !old.has(each)).length;
  const gone = [...old].filter((each) => !now.has(each)).length;
  return `Wrote ${plainText(file)}: ${count(after.length, 'finding')}, ${added} new, ${gone} gone.`;
}

/** No more entries than this are named. */
const MOST_NAMED = 5;

function inWords(file: string, entries: readonly BaselineEntry[], parted: readonly Baselined[]): string[] {
  const hidden = parted.reduce((sum, each) => sum + each.hidden.length, 0);
  const idle = entries.filter((entry) => !parted.some(({ met }) => met.has(entry)));
  const notes =
    hidden === 0 ? [] : [`Not shown: ${count(hidden, 'finding')} that ${plainText(file)} records.`];
  if (idle.length === 0) return notes;
  const named = idle.slice(0, MOST_NAMED).map(({ path, rule }) => `${plainText(path)} ${plainText(rule)}`);
  const more = idle.length > named.length ? [`and ${idle.length - named.length} more`] : [];
  const one = idle.length === 1;
  return [
    ...notes,
    `${count(idle.length, 'finding')} that it records ${one ? 'is' : 'are'} gone: ${[...named, ...more].join(', ')}. "--update-baseline" takes ${one ? 'it' : 'them'} out.`,
  ];
}
