import { styleText } from 'node:util';
import { mayShowSecret } from '../../analysis/secretLines';
import type { Finding } from '../../analysis/finding';
import type { WorkspaceFiles } from '../../build/workspaceFiles';
import type { Severity } from '../../rules/rule';
import { LineIndex } from '../../text/lineIndex';
import type { Place } from '../../text/place';
import { plainText } from '../plainText';

type Style = Parameters<typeof styleText>[0];

export interface TextStyle {
  /** Whether the reader is a terminal that shows colours. */
  readonly colours: boolean;
  /** How the folder is written in front of paths: '' for the current one. */
  readonly folder: string;
}

const COLOURS: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', information: 'cyan' };

/** Findings as people read them: by file, each with its line, carets below it, and what belongs to it. */
export function checkText(findings: readonly Finding[], files: WorkspaceFiles, style: TextStyle): string {
  const paint = painter(style);
  const lines: string[] = [];
  let file: string | undefined;
  const indexes = new Map<string, LineIndex>();
  const index = (path: string): LineIndex => {
    const known = indexes.get(path) ?? new LineIndex(files.text(path) ?? '');
    indexes.set(path, known);
    return known;
  };
  const where = (at: Place): string => {
    const { line, column } = index(at.file).position(at.span.start);
    return `${plainText(shown(at.file, style))}:${line + 1}:${column + 1}`;
  };
  for (const finding of findings) {
    if (finding.at.file !== file) {
      file = finding.at.file;
      lines.push('', paint('underline', plainText(shown(file, style))));
    }
    const { line, column } = index(file).position(finding.at.span.start);
    const head = `${paint('dim', `${line + 1}:${column + 1}`)}  ${paint(COLOURS[finding.severity], finding.severity)}  ${paint('dim', finding.rule)}`;
    lines.push(`  ${head}`);
    lines.push(...wrap(plainText(finding.message), 100).map((text) => `    ${text}`));
    lines.push(...excerpt(finding, index(file), files, paint));
    for (const related of finding.related) {
      lines.push(paint('dim', `    ↳ ${where(related.at)}  ${plainText(related.message)}`));
    }
    if (finding.stacks.length > 1) lines.push(paint('dim', `    in ${plainText(finding.stacks.join(', '))}`));
    const titles = finding.fixes().map((fix) => plainText(fix.title));
    if (titles[0] !== undefined) lines.push(paint('green', `    fix: ${titles[0]}`));
    lines.push(...titles.slice(1).map((title) => paint('green', `     or: ${title}`)));
    lines.push('');
  }
  return lines.length === 0 ? '' : `${lines.slice(1).join('\n')}\n`;
}

export function painter({ colours }: TextStyle): (style: Style, text: string) => string {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

function shown(file: string, { folder }: TextStyle): string {
  return folder === '' ? file : `${folder.replace(/\/+$/, '')}/${file}`;
}

function excerpt(
  finding: Finding,
  index: LineIndex,
  files: WorkspaceFiles,
  paint: (style: Style, text: string) => string,
): string[] {
  const { line, column } = index.position(finding.at.span.start);
  const text = index.lineText(line);
  if (text.trim() === '' || text.length > 300 || mayShowSecret(files, finding.at, text)) return [];
  const end = index.position(finding.at.span.end);
  const stop = end.line === line ? end.column : text.length;
  const before = plainText(text.slice(0, column));
  const marked = plainText(text.slice(column, stop));
  const after = plainText(text.slice(stop));
  const carets = '^'.repeat(Math.max(1, marked.length));
  return [
    paint('dim', `    │ ${before}${marked}${after}`),
    `    ${paint('dim', '│')} ${' '.repeat(before.length)}${paint(COLOURS[finding.severity], carets)}`,
  ];
}

/** Breaks a text at blanks so that no line is longer than `width`, but for single words. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
