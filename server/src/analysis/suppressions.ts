import type { WorkspaceFiles } from '../build/workspaceFiles';
import { LineIndex } from '../text/lineIndex';
import type { Finding } from './finding';

/** `laravel-k8s-disable-next-line rule -- reason`, `…-line` behind what it is about, or `…-file` anywhere. */
const COMMENT = /(?:#|\/\/|\/\*)\s*laravel-k8s-disable(-next-line|-line|-file)(?:[ \t]+([^\r\n]*))?/g;

interface Suppression {
  readonly line: number | 'file';
  /** Empty: every rule. */
  readonly rules: readonly string[];
}

/** The annotation that exempts an object from a rule; its value is the reason. */
const ANNOTATION = 'ignore-check.laravel-k8s/';

/** Findings without those that a comment in their file, or an annotation of their object, asks not to be shown. */
export function withoutSuppressed(findings: readonly Finding[], files: WorkspaceFiles): Finding[] {
  const known = new Map<string, { index: LineIndex; suppressions: readonly Suppression[] }>();
  return findings.filter((finding) => {
    const { file, span } = finding.at;
    let own = known.get(file);
    if (!own) {
      const text = files.text(file) ?? '';
      const index = new LineIndex(text);
      known.set(file, (own = { index, suppressions: suppressionsOf(text, index) }));
    }
    const { line } = own.index.position(span.start);
    if (isExempt(finding, files)) return false;
    return !own.suppressions.some(
      (each) =>
        (each.line === 'file' || each.line === line) &&
        (each.rules.length === 0 || each.rules.includes(finding.rule)),
    );
  });
}

function isExempt({ at, rule }: Finding, files: WorkspaceFiles): boolean {
  if (!/\.ya?ml$/i.test(at.file)) return false;
  return files
    .objects(at.file)
    .some(
      (object) =>
        object.annotations.has(ANNOTATION + rule) &&
        object.at.span.start <= at.span.start &&
        at.span.end <= object.at.span.end,
    );
}

function suppressionsOf(text: string, index: LineIndex): Suppression[] {
  if (!text.includes('laravel-k8s-disable')) return [];
  return [...text.matchAll(COMMENT)].map((match) => {
    const { line } = index.position(match.index);
    const rules = (match[2] ?? '')
      .split('--')[0]
      ?.replace(/\*\/.*$/, '')
      .split(/[\s,]+/)
      .filter((rule) => rule !== '');
    const where = match[1] === '-next-line' ? line + 1 : match[1] === '-line' ? line : 'file';
    return { line: where, rules: rules ?? [] };
  });
}
