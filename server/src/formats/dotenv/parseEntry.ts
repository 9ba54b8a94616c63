import type { DotenvReason } from './dotenvFile';

/** A stretch of the text of one assignment. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An assignment before its references are resolved. All indexes count in the text that was given. */
export interface RawEntry {
  readonly ok: true;
  readonly name: string;
  readonly nameAt: Stretch;
  readonly exported: boolean;
  /** Undefined for a bare name. */
  readonly value?: RawValue;
}

export interface RawValue {
  /** The value with quotes and escapes done, references as written. */
  readonly chars: string;
  /** For each character of `chars`, where it was written. */
  readonly sources: readonly number[];
  /** Indexes into `chars` of the dollars that may begin a reference: those that are neither escaped nor in single quotes. */
  readonly dollars: readonly number[];
  readonly at: Stretch;
  readonly quote: 'none' | 'single' | 'double';
  /** Where the `#` of a comment stands. */
  readonly comment?: number;
}

export interface EntryFailure {
  readonly ok: false;
  readonly reason: DotenvReason;
  /** What phpdotenv prints between the brackets. */
  readonly subject: string;
  readonly at: Stretch;
  readonly name?: string;
  readonly valueAt?: Stretch;
}

/** Reads one assignment exactly as `Dotenv\Parser\EntryParser` does. */
export function parseEntry(text: string): RawEntry | EntryFailure {
  const equals = text.indexOf('=');
  const nameAt = equals < 0 ? { start: 0, end: text.length } : trimmed(text, 0, equals);
  if (nameAt.start === nameAt.end) {
    return failure('an unexpected equals', text, {
      start: Math.max(equals, 0),
      end: Math.max(equals, 0) + 1,
    });
  }
  const name = parseName(text, nameAt);
  if ('ok' in name) return name;
  if (equals < 0) return { ok: true, ...name };
  const valueAt = trimmed(text, equals + 1, text.length);
  const value = parseValue(text, valueAt, equals + 1);
  return 'ok' in value ? { ...value, name: name.name, valueAt } : { ok: true, ...name, value };
}

/** Cased letters of any alphabet (`EntryParser::isValidName`); references in values know those of ASCII only. */
const validName = /^[\p{Ll}\p{Lu}\p{M}\p{N}_.]+$/u;

function parseName(text: string, at: Stretch): Omit<RawEntry, 'ok'> | EntryFailure {
  let { start, end } = at;
  let exported = false;
  const written = text.slice(start, end);
  // phpdotenv wants more than eight characters, so that `export A` keeps its blank and is invalid.
  if (/^export[ \t\n\r\v\f]/.test(written) && [...written].length > 8) {
    exported = true;
    start += 6;
    while (start < end && isTrimmed(text.charCodeAt(start))) start++;
  }
  const first = text[start];
  if (end - start >= 3 && (first === '"' || first === "'") && text[end - 1] === first) {
    start++;
    end--;
  }
  const name = text.slice(start, end);
  if (!validName.test(name)) {
    return failure('an invalid name', name, { start, end });
  }
  return { name, nameAt: { start, end }, exported };
}

type State = 'initial' | 'unquoted' | 'single' | 'double' | 'escape' | 'whitespace' | 'comment';

/** Blanks are those of ASCII: a no-break space is a character like any other. */
const tokens = /[\r\n]{1,1000}|[ \t\v\f]{1,1000}|[\\'"#$]|[^ \t\v\f\r\n\\'"#$]{1,1000}/g;
const blankToken = /^[ \t\v\f\r\n]/;
const escapes: Readonly<Record<string, string>> = { f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The automaton of phpdotenv, fed with the tokens of its lexer: runs of at most 1,000 characters of one kind. */
function parseValue(text: string, at: Stretch, behindEquals: number): RawValue | EntryFailure {
  const written = text.slice(at.start, at.end);
  const pieces: string[] = [];
  const sources: number[] = [];
  const dollars: number[] = [];
  let state: State = 'initial';
  let end = 0;
  let comment: number | undefined;
  const append = (chars: string, source: number): void => {
    if (chars === '$' && state !== 'single' && state !== 'escape') dollars.push(sources.length);
    pieces.push(chars);
    for (let i = 0; i < chars.length; i++) sources.push(at.start + source + i);
  };
  for (const match of written.matchAll(tokens)) {
    const token = match[0];
    const from = match.index;
    const blank = blankToken.test(token);
    if (state === 'comment') break;
    if (state === 'unquoted' && blank) {
      state = 'whitespace';
    } else if (token === '#' && (state === 'initial' || state === 'unquoted' || state === 'whitespace')) {
      comment = at.start + from;
      state = 'comment';
    } else if (state === 'whitespace') {
      if (!blank) return failure('unexpected whitespace', written, at);
    } else {
      end = from + token.length;
      if (state === 'escape') {
        const special = escapes[token.charAt(0)];
        if (special !== undefined) append(special + token.slice(1), from);
        else if (token === '"' || token === '\\' || token === '$') append(token, from);
        else {
          const length = (written.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
          const sequence = { start: at.start + from - 1, end: at.start + from + length };
          return failure('an unexpected escape sequence', written, sequence);
        }
        state = 'double';
      } else if (state === 'initial' && token === "'") state = 'single';
      else if (state === 'initial' && token === '"') state = 'double';
      else if ((state === 'single' && token === "'") || (state === 'double' && token === '"'))
        state = 'whitespace';
      else if (state === 'double' && token === '\\') state = 'escape';
      else {
        if (state === 'initial') state = 'unquoted';
        append(token, from);
      }
    }
  }
  if (state === 'single' || state === 'double' || state === 'escape') {
    return failure('a missing closing quote', written, at);
  }
  return {
    chars: pieces.join(''),
    sources,
    dollars,
    at: end > 0 ? { start: at.start, end: at.start + end } : { start: behindEquals, end: behindEquals },
    quote: written.startsWith('"') ? 'double' : written.startsWith("'") ? 'single' : 'none',
    ...(comment === undefined ? {} : { comment }),
  };
}

function failure(reason: DotenvReason, subject: string, at: Stretch): EntryFailure {
  return { ok: false, reason, subject: subject.split('\n', 1)[0] ?? '', at };
}

function trimmed(text: string, start: number, end: number): Stretch {
  while (start < end && isTrimmed(text.charCodeAt(start))) start++;
  while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** The characters that PHP's `trim` takes away: no form feed, but the null byte. */
function isTrimmed(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 11) || code === 13 || code === 0;
}
