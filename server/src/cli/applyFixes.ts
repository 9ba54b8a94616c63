import { analyse, type Analysis } from '../analysis/analyse';
import { carryOut, type WorkspaceChange } from '../analysis/carryOut';
import type { Finding } from '../analysis/finding';
import type { WorkspaceHost } from '../analysis/workspaceHost';
import type { Fix } from '../rules/rule';
import { applyEdits, type TextEdit } from '../text/edit';

/** A fix may make another one possible; fixes that went round in a circle would never come to an end. */
const ROUNDS = 10;

export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
  /** The files that it changes or makes. */
  readonly files: readonly string[];
}

export interface Fixed {
  /** What there is to say of the files as the fixes leave them. */
  readonly analysis: Analysis;
  readonly applied: readonly AppliedFix[];
  /** Path → the text after all fixes, of those files alone that differ. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Applies the fixes that are safe to apply unseen, and the preferred ones of `rules`, until there are none left. Of fixes
 * that would change the same stretch of a file the first is applied, and the others are looked at anew. Nothing is written.
 * `findingsOf`: those findings that are to be mended.
 */
export function applyFixes(
  host: WorkspaceHost,
  original: Analysis,
  rules: readonly string[],
  findingsOf: (analysis: Analysis) => readonly Finding[],
): Fixed {
  const texts = new Map<string, string>();
  const applied: AppliedFix[] = [];
  let analysis = original;
  for (let round = 0; round < ROUNDS; round++) {
    const changes = changesOf(analysis, findingsOf(analysis), rules);
    if (changes.length === 0) break;
    for (const { fix, rule, change } of changes) {
      const files = [...change.edits, ...change.creations].map(({ file }) => file);
      applied.push({ rule, title: fix.title, files: [...new Set(files)] });
      for (const { file, text } of change.creations) texts.set(file, text);
    }
    const edits = changes.flatMap(({ change }) => change.edits);
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const own = edits.filter((edit) => edit.file === file);
      texts.set(file, applyEdits(analysis.files.text(file) ?? '', own));
    }
    analysis = analyse(withTexts(host, texts));
  }
  for (const [file, text] of texts) if (original.files.text(file) === text) texts.delete(file);
  return { analysis, applied, texts };
}

interface Chosen {
  readonly rule: string;
  readonly fix: Fix;
  readonly change: WorkspaceChange;
}

/** The fixes of one round: no two of them meet. */
function changesOf({ files }: Analysis, findings: readonly Finding[], rules: readonly string[]): Chosen[] {
  const chosen: Chosen[] = [];
  for (const finding of findings) {
    const fix = fixOf(finding, rules);
    const change = fix && carryOut(fix, files);
    if (!change || change.edits.length + change.creations.length === 0) continue;
    if (!chosen.some((other) => meet(other.change, change))) chosen.push({ rule: finding.rule, fix, change });
  }
  return chosen;
}

function fixOf(finding: Finding, rules: readonly string[]): Fix | undefined {
  const fixes = finding.fixes();
  return (
    fixes.find(({ safe }) => safe === true) ??
    (rules.includes(finding.rule) ? fixes.find(({ preferred }) => preferred === true) : undefined)
  );
}

function meet(a: WorkspaceChange, b: WorkspaceChange): boolean {
  return (
    a.edits.some((edit) => b.edits.some((other) => edit.file === other.file && overlap(edit, other))) ||
    a.creations.some(({ file }) => b.creations.some((other) => other.file === file))
  );
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** The folder with some texts in place of the disk's. */
function withTexts(host: WorkspaceHost, texts: ReadonlyMap<string, string>): WorkspaceHost {
  return {
    ...host,
    list: () => {
      const listing = host.list();
      return { ...listing, paths: [...new Set([...listing.paths, ...texts.keys()])].sort() };
    },
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? host.read(path) : { text };
    },
  };
}
