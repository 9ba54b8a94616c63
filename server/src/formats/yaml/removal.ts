import type { TextEdit } from '../../text/edit';
import { beginsLine, lineEnd, lineStart, nextContent, nextLine, ownPairs, pairEnd } from './nodeText';
import type { Entry } from './nodeText';
import type { YamlMap, YamlPair, YamlSequence } from './tree';

/**
 * Removes a pair with its value, and a comment behind it on its line. Comments on lines of their own stay. A map that
 * loses its only pair becomes `{}`. Undefined when the pair is not written in the map itself.
 */
export function removePair(text: string, map: YamlMap, pair: YamlPair): TextEdit | undefined {
  const pairs = ownPairs(map);
  const index = pairs.indexOf(pair);
  if (index < 0) return undefined;
  const entries = pairs.map((each, i) => ({
    start: i === 0 && !map.flow ? map.at.span.start : each.key.at.span.start,
    end: pairEnd(text, each),
  }));
  return remove(text, map, entries, index);
}

function remove(
  text: string,
  collection: YamlMap | YamlSequence,
  entries: readonly Entry[],
  index: number,
): TextEdit | undefined {
  const entry = entries[index];
  if (!entry) return undefined;
  const edit = (start: number, end: number, newText = '') => ({
    file: collection.at.file,
    span: { start, end },
    newText,
  });
  const next = entries[index + 1];
  const previous = entries[index - 1];
  if (collection.flow) {
    const neighbour = next ?? previous;
    const between = next ? text.slice(entry.end, next.start) : text.slice(previous?.end, entry.start);
    if (!neighbour) return edit(entry.start, entry.end);
    // A comment between two entries stays; a comma may stand behind the last entry.
    if (between.includes('#')) return edit(entry.start, next ? commaEnd(text, entry.end) : entry.end);
    return next ? edit(entry.start, next.start) : edit(neighbour.end, entry.end);
  }
  if (!next && !previous) return emptied(text, collection, entry);
  if (beginsLine(text, entry.start)) return wholeLines(text, collection, entry);
  // The first entry of a collection that begins behind a dash: what follows moves up.
  const comment = text.indexOf('#', lineEnd(text, entry.end));
  const until = next && comment >= 0 && comment < next.start ? comment : (next?.start ?? entry.end);
  return edit(entry.start, until);
}

function commaEnd(text: string, from: number): number {
  const comma = nextContent(text, from);
  return text.charAt(comma) === ',' ? comma + 1 : from;
}

function wholeLines(text: string, collection: YamlMap | YamlSequence, entry: Entry): TextEdit {
  const { file } = collection.at;
  const start = lineStart(text, entry.start);
  const last = lineEnd(text, entry.end);
  const end = nextLine(text, last);
  if (end > last || start === 0) return { file, span: { start, end }, newText: '' };
  // The last line of a file without a line break at its end: the break before goes instead.
  const before = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  return { file, span: { start: before, end }, newText: '' };
}

/** What becomes of a block collection that loses its only entry: `key: {}`, or `{}` in its place. */
function emptied(text: string, collection: YamlMap | YamlSequence, entry: Entry): TextEdit {
  const { file, span } = collection.at;
  const empty = collection.kind === 'map' ? '{}' : '[]';
  let colon = span.start;
  while (colon > 0 && ' \t\r\n'.includes(text.charAt(colon - 1))) colon--;
  // What looks like a key may be the end of a comment.
  const below =
    text.charAt(colon - 1) === ':' && !/(?:^|\s)#/.test(text.slice(lineStart(text, colon), colon));
  return below
    ? { file, span: { start: colon, end: entry.end }, newText: ` ${empty}` }
    : { file, span: { start: span.start, end: entry.end }, newText: empty };
}
