import { styleText } from 'node:util';
import { mayShowSecret } from '../../analysis/secretLines';
import type { Finding } from '../../analysis/finding';
import type { WorkspaceFiles } from '../../build/workspaceFiles';
import type { Severity } from '../../rules/rule';
import { LineIndex } from '../../text/lineIndex';
import { plainText } from '../plainText';
import { findingJson, positions } from './checkJson';
import { details } from './details';
import { asPrefix } from './report';

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
  const position = positions(files, style.folder === '' ? '' : asPrefix(style.folder));
  const lines: string[] = [];
  let file: string | undefined;
  for (const finding of findings) {
    const reported = findingJson(finding, position);
    const { path, line, column, severity, rule, message } = reported;
    if (path !== file) lines.push('', paint('underline', plainText(path)));
    file = path;
    lines.push(
      `  ${paint('dim', `${line}:${column}`)}  ${paint(COLOURS[severity], severity)}  ${paint('dim', rule)}`,
    );
    lines.push(...wrap(plainText(message), 100).map((text) => `    ${text}`));
    lines.push(...excerpt(finding, files, paint));
    for (const { kind, text } of details(reported))
      lines.push(paint(kind === 'fix' ? 'green' : 'dim', `    ${text}`));
    lines.push('');
  }
  return lines.length === 0 ? '' : `${lines.slice(1).join('\n')}\n`;
}

export function painter({ colours }: TextStyle): (style: Style, text: string) => string {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

function excerpt(
  finding: Finding,
  files: WorkspaceFiles,
  paint: (style: Style, text: string) => string,
): string[] {
  const index = new LineIndex(files.text(finding.at.file) ?? '');
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
