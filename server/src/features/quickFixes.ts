import type { Analysis } from '../analysis/analyse';
import { carryOut, type WorkspaceChange } from '../analysis/carryOut';
import type { Finding } from '../analysis/finding';
import type { Fix } from '../rules/rule';
import { LineIndex } from '../text/lineIndex';
import type { TextEdit } from '../text/edit';
import { nodeAt } from '../formats/yaml/walk';

export interface QuickFix {
  readonly title: string;
  readonly finding: Finding;
  readonly preferred: boolean;
  readonly change: WorkspaceChange;
}

/** The fixes of a finding, each as edits of the current texts; those that no longer fit are left out. */
export function quickFixes(analysis: Analysis, finding: Finding): QuickFix[] {
  let preferred = false;
  return finding.fixes().flatMap((fix) => {
    const change = carryOut(fix, analysis.files);
    if (!change || (change.edits.length === 0 && change.creations.length === 0)) return [];
    const first = fix.preferred === true && !preferred;
    preferred ||= first;
    return [{ title: fix.title, finding, preferred: first, change }];
  });
}

/** All fixes of a file that may be applied without looking, as edits that do not meet. */
export function safeFixes(analysis: Analysis, file: string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const finding of analysis.findings) {
    if (finding.at.file !== file) continue;
    const fix = finding.fixes().find((each: Fix) => each.safe === true);
    const change = fix && carryOut(fix, analysis.files);
    if (!change || change.creations.length > 0 || change.edits.some((edit) => edit.file !== file)) continue;
    if (change.edits.some((edit) => edits.some((other) => overlap(edit, other)))) continue;
    edits.push(...change.edits);
  }
  return edits;
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** A comment line above a finding that silences its rule there; undefined where a comment would be part of a text. */
export function suppressLine(analysis: Analysis, finding: Finding): TextEdit | undefined {
  // A comment about a comment is not read as one: mending it is the way.
  if (finding.rule.startsWith('suppression-')) return undefined;
  const { file, span } = finding.at;
  const text = analysis.files.text(file);
  if (text === undefined) return undefined;
  const index = new LineIndex(text);
  const { line } = index.position(span.start);
  const start = index.lineStart(line);
  if (insideText(analysis, file, start)) return undefined;
  const indent = /^[ \t]*/.exec(index.lineText(line))?.[0] ?? '';
  const mark = file.endsWith('.php') ? '//' : '#';
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}${mark} laravel-k8s-disable-next-line ${finding.rule} -- reason${lineBreak}`;
  return { file, span: { start, end: start }, newText };
}

/** Whether a line begins inside a YAML text of several lines. */
function insideText(analysis: Analysis, file: string, offset: number): boolean {
  if (!/\.ya?ml$/i.test(file)) return false;
  for (const document of analysis.files.yaml(file)?.documents ?? []) {
    const node = nodeAt(document, offset)?.nodes.at(-1);
    if (node?.kind === 'scalar' && node.at.span.start < offset && offset < node.at.span.end) return true;
  }
  return false;
}
