import type { Cursor } from './cursor';
import { endsLine, endsToken } from './cursor';
import { looksLikeKey } from './looksLikeKey';

/** What {@link TolerantReader} asks about lines before it decides what a faulty one can be. */

/** A cursor at the next content below the line of a cursor. */
export function lineBelow(cursor: Cursor): Cursor {
  return cursor.copyAt(nextContent(cursor.text, cursor.lineEnd()));
}

/** The line from the cursor on, without a comment. */
export function restOfLine(cursor: Cursor): string {
  return cursor.text
    .slice(cursor.pos, cursor.lineEnd())
    .replace(/\s#.*$/, '')
    .trimEnd();
}

/** Whether the line at the cursor is text that neither begins a collection nor is one. */
export function beginsText(cursor: Cursor): boolean {
  const first = cursor.text.charAt(cursor.pos);
  return !cursor.atDash() && !'[{"\'|>&!*'.includes(first) && !looksLikeKey(cursor.text, cursor.pos);
}

/** Whether a list item or a pair begins at the cursor. */
export function beginsStructure(cursor: Cursor): boolean {
  return !cursor.done && (cursor.atDash() || looksLikeKey(cursor.text, cursor.pos));
}

/** Whether a text is one word, such as a key that is being typed. */
export function isWord(text: string): boolean {
  return /^[A-Za-z_][\w./-]*$/.test(text);
}

/** Whether a list item begins at an offset. */
export function isDash(text: string, at: number): boolean {
  return text.charAt(at) === '-' && endsToken(text.charCodeAt(at + 1));
}

/** The next line that is not blank, behind the end of a line. */
export function nextText(text: string, lineEnd: number): number {
  let at = lineEnd;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

/** The next line that is neither blank nor a comment, behind the end of a line. */
function nextContent(text: string, lineEnd: number): number {
  let at = nextText(text, lineEnd);
  while (text.charAt(at) === '#') {
    while (!endsLine(text.charCodeAt(at))) at++;
    at = nextText(text, at);
  }
  return at;
}
