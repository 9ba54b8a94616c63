import { readActionLine } from './actionLine';
import type { Level } from './blockReader';
import type { Cursor } from './cursor';
import { Fault } from './fault';
import { isDash, isWord, nextText } from './lineAhead';
import { looksLikeKey } from './looksLikeKey';
import type { Placeholders } from './placeholders';

/**
 * Moves over lines of a template that stand in a block scalar without being indented like it, to the beginning of the
 * next line. False, and nothing is moved, when the block scalar is over.
 */
export function passActions(cursor: Cursor, indent: number, placeholders: Placeholders): boolean {
  let at = cursor.pos;
  let writes = false;
  while (placeholders.opensAt(cursor.text, at)) {
    const action = readActionLine(cursor.text, at, placeholders);
    if (!action) return false;
    writes ||= action.writes && (action.indent ?? indent) >= indent;
    at = nextText(cursor.text, action.end);
  }
  const next = cursor.copyAt(at);
  if (at === cursor.pos || (!writes && (next.done || next.column < indent))) return false;
  cursor.moveTo(next.lineStart, next.lineStart);
  return true;
}

/**
 * Moves over lines that are not indented enough for the block scalar that they are in, if lines follow that are: a
 * here-document in a script, say, whose lines were moved to the margin. Returns the fault that this is; undefined,
 * and nothing is moved, when the block scalar is over. `again`: it has gone on behind such lines before.
 */
export function passOutdented(
  cursor: Cursor,
  indent: number,
  levels: readonly Level[],
  again: boolean,
): Fault | undefined {
  const { text } = cursor;
  const start = cursor.pos;
  let first: number | undefined;
  for (let at = start; at < text.length; at = nextText(text, cursor.lineEnd(at))) {
    const line = cursor.copyAt(at);
    if (line.column >= indent) {
      first ??= start;
      cursor.moveTo(line.lineStart, line.lineStart);
      return new Fault(
        first,
        cursor.trimmedEnd(first, cursor.lineEnd(first)),
        'This line is not indented like the block of text above it and ends that block, while more of it follows.',
      );
    }
    if (text.charAt(at) === '#') continue;
    if (hasPlace(line, levels)) return undefined;
    // A word may be a key that is being typed.
    if (!again && first === undefined && isWord(text.slice(at, cursor.lineEnd(at)).trimEnd()))
      return undefined;
    first ??= at;
  }
  return undefined;
}

/** Whether a line begins something that has a place at its column. */
function hasPlace({ text, pos, column }: Cursor, levels: readonly Level[]): boolean {
  const there = levels.filter((level) => level.column === column);
  const inMap = there.some(({ kind }) => kind === 'map');
  return there.length > 0 && (isDash(text, pos) || (inMap && looksLikeKey(text, pos)));
}
