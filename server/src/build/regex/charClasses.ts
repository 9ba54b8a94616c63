import type { CharTest } from './regexTree';

export interface ClassResult {
  readonly test: CharTest;
  /** The code point, when it is one character. */
  readonly code?: number;
  /** Where reading goes on. */
  readonly end: number;
}

/** What stands behind a backslash: a class, or an escaped character; undefined for what Go refuses. */
export function classEscape(chars: readonly string[], at: number): ClassResult | undefined {
  const char = chars[at] ?? '';
  const perl = perlClasses[char.toLowerCase()];
  if (perl) return { test: char === char.toLowerCase() ? perl : (code) => !perl(code), end: at + 1 };
  if (char === 'p' || char === 'P') return property(chars, at);
  const control = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 }[char];
  if (control !== undefined) return single(control, at + 1);
  const rest = chars.slice(at, at + 12).join('');
  const hex = /^x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/.exec(rest);
  if (hex) return single(parseInt(hex[1] ?? hex[2] ?? '', 16), at + hex[0].length);
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{2})/.exec(rest);
  if (octal) return single(parseInt(octal[0], 8), at + octal[0].length);
  if (char !== '' && char < '\x80' && !/[A-Za-z0-9]/.test(char)) return single(char.charCodeAt(0), at + 1);
  return undefined;
}

/** `[:alpha:]` and its like inside of a bracketed class. */
export function namedClass(chars: readonly string[], at: number): ClassResult | undefined {
  if (chars[at] !== '[' || chars[at + 1] !== ':') return undefined;
  const match = /^\[:(\^?)([a-z]+):\]/.exec(chars.slice(at, at + 14).join(''));
  const test = match && posixClasses[match[2] ?? ''];
  if (!match || !test) return undefined;
  return { test: match[1] === '^' ? (code) => !test(code) : test, end: at + match[0].length };
}

function single(code: number, end: number): ClassResult | undefined {
  return code > 0x10ffff ? undefined : { test: (each) => each === code, code, end };
}

function property(chars: readonly string[], at: number): ClassResult | undefined {
  const match = /^[pP](?:([A-Z])|\{(\^?)([A-Za-z_]+)\})/.exec(chars.slice(at, at + 40).join(''));
  if (!match) return undefined;
  const name = match[1] ?? match[3] ?? '';
  let pattern: RegExp;
  try {
    pattern = name.length <= 2 ? new RegExp(`^\\p{${name}}$`, 'u') : new RegExp(`^\\p{Script=${name}}$`, 'u');
  } catch {
    return undefined;
  }
  const negated = (chars[at] === 'P') !== (match[2] === '^');
  return { test: (code) => pattern.test(String.fromCodePoint(code)) !== negated, end: at + match[0].length };
}

const between =
  (...ranges: readonly (readonly [string, string])[]): CharTest =>
  (code) =>
    ranges.some(([from, to]) => code >= from.charCodeAt(0) && code <= to.charCodeAt(0));

const digit = between(['0', '9']);
const letter = between(['a', 'z'], ['A', 'Z']);
const word: CharTest = (code) => digit(code) || letter(code) || code === 95;
const space: CharTest = (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13;

/** `\d`, `\s` and `\w` are ASCII in RE2. */
const perlClasses: Readonly<Record<string, CharTest>> = { d: digit, s: space, w: word };

const posixClasses: Readonly<Record<string, CharTest>> = {
  alnum: (code) => digit(code) || letter(code),
  alpha: letter,
  ascii: (code) => code < 0x80,
  blank: (code) => code === 9 || code === 32,
  cntrl: (code) => code < 32 || code === 127,
  digit,
  graph: between(['!', '~']),
  lower: between(['a', 'z']),
  print: between([' ', '~']),
  punct: between(['!', '/'], [':', '@'], ['[', '`'], ['{', '~']),
  space: (code) => space(code) || code === 11,
  upper: between(['A', 'Z']),
  word,
  xdigit: between(['0', '9'], ['a', 'f'], ['A', 'F']),
};
