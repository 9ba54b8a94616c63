import { CR, LF, SPACE, TAB } from './cursor';
import type { Cursor } from './cursor';
import { Fault } from './fault';
import type { RawScalar } from './treeBuilder';
import type { Placeholders } from './placeholders';

const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKSLASH = 0x5c;

/**
 * Reads a quoted scalar that begins at the cursor, with its further lines, whatever their indentation (as libyaml
 * does). `lineEndsIt` is asked at the beginning of each further line whether the closing quote must have been
 * forgotten.
 */
export function readQuoted(
  cursor: Cursor,
  placeholders: Placeholders | undefined,
  lineEndsIt?: () => boolean,
): RawScalar {
  const { text } = cursor;
  const start = cursor.pos;
  const startLine = cursor.lineStart;
  const quote = text.charCodeAt(start);
  const style = quote === DOUBLE ? 'double' : 'single';
  let content = '';
  /** Where the stretch begins that is still to be added to the content. */
  let from = ++cursor.pos;
  for (;;) {
    const code = text.charCodeAt(cursor.pos);
    if (code === quote) {
      if (quote === SINGLE && text.charCodeAt(cursor.pos + 1) === SINGLE) {
        content += text.slice(from, ++cursor.pos);
        from = ++cursor.pos;
        continue;
      }
      content += text.slice(from, cursor.pos++);
      return { start, end: cursor.pos, text: content, style };
    }
    if (code === BACKSLASH && quote === DOUBLE) {
      content += text.slice(from, cursor.pos) + readEscape(cursor);
      from = cursor.pos;
    } else if (code === LF || code === CR) {
      content += text.slice(from, blanksBefore(text, from, cursor.pos)) + foldBreaks(cursor);
      from = cursor.pos;
      if (lineEndsIt?.()) break;
    } else if (placeholders?.opensAt(text, cursor.pos)) {
      cursor.pos = placeholders.end(text, cursor.pos);
    } else if (cursor.done) {
      break;
    } else {
      cursor.pos++;
    }
  }
  cursor.moveTo(start, startLine);
  throw new Fault(start, cursor.lineEnd(start), 'The closing quote is missing.');
}

function blanksBefore(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && (text.charCodeAt(end - 1) === SPACE || text.charCodeAt(end - 1) === TAB)) end--;
  return end;
}

/** Moves over line breaks and the white space around them; what they amount to: a space, or one break less. */
function foldBreaks(cursor: Cursor): string {
  let breaks = 0;
  for (let code = cursor.code(); code === LF || code === CR; code = cursor.code()) {
    cursor.passLineBreak();
    breaks++;
    skipBlanks(cursor);
  }
  return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.code() === SPACE || cursor.code() === TAB) cursor.pos++;
}

/** The escapes of go-yaml v2 (`scannerc.go`), which knows no `\/`. */
const escapes: Readonly<Record<string, string>> = {
  __proto__: null as never,
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

const hexLengths: Readonly<Record<string, number>> = { __proto__: null as never, x: 2, u: 4, U: 8 };

function readEscape(cursor: Cursor): string {
  const start = cursor.pos;
  const name = cursor.text.charAt(start + 1);
  if (name === '\n' || name === '\r') {
    cursor.pos++;
    cursor.passLineBreak();
    skipBlanks(cursor);
    const more = cursor.code() === LF || cursor.code() === CR ? foldBreaks(cursor) : '';
    return more === ' ' ? '\n' : more && `${more}\n`;
  }
  const simple = escapes[name];
  if (simple !== undefined) {
    cursor.pos += 2;
    return simple;
  }
  const length = hexLengths[name];
  const digits = length === undefined ? '' : cursor.text.slice(start + 2, start + 2 + length);
  const code = digits.length === length && /^[\da-f]+$/i.test(digits) ? parseInt(digits, 16) : Infinity;
  if (code > 0x10ffff) {
    throw new Fault(start, start + 2, 'This backslash sequence means nothing in double quotes.');
  }
  cursor.pos = start + 2 + (length ?? 0);
  return String.fromCodePoint(code);
}
