import { COLON, CR, HASH, LF, SPACE, TAB, endsLine, endsToken } from './cursor';
import type { Cursor } from './cursor';
import { Fault } from './fault';
import type { RawScalar } from './treeBuilder';
import type { Placeholders } from './placeholders';

/**
 * Reads the first line of a plain scalar in block context. The cursor stops behind it: at the `:` that makes it a
 * key, at a comment, or at the end of the line.
 */
export function readPlainLine(cursor: Cursor, placeholders: Placeholders | undefined): RawScalar {
  const { text } = cursor;
  const start = cursor.pos;
  let end = start;
  let pos = start;
  for (; ; pos++) {
    const code = text.charCodeAt(pos);
    if (code > COLON) {
      if (placeholders?.opensAt(text, pos)) pos = placeholders.end(text, pos) - 1;
      end = pos + 1;
    } else if (code === COLON) {
      if (endsToken(text.charCodeAt(pos + 1))) break;
      end = pos + 1;
    } else if (code === SPACE || code === TAB) {
      continue;
    } else if (code === HASH && pos > start && pos > end) {
      break;
    } else if (endsLine(code)) {
      break;
    } else {
      if (placeholders?.opensAt(text, pos)) pos = placeholders.end(text, pos) - 1;
      end = pos + 1;
    }
  }
  cursor.pos = pos;
  return { start, end, text: text.slice(start, end), style: 'plain' };
}

/**
 * Reads the further lines of a plain scalar whose first line has been read and is no key. `parent` is the column of
 * the collection that the scalar is in: further lines are indented more. With `lenient`, a line that cannot belong to
 * the scalar ends it instead of being a fault.
 */
export function readPlainRest(
  cursor: Cursor,
  first: RawScalar,
  parent: number,
  placeholders: Placeholders | undefined,
  lenient: boolean,
): RawScalar {
  const { text } = cursor;
  let content = first.text;
  let end = first.end;
  while (text.charCodeAt(cursor.pos) === LF || text.charCodeAt(cursor.pos) === CR) {
    const back = cursor.pos;
    const backLine = cursor.lineStart;
    let breaks = 0;
    let tab = -1;
    for (let code = cursor.code(); code === LF || code === CR; code = cursor.code()) {
      cursor.passLineBreak();
      breaks++;
      tab = -1;
      for (code = cursor.code(); code === SPACE || code === TAB; code = cursor.code()) {
        if (code === TAB && tab < 0) tab = cursor.pos;
        cursor.pos++;
      }
    }
    const indent = (tab < 0 ? cursor.pos : tab) - cursor.lineStart;
    const ends = cursor.done || cursor.code() === HASH || cursor.column <= parent;
    if (ends || (lenient && placeholders?.opensAt(text, cursor.pos))) {
      cursor.moveTo(back, backLine);
      break;
    }
    if (indent <= parent) throw new Fault(tab, tab + 1, 'A tab indents this line; YAML takes only spaces.');
    const line = readPlainLine(cursor, placeholders);
    if (cursor.code() === COLON) {
      if (lenient) {
        cursor.moveTo(back, backLine);
        break;
      }
      throw new Fault(
        line.start,
        line.end + 1,
        'This line is indented like a part of the value above it, yet it looks like a key of its own.',
      );
    }
    content += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + line.text;
    end = line.end;
  }
  return end === first.end ? first : { start: first.start, end, text: content, style: 'plain' };
}

/** Throws when no plain scalar of block context can begin at the cursor. */
export function checkPlainStart(cursor: Cursor, placeholders: Placeholders | undefined): void {
  const code = cursor.code();
  // Letters and digits, the common case.
  if ((code > 0x60 && code < 0x7b) || (code > 0x40 && code < 0x5b) || (code > 0x2f && code < COLON)) return;
  const char = cursor.text.charAt(cursor.pos);
  const fault = (message: string, kind?: Fault['kind']) =>
    new Fault(cursor.pos, cursor.trimmedEnd(cursor.pos, cursor.lineEnd()), message, kind);
  if (placeholders?.opensAt(cursor.text, cursor.pos)) return;
  if (',[]{}#&*!|>%@`'.includes(char)) {
    throw fault(
      `A value that begins with "${char}" has to be in quotes.`,
      '[{'.includes(char) ? 'exotic' : 'malformed',
    );
  }
  if (!endsToken(cursor.code(1))) return;
  if (char === '?') throw fault('A "?" stands where a key or a value is expected.', 'exotic');
  if (char === ':') throw fault('Nothing stands before this ":".');
  if (char === '-') throw fault('A list item ("- …") has to begin on a line of its own, below its key.');
}
