import type { Finding } from '../../analysis/finding';
import type { WorkspaceFiles } from '../../build/workspaceFiles';
import { LineIndex } from '../../text/lineIndex';
import type { Place } from '../../text/place';

export interface JsonPosition {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Turns places into paths, lines and columns that count from 1. `prefix` goes before each path. */
export function positions(
  files: WorkspaceFiles,
  prefix = '',
): (at: Place) => JsonPosition & { endLine: number; endColumn: number } {
  const indexes = new Map<string, LineIndex>();
  return (at) => {
    let index = indexes.get(at.file);
    if (!index) indexes.set(at.file, (index = new LineIndex(files.text(at.file) ?? '')));
    const start = index.position(at.span.start);
    const end = index.position(at.span.end);
    return {
      path: prefix + at.file,
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    };
  };
}

/** One finding as docs/json.md describes it, but for its fingerprint, which wants all findings of its folder. */
export function findingJson(finding: Finding, position: ReturnType<typeof positions>) {
  const { path, line, column, endLine, endColumn } = position(finding.at);
  return {
    rule: finding.rule,
    severity: finding.severity,
    certainty: finding.certainty,
    path,
    line,
    column,
    endLine,
    endColumn,
    message: finding.message,
    stacks: finding.stacks,
    related: finding.related.map((related) => {
      const at = position(related.at);
      return { path: at.path, line: at.line, column: at.column, message: related.message };
    }),
    fixes: finding.fixes().map((fix) => fix.title),
  };
}
