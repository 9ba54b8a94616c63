import { GRAVITY } from '../../analysis/finding';
import { fingerprints } from '../../analysis/fingerprint';
import { summarise, type Summary } from '../../analysis/summary';
import type { Severity } from '../../rules/rule';
import type { Folder } from '../analyseFolders';
import { findingJson, positions } from './checkJson';
import { sessionRows, type SessionRow } from './sessionRows';

/** A finding with lines and columns instead of offsets, and all that a report may say of it. */
export type ReportedFinding = ReturnType<typeof findingJson> & {
  /** By which the finding is known again in another report. */
  readonly fingerprint: string;
};

/** What all reports of `check` are made of; `check --format json` is this and nothing else. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly sessions: readonly SessionRow[];
  readonly summary: Summary;
}

/** How the path of a folder goes before the paths of its files: '' or with a `/` at its end. */
export type PrefixOf = (folder: string) => string;

/** The report of all folders; fingerprints are the same whatever goes before the paths. */
export function reportOf(folders: readonly Folder[], prefixOf: PrefixOf): Report {
  const several = folders.length > 1;
  return {
    findings: folders.flatMap(({ name, analysis, fingerprints: known }) => {
      const position = positions(analysis.files, prefixOf(name));
      const prints = known ?? fingerprints(analysis.findings, analysis.files, several ? asPrefix(name) : '');
      return analysis.findings.map((finding) => ({
        ...findingJson(finding, position),
        fingerprint: prints.get(finding) ?? '',
      }));
    }),
    sessions: folders.flatMap(({ name, analysis }) => sessionRows(analysis, several ? asPrefix(name) : '')),
    summary: folders
      .map(({ analysis }) => summarise(analysis.findings, analysis.counts))
      .reduce(add, NOTHING),
  };
}

/** A folder's name as what goes before paths in it. */
export function asPrefix(folder: string): string {
  return `${folder.replace(/\/+$/, '')}/`;
}

/** Whether a severity is that grave, or graver. */
export function reaches(severity: Severity, least: Severity): boolean {
  return GRAVITY[severity] >= GRAVITY[least];
}

/** The gravest first, for readers that show only the first few; otherwise in the order of the report. */
export function worstFirst(findings: readonly ReportedFinding[]): ReportedFinding[] {
  return [...findings].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity]);
}

/** `1 error, 2 warnings, 0 information`. */
export function countsInWords({ errors, warnings, information }: Summary): string {
  return `${count(errors, 'error')}, ${count(warnings, 'warning')}, ${information} information`;
}

/** The line below a report that people read. */
export function summaryLine(summary: Summary): string {
  const { files, workloads, errors, warnings, information } = summary;
  const seen = `${count(files, 'file')} read, ${count(workloads, 'Laravel workload')}`;
  if (errors + warnings + information === 0) return `Nothing to report. ${seen}.`;
  return `${countsInWords(summary)}. ${seen}.`;
}

/** `1 error`, `2 errors`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

const NOTHING: Summary = { files: 0, stacks: 0, workloads: 0, errors: 0, warnings: 0, information: 0 };

function add(a: Summary, b: Summary): Summary {
  return {
    files: a.files + b.files,
    stacks: a.stacks + b.stacks,
    workloads: a.workloads + b.workloads,
    errors: a.errors + b.errors,
    warnings: a.warnings + b.warnings,
    information: a.information + b.information,
  };
}
