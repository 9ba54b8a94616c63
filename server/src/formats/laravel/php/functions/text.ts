/** PHP's functions on strings. PHP counts bytes: where that differs from UTF-16 units, nothing is evaluated. */
import { known, type PhpScalar } from '../../configValue';
import { scalarToInt, scalarToText, toText } from '../convert';
import { md5 } from '../md5';
import { maximalTextLength } from '../run';
import { computedSteps } from '../value';
import { bool, completeArray, int, madeList, scalars, string, values, type Definition } from './builtIn';
import { formatText } from './formatText';

const text = scalarToText;

export const textFunctions: readonly Definition[] = [
  scalars('strtolower string', (s = missing) => string(lowerAscii(text(s)))),
  scalars('strtoupper string', (s = missing) =>
    string(text(s).replace(/[a-z]+/g, (part) => part.toUpperCase())),
  ),
  scalars('mb_strtolower string', (s = missing) => string(text(s).toLowerCase())),
  scalars('mb_strtoupper string', (s = missing) => string(text(s).toUpperCase())),
  scalars('ucfirst string', (s = missing) => string(upperFirst(text(s)))),
  scalars('lcfirst string', (s = missing) =>
    string(text(s).replace(/^[A-Z]/, (letter) => letter.toLowerCase())),
  ),
  scalars('ucwords string', (s = missing, separators) =>
    separators ? undefined : string(upperWords(text(s))),
  ),
  scalars('trim string characters', (s = missing, characters) =>
    string(trimText(text(s), characters, true, true)),
  ),
  scalars('ltrim string characters', (s = missing, characters) =>
    string(trimText(text(s), characters, true, false)),
  ),
  scalars('rtrim string characters', (s = missing, characters) =>
    string(trimText(text(s), characters, false, true)),
  ),
  scalars('chop string characters', (s = missing, characters) =>
    string(trimText(text(s), characters, false, true)),
  ),
  scalars('strlen string', (s = missing) => int(new TextEncoder().encode(text(s)).length)),
  scalars('mb_strlen string', (s = missing) => int([...text(s)].length)),
  scalars('substr string offset length', substring),
  scalars('mb_substr string offset length', substring),
  scalars('strpos haystack needle', (haystack = missing, needle = missing, offset) => {
    if (offset || !isAscii(text(haystack))) return undefined;
    const position = text(haystack).indexOf(text(needle));
    return position < 0 ? bool(false) : int(position);
  }),
  scalars('str_contains haystack needle', (a = missing, b = missing) => bool(text(a).includes(text(b)))),
  scalars('str_starts_with haystack needle', (a = missing, b = missing) => bool(text(a).startsWith(text(b)))),
  scalars('str_ends_with haystack needle', (a = missing, b = missing) => bool(text(a).endsWith(text(b)))),
  scalars('str_repeat string times', (s = missing, times = missing) => {
    const count = scalarToInt(times) ?? -1;
    if (count < 0 || count * text(s).length > maximalTextLength) return undefined;
    return string(text(s).repeat(count));
  }),
  scalars('strrev string', (s = missing) =>
    isAscii(text(s)) ? string([...text(s)].reverse().join('')) : undefined,
  ),
  scalars('md5 string', (s = missing, binary) => (binary ? undefined : string(md5(text(s))))),
  scalars('rawurlencode string', (s = missing) =>
    string(encodeURIComponent(text(s)).replace(/[!'()*]/g, hexadecimal)),
  ),
  scalars('urlencode string', (s = missing) =>
    string(
      encodeURIComponent(text(s))
        .replace(/[!'()*~]/g, hexadecimal)
        .replace(/%20/g, '+'),
    ),
  ),
  scalars('rawurldecode string', (s = missing) => decodeUrl(text(s))),
  scalars('urldecode string', (s = missing) => decodeUrl(text(s).replace(/\+/g, ' '))),
  scalars('dirname path levels', (path = missing, levels) => {
    let result = text(path);
    for (let i = levels ? (scalarToInt(levels) ?? 0) : 1; i > 0; i--) result = parentDirectory(result);
    return string(result);
  }),
  scalars('basename path suffix', (path = missing, suffix) => {
    const name = text(path)
      .replace(/\/+$/, '')
      .replace(/^[^]*\//, '');
    const end = suffix ? text(suffix) : '';
    return string(end !== '' && name !== end && name.endsWith(end) ? name.slice(0, -end.length) : name);
  }),
  scalars('sprintf format values', (format = missing, ...args) => {
    const result = formatText(text(format), args);
    return result === undefined ? undefined : string(result);
  }),
  values('explode separator string limit', (call) => {
    const [separator, subject, limit] = call.args.map((arg) => toText(arg));
    if (!separator || subject === undefined || limit !== undefined) return undefined;
    const steps = computedSteps(call.at, ...call.args.map((arg) => arg.because));
    const parts = subject.split(separator).slice(0, maximalParts);
    return madeList(
      call,
      parts.map((part) => ({ value: known({ type: 'string', value: part }, steps) })),
    );
  }),
  ...['implode', 'join'].map((name) =>
    values(`${name} separator array`, (call) => {
      const [first, second] = call.args;
      const list = completeArray(first) ?? completeArray(second);
      const separator = first?.kind === 'array' ? second : first;
      const glue = separator ? toText(separator) : '';
      if (!list || glue === undefined) return undefined;
      const pieces: string[] = [];
      for (const { value } of list.entries.values()) {
        if (value.kind === 'unknown') return value;
        const piece = toText(value);
        if (piece === undefined) return undefined;
        pieces.push(piece);
      }
      const joined = pieces.join(glue);
      if (joined.length > maximalTextLength) return undefined;
      const because = computedSteps(call.at, ...[...list.entries.values()].map(({ value }) => value.because));
      return known(string(joined), because);
    }),
  ),
  values('str_replace search replace subject', (call) => {
    const [search, replace, subject] = call.args;
    const original = subject && toText(subject);
    if (!search || !replace || original === undefined || call.args.length > 3) return undefined;
    const result = replaceAll(search, replace, original);
    return result === undefined ? undefined : string(result);
  }),
];

const missing: PhpScalar = { type: 'null', value: null };
const maximalParts = 1000;

/** `str_replace()`: texts, or arrays of texts that are replaced one after the other. */
export function replaceAll(
  search: Parameters<typeof toText>[0],
  replace: Parameters<typeof toText>[0],
  subject: string,
): string | undefined {
  const searches = listOfTexts(search);
  const replacements = listOfTexts(replace);
  if (!searches || !replacements) return undefined;
  let result = subject;
  searches.forEach((needle, index) => {
    const substitute = replace.kind === 'array' ? (replacements[index] ?? '') : (replacements[0] ?? '');
    if (needle !== '' && result.length <= maximalTextLength) result = result.split(needle).join(substitute);
  });
  return result.length > maximalTextLength ? undefined : result;
}

/** The texts of an array, or the one text; undefined when one of them is none. */
export function listOfTexts(value: Parameters<typeof toText>[0]): string[] | undefined {
  if (value.kind !== 'array') {
    const single = toText(value);
    return single === undefined ? undefined : [single];
  }
  if (value.incomplete !== undefined) return undefined;
  const texts = [...value.entries.values()].map((entry) => toText(entry.value));
  return texts.every((item) => item !== undefined) ? texts : undefined;
}

export function lowerAscii(value: string): string {
  return value.replace(/[A-Z]+/g, (part) => part.toLowerCase());
}

export function upperFirst(value: string): string {
  return value.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

export function upperWords(value: string): string {
  return value.replace(
    /(^|[ \t\r\n\f\v])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** `trim()`; a range such as `a..z` in the characters is honoured. */
export function trimText(
  value: string,
  characters: PhpScalar | undefined,
  left: boolean,
  right: boolean,
): string {
  const given = characters ? text(characters) : ' \n\r\t\v\0';
  const listed = given.replace(/([^])\.\.([^])/g, (_, from: string, to: string) => {
    let range = '';
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) range += String.fromCharCode(code);
    return range;
  });
  let start = 0;
  let end = value.length;
  while (left && start < end && listed.includes(value[start] ?? '')) start++;
  while (right && end > start && listed.includes(value[end - 1] ?? '')) end--;
  return value.slice(start, end);
}

export function isAscii(value: string): boolean {
  return /^[\0-\x7f]*$/.test(value);
}

function substring(
  s: PhpScalar = missing,
  offset: PhpScalar = missing,
  length?: PhpScalar,
): PhpScalar | undefined {
  const whole = text(s);
  const from = scalarToInt(offset);
  const count = length && length.type !== 'null' ? scalarToInt(length) : whole.length;
  if (!isAscii(whole) || from === undefined || count === undefined) return undefined;
  const start = from < 0 ? Math.max(0, whole.length + from) : from;
  const end = count < 0 ? whole.length + count : start + count;
  return string(end > start ? whole.slice(start, end) : '');
}

function parentDirectory(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  if (slash < 0) return trimmed === '' && path !== '' ? '/' : '.';
  return trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

function decodeUrl(value: string): PhpScalar | undefined {
  try {
    return string(decodeURIComponent(value.replace(/%(?![0-9A-Fa-f]{2})/g, '%25')));
  } catch {
    return undefined;
  }
}

function hexadecimal(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
