import type { TextEdit } from '../../text/edit';
import {
  colonEnd,
  insertionPoint,
  itemEntries,
  lineBreakOf,
  lineEnd,
  lineStart,
  nextContent,
  ownPairs,
  pairEnd,
} from './nodeText';
import { parseYaml } from './parseYaml';
import { renderScalar } from './renderScalar';
import type { ScalarValue } from './renderScalar';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from './tree';
import { toData } from './walk';

/** What is inserted: a scalar, or the lines of a block, whose indentation counts from their first line. */
export type NewValue = ScalarValue | { readonly lines: readonly string[] };

/**
 * Adds a pair to a map, behind the pair with the key `after` or else as the last one. `text` is the text of the file
 * that the map stands in. A map `{}` behind a key becomes a block; in any other map in brackets the pair is written in
 * brackets as well.
 */
export function insertPair(
  text: string,
  map: YamlMap,
  key: string,
  value: NewValue,
  { after }: { after?: string } = {},
): TextEdit {
  const pairs = ownPairs(map);
  const named = pairs.findLast((pair) => pair.key.text === after);
  const previous = named ?? pairs.at(-1);
  if (map.flow) {
    const opened = previous ? undefined : openedBlock(text, map);
    if (opened) return opened.edit(pairLines(key, value, opened.indent));
    const written = `${renderScalar(key, { inFlow: true })}: ${flowValue(value)}`;
    return inBrackets(map, written, previous && pairEnd(text, previous));
  }
  const last = previous && pairEnd(text, previous);
  // A merge key may stand behind the last pair, and what stands below it wins.
  const end = named && last !== undefined ? last : map.at.span.end;
  return block(text, map, pairLines(key, value, map.indent), end, end === last ? previous?.value : undefined);
}

/** Adds an item at the end of a sequence. `lines` are those of the item without its dash. */
export function appendItem(text: string, sequence: YamlSequence, value: NewValue): TextEdit {
  const last = itemEntries(text, sequence).at(-1);
  if (sequence.flow) {
    const opened = last ? undefined : openedBlock(text, sequence);
    if (opened) return opened.edit(itemLines(value, opened.indent));
    return inBrackets(sequence, flowValue(value), last?.end);
  }
  const end = last?.end ?? sequence.at.span.end;
  return block(text, sequence, itemLines(value, sequence.indent), end, sequence.items.at(-1));
}

/**
 * Gives a pair another value, whatever it has been: a scalar, a collection, or nothing. An anchor or a tag before the
 * old value goes with it; a comment behind the key stays.
 */
export function replaceValue(text: string, map: YamlMap, pair: YamlPair, value: NewValue): TextEdit {
  const { file } = map.at;
  const keyEnd = pair.key.at.span.end;
  const start = colonEnd(text, keyEnd);
  const span = { start, end: Math.max(start, pairEnd(text, pair)) };
  if (map.flow) return { file, span, newText: `${start === keyEnd ? ':' : ''} ${flowValue(value)}` };
  const keyLine = text.slice(start, lineEnd(text, start));
  const isBelow = pair.value.at.span.start > start + keyLine.length;
  const comment = isBelow ? (/^[ \t]+#.*$/.exec(keyLine)?.[0] ?? '') : '';
  const [first = '', ...rest] = valueLines(value, map.indent);
  return { file, span, newText: [first + comment, ...rest].join(lineBreakOf(text)) };
}

/** The lines of a new pair, each with its indentation. */
function pairLines(key: string, value: NewValue, indent: number): string[] {
  const [first = '', ...rest] = valueLines(value, indent);
  return [`${' '.repeat(indent)}${renderScalar(key)}:${first}`, ...rest];
}

/** What stands behind a colon, and the lines below. */
function valueLines(value: NewValue, indent: number): string[] {
  if (!isBlock(value)) return [` ${renderScalar(value)}`];
  const margin = ' '.repeat(indent + 2);
  return ['', ...value.lines.map((line) => (line === '' ? '' : margin + line))];
}

function itemLines(value: NewValue, indent: number): string[] {
  const margin = ' '.repeat(indent);
  if (!isBlock(value)) return [`${margin}- ${renderScalar(value)}`];
  return value.lines.map((line, i) =>
    i === 0 ? `${margin}- ${line}` : line === '' ? '' : `${margin}  ${line}`,
  );
}

function isBlock(value: NewValue): value is { readonly lines: readonly string[] } {
  return typeof value === 'object' && value !== null;
}

/** A value as it can stand in brackets. JSON is YAML there. */
function flowValue(value: NewValue): string {
  if (!isBlock(value)) return renderScalar(value, { inFlow: true });
  const root = parseYaml('', value.lines.join('\n')).documents[0]?.root;
  if (root?.kind === 'scalar') return renderScalar(root.value, { inFlow: true });
  return root ? JSON.stringify(toData(root)) : 'null';
}

function block(
  text: string,
  collection: YamlMap | YamlSequence,
  lines: readonly string[],
  previousEnd: number,
  previous: YamlNode | undefined,
): TextEdit {
  const at = insertionPoint(text, previousEnd, previous);
  const lineBreak = lineBreakOf(text);
  return {
    file: collection.at.file,
    span: { start: at, end: at },
    newText: lineBreak + lines.join(lineBreak),
  };
}

function inBrackets(
  collection: YamlMap | YamlSequence,
  written: string,
  previousEnd: number | undefined,
): TextEdit {
  const at = previousEnd ?? collection.at.span.start + 1;
  const newText = previousEnd === undefined ? written : `, ${written}`;
  return { file: collection.at.file, span: { start: at, end: at }, newText };
}

/** For `{}` or `[]` at the end of a line `key: {}`: how to make a block of it. */
function openedBlock(
  text: string,
  collection: YamlMap | YamlSequence,
): { indent: number; edit: (lines: readonly string[]) => TextEdit } | undefined {
  const { file, span } = collection.at;
  const line = lineStart(text, span.start);
  const before = /^((?: |- )*)[^\s#:][^#]*:[ \t]+$/.exec(text.slice(line, span.start));
  const end = lineEnd(text, span.end);
  const behind = text.slice(span.end, end);
  const empty = /^[{[]\s*[}\]]$/.test(text.slice(span.start, span.end));
  if (!before || !empty || !/^[ \t]*(?:#.*)?$/.test(behind)) return undefined;
  const inFlow = /[,\]}]/.test(text.charAt(nextContent(text, end)));
  if (inFlow) return undefined;
  const blanks = /[ \t]+$/.exec(before[0])?.[0].length ?? 0;
  const start = span.start - blanks;
  const comment = behind.trim() === '' ? '' : behind;
  return {
    indent: (before[1]?.length ?? 0) + 2,
    edit: (lines) => ({
      file,
      span: { start, end },
      newText: comment + lineBreakOf(text) + lines.join(lineBreakOf(text)),
    }),
  };
}
