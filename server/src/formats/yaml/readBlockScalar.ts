import { CR, HASH, LF, SPACE, TAB, endsLine } from './cursor';
import type { Cursor } from './cursor';
import { Fault } from './fault';
import type { RawScalar } from './treeBuilder';

export interface RawBlockScalar extends RawScalar {
  /** The column where its lines begin; 0 when it has none. */
  readonly indent: number;
}

/**
 * Reads a literal (`|`) or folded (`>`) scalar that begins at the cursor, in a collection at column `parent`. The
 * cursor stops at the beginning of the line that is no part of it.
 *
 * The content is that of libyaml's `yaml_parser_scan_block_scalar`; the end of the text counts as a line break. The
 * span leaves out the line break and the blank lines at the end. `passesOver` is asked at each line that is not
 * indented enough and may move the cursor over lines that stand for unknown text.
 */
export function readBlockScalar(
  cursor: Cursor,
  parent: number,
  passesOver?: (indent: number) => boolean,
): RawBlockScalar {
  const start = cursor.pos;
  const style = cursor.text.charAt(start) === '|' ? 'literal' : 'folded';
  const { chomping, increment } = readHeader(cursor);
  let end = cursor.trimmedEnd(start, cursor.pos);
  cursor.pos = cursor.lineEnd();
  cursor.passLineBreak();

  const least = Math.max(parent, 0);
  let indent = increment > 0 ? least + increment : 0;
  let content = '';
  let lineBreak = '';
  let blankLines = readBlankLines(cursor, indent);
  if (indent === 0) indent = Math.max(blankLines.column, parent + 1, 1);
  let afterIndented = false;
  while (!cursor.done) {
    if (cursor.column !== indent) {
      if (!passesOver?.(indent)) break;
      blankLines = joined(blankLines, readBlankLines(cursor, indent));
      continue;
    }
    const indented = cursor.code() === SPACE || cursor.code() === TAB;
    if (style === 'folded' && lineBreak && !afterIndented && !indented) {
      if (blankLines.count === 0) content += ' ';
    } else {
      content += lineBreak;
    }
    content += '\n'.repeat(blankLines.count);
    const from = cursor.pos;
    cursor.pos = cursor.lineEnd();
    content += cursor.text.slice(from, cursor.pos);
    const trimmed = cursor.trimmedEnd(from, cursor.pos);
    if (trimmed > from) end = trimmed;
    afterIndented = indented;
    lineBreak = '\n';
    cursor.passLineBreak();
    blankLines = readBlankLines(cursor, indent);
  }
  if (!cursor.done || cursor.pos !== cursor.lineStart) cursor.pos = cursor.lineStart;
  if (chomping !== '-') content += lineBreak;
  if (chomping === '+') content += '\n'.repeat(blankLines.count);
  return { start, end, text: content, style, indent: lineBreak ? indent : 0 };
}

function readHeader(cursor: Cursor): { chomping: string; increment: number } {
  const start = cursor.pos++;
  let chomping = '';
  let increment = 0;
  for (;;) {
    const char = cursor.text.charAt(cursor.pos);
    if (!chomping && (char === '+' || char === '-')) chomping = char;
    else if (!increment && char >= '1' && char <= '9') increment = Number(char);
    else break;
    cursor.pos++;
  }
  const end = cursor.pos;
  while (cursor.code() === SPACE || cursor.code() === TAB) cursor.pos++;
  if (!endsLine(cursor.code()) && cursor.code() !== HASH) {
    throw new Fault(start, cursor.lineEnd(), 'Behind "|" or ">" the text has to begin on the next line.');
  }
  cursor.pos = end;
  return { chomping, increment };
}

interface BlankLines {
  count: number;
  /** The largest column that was reached: what decides the indentation when it is not known yet (0). */
  column: number;
}

/** Moves over lines of spaces, and to column `indent` of the line behind them or to its content. */
function readBlankLines(cursor: Cursor, indent: number): BlankLines {
  let count = 0;
  let column = 0;
  for (;;) {
    while (cursor.code() === SPACE && (indent === 0 || cursor.column < indent)) cursor.pos++;
    column = Math.max(column, cursor.column);
    const code = cursor.code();
    if (code === TAB && (indent === 0 || cursor.column < indent)) {
      if (!isBlankLine(cursor)) {
        throw new Fault(cursor.pos, cursor.pos + 1, 'A tab indents this line; YAML takes only spaces.');
      }
      cursor.pos = cursor.lineEnd();
    } else if (code !== LF && code !== CR) {
      return { count, column };
    }
    cursor.passLineBreak();
    count++;
  }
}

function isBlankLine(cursor: Cursor): boolean {
  return cursor.trimmedEnd(cursor.pos, cursor.lineEnd()) === cursor.pos;
}

function joined(a: BlankLines, b: BlankLines): BlankLines {
  return { count: a.count + b.count, column: Math.max(a.column, b.column) };
}
