/** Sprig's functions on strings that cut, join and look (`strings.go`). What they leave of a text keeps its places. */
import { printValue } from '../printValue';
import { quoteGo } from '../sprintf';
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { checkLength, TemplateFailure } from '../templateFailure';
import {
  concat,
  derived,
  emptyText,
  gap,
  join,
  lines,
  plainText,
  slice,
  split,
  TextBuilder,
  type Text,
} from '../text';
import { bool, list, map, stringList, unknown, type Value } from '../value';

const trimAll = fixed(['string', 'string'], ([cut, text]) => {
  const isCut = (char: string): boolean => cut.text.includes(char);
  return trimmed(text, isCut, isCut);
});

export const stringFunctions: Record<string, TemplateFunction> = {
  quote: variadic([], 'any', (_none, values) => spaced(values, quoted), { lenient: true }),
  squote: variadic([], 'any', (_none, values) => spaced(values, (value) => wrapped("'", printValue(value))), {
    lenient: true,
  }),
  cat: variadic([], 'any', (_none, values) => spaced(values, printValue), { lenient: true }),
  toString: fixed(['any'], ([value]) => printValue(value), { lenient: true }),
  indent: fixed(['int', 'string'], ([width, text]) => indented(width, text), { lenient: true }),
  nindent: fixed(['int', 'string'], ([width, text]) => concat(plainText('\n'), indented(width, text)), {
    lenient: true,
  }),
  trim: fixed(['string'], ([text]) => trimmed(text, isWhite, isWhite), { lenient: true }),
  trimAll,
  trimall: trimAll,
  trimPrefix: fixed(['string', 'string'], ([cut, text]) =>
    text.text.startsWith(cut.text) ? slice(text, cut.text.length, text.text.length) : text,
  ),
  trimSuffix: fixed(['string', 'string'], ([cut, text]) =>
    text.text.endsWith(cut.text) ? slice(text, 0, text.text.length - cut.text.length) : text,
  ),
  trunc: fixed(['int', 'string'], ([length, text]) => truncated(length, text)),
  substr: fixed(['int', 'int', 'string'], ([start, end, text]) => substring(start, end, text)),
  upper: fixed(['string'], ([text]) => mapped(text, text.text.toUpperCase())),
  lower: fixed(['string'], ([text]) => mapped(text, text.text.toLowerCase())),
  repeat: fixed(['int', 'string'], ([count, text]) => {
    if (count < 0) throw new TemplateFailure('data', 'error calling repeat: strings: negative Repeat count');
    checkLength(count * text.text.length);
    return plainText(text.text.repeat(count));
  }),
  replace: fixed(['string', 'string', 'string'], ([old, by, text]) => replaced(old.text, by, text), {
    lenient: true,
  }),
  contains: fixed(['string', 'string'], ([part, text]) => bool(text.text.includes(part.text))),
  hasPrefix: fixed(['string', 'string'], ([part, text]) => bool(text.text.startsWith(part.text))),
  hasSuffix: fixed(['string', 'string'], ([part, text]) => bool(text.text.endsWith(part.text))),
  nospace: fixed(['string'], ([text]) => mapped(text, text.text.replace(/\s/g, ''))),
  join: fixed(['string', 'any'], ([separator, value]) => joined(separator, value), { lenient: true }),
  split: fixed(['string', 'string'], ([separator, text]) => numbered(splitText(text, separator.text))),
  splitList: fixed(['string', 'string'], ([separator, text]) => stringList(splitText(text, separator.text))),
  splitn: fixed(['string', 'int', 'string'], ([separator, count, text]) =>
    numbered(splitAtMost(text, separator.text, count)),
  ),
  toStrings: fixed(['any'], ([value]) => stringList(texts(value))),
  sortAlpha: fixed(['any'], ([value]) => sortedTexts(value)),
};

/** Values with blanks between; nil is left out. */
function spaced(values: readonly Value[], write: (value: Value) => Text): Text {
  return join(values.filter((value) => value.kind !== 'nil').map(write), ' ');
}

/** `%q` of the value's text. */
function quoted(value: Value): Text {
  const text = printValue(value);
  if (text.unknown !== undefined) return wrapped('"', escapedAroundGaps(text));
  const written = quoteGo(text.text);
  return written.length === text.text.length + 2 ? wrapped('"', text) : derived(text, written);
}

/** The text with its known parts as `%q` would write them. */
function escapedAroundGaps(text: Text): Text {
  const out = new TextBuilder();
  let at = 0;
  for (let next = text.text.indexOf(gap); next >= 0; next = text.text.indexOf(gap, at)) {
    out.add(plainText(quoteGo(text.text.slice(at, next)).slice(1, -1)));
    out.add(slice(text, next, next + 1));
    at = next + 1;
  }
  out.add(plainText(quoteGo(text.text.slice(at)).slice(1, -1)));
  return out.text();
}

/** Quotes around a text; what was one value still is, quotes included. */
function wrapped(quote: string, text: Text): Text {
  const written = quote + text.text + quote;
  if (text.unknown === undefined) {
    const whole = derived(text, written);
    if (whole.pieces.length > 0) return whole;
  }
  return concat(plainText(quote), text, plainText(quote));
}

/** Sprig's `indent`: every line, the empty ones too. */
function indented(width: number, text: Text): Text {
  if (typeof width !== 'number') return concat(text);
  if (width < 0) throw new TemplateFailure('data', 'error calling indent: strings: negative Repeat count');
  const rows = lines(text);
  checkLength(width * rows.length + text.text.length);
  const pad = plainText(' '.repeat(width));
  const out = new TextBuilder();
  rows.forEach((row, i) => {
    out.add(plainText(i > 0 ? '\n' : ''));
    out.add(pad);
    out.add(row);
  });
  return out.text();
}

function isWhite(char: string): boolean {
  return /\s|\x85/.test(char) && char !== '\ufeff';
}

function trimmed(text: Text, left: (char: string) => boolean, right: (char: string) => boolean): Text {
  let start = 0;
  let end = text.text.length;
  while (start < end && left(text.text.charAt(start))) start++;
  while (end > start && right(text.text.charAt(end - 1))) end--;
  return slice(text, start, end);
}

/** Sprig's `trunc` counts bytes, from the end when negative; inside of a character it would break it. */
function truncated(length: number, text: Text): Value {
  const bytes = new TextEncoder().encode(text.text);
  if (bytes.length === text.text.length) {
    if (length < 0 && text.text.length + length > 0)
      return slice(text, text.text.length + length, text.text.length);
    return length >= 0 && text.text.length > length ? slice(text, 0, length) : text;
  }
  if (length >= 0 ? bytes.length <= length : bytes.length + length <= 0) return text;
  return fromBytes(text, length >= 0 ? bytes.slice(0, length) : bytes.slice(bytes.length + length));
}

function substring(start: number, end: number, text: Text): Value {
  const bytes = new TextEncoder().encode(text.text);
  const from = start < 0 ? 0 : start;
  const to = start < 0 ? end : end < 0 || end > bytes.length ? bytes.length : end;
  if (from > to || to > bytes.length || to < 0)
    throw new TemplateFailure('data', 'error calling substr: slice bounds out of range');
  return bytes.length === text.text.length ? slice(text, from, to) : fromBytes(text, bytes.slice(from, to));
}

function fromBytes(from: Text, bytes: Uint8Array): Value {
  try {
    return derived(from, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return unknown('the text is cut inside of a character');
  }
}

/** Text changed letter by letter: without a change of length its parts stay where they are. */
function mapped(from: Text, text: string): Text {
  if (text === from.text) return from;
  return text.length === from.text.length ? { ...from, text } : derived(from, text);
}

function replaced(old: string, by: Text, text: Text): Value {
  if (old === '')
    return text.unknown === undefined
      ? plainText(text.text.replaceAll('', () => by.text))
      : unknown(text.unknown);
  if (by.unknown === undefined && text.unknown === undefined && !text.text.includes(old)) return text;
  const parts = split(text, old);
  checkLength(text.text.length + parts.length * by.text.length);
  const out = new TextBuilder();
  parts.forEach((part, i) => {
    if (i > 0) out.add(by);
    out.add(part);
  });
  const result = out.text();
  return result.unknown === undefined && text.unknown === undefined && result.pieces.length === 1
    ? derived(text, result.text)
    : result;
}

function splitText(text: Text, separator: string): Text[] {
  if (separator !== '') return split(text, separator);
  return [...text.text].map((char) => plainText(char));
}

function splitAtMost(text: Text, separator: string, count: number): Text[] {
  const parts = splitText(text, separator);
  if (count < 0 || parts.length <= count) return parts;
  if (count === 0) return [];
  const rest = parts
    .slice(count - 1)
    .map((part) => part.text)
    .join(separator);
  return [...parts.slice(0, count - 1), plainText(rest)];
}

/** The map `_0`, `_1` … that sprig's `split` yields. */
function numbered(parts: readonly Text[]): Value {
  return { ...map(parts.map((part, i) => [`_${i}`, part] as const)), type: 'map[string]string' };
}

/** Sprig's `strslice`: the texts of a list's items, nil left out; anything else is a list of one. */
export function texts(value: Value): Text[] {
  if (value.kind === 'nil') return [];
  if (value.kind === 'list') return value.items.filter((item) => item.kind !== 'nil').map(printValue);
  return [printValue(value)];
}

function joined(separator: Text, value: Value): Value {
  if (value.kind === 'unknown') return unknown(value.reason);
  const out = new TextBuilder();
  texts(value).forEach((text, i) => {
    if (i > 0) out.add(separator);
    out.add(text);
  });
  return out.length === 0 ? emptyText : out.text();
}

function sortedTexts(value: Value): Value {
  if (value.kind !== 'list') return list([printValue(value)], '[]string');
  const all = texts(value);
  const reason = all.find((text) => text.unknown !== undefined)?.unknown;
  if (reason !== undefined) return unknown(reason);
  return stringList(all.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)));
}
