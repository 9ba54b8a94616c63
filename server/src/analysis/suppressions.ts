import type { WorkspaceFiles } from '../build/workspaceFiles';
import { LineIndex } from '../text/lineIndex';
import type { Finding } from './finding';

/** `laravel-k8s-disable-next-line rule -- reason`; without `-next-line` or `-line` the whole file is meant. */
const COMMENT = /(?:#|\/\/|\/\*)\s*laravel-k8s-disable(-next-line|-line)?(?:[ \t]+([^\r\n]*))?/g;

interface Suppression {
  readonly line: number | 'file';
  /** Empty: every rule. */
  readonly rules: readonly string[];
}

/** Findings without those that a comment in their file asks not to be shown. */
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
    return !own.suppressions.some(
      (each) =>
        (each.line === 'file' || each.line === line) &&
        (each.rules.length === 0 || each.rules.includes(finding.rule)),
    );
  });
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
