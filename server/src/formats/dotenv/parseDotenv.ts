import { place, type Place } from '../../text/place';
import type { DotenvEntry, DotenvError, DotenvFile, DotenvSwallow } from './dotenvFile';
import { dotenvLines, type JoinedLines } from './dotenvLines';
import { parseEntry, type EntryFailure, type RawEntry } from './parseEntry';
import { resolveReferences } from './resolveReferences';

export interface DotenvOptions {
  /**
   * The container's real environment. A variable that it has is not set from the file, and a reference to it yields
   * the real value, even an empty one.
   */
  readonly environment?: (name: string) => string | undefined;
}

/** More than any sane file puts in; see resolveReferences. */
const maxInserted = 4 * 1024 * 1024;

/**
 * Reads a `.env` file exactly as phpdotenv 5 does (vlucas/phpdotenv, `src/Parser` and `src/Loader`), but with places, and on past an error.
 * `entries` and `values` say what the file assigns, whatever the real environment holds; that only takes part in
 * references. Never throws; time grows with the length of the text.
 */
export function parseDotenv(file: string, text: string, options: DotenvOptions = {}): DotenvFile {
  const entries: DotenvEntry[] = [];
  const values = new Map<string, DotenvEntry>();
  const errors: DotenvError[] = [];
  const swallows: DotenvSwallow[] = [];
  let openAt: Place | undefined;
  const room = { characters: maxInserted };
  const lookup = (name: string): string | undefined => options.environment?.(name) ?? values.get(name)?.value;
  for (const lines of dotenvLines(text)) {
    const comment = isCommentOrBlank(lines.text);
    const raw = comment || !lines.closed ? undefined : parseEntry(lines.text);
    const swallow = findSwallow(file, lines, comment, raw);
    if (swallow) swallows.push(swallow);
    if (!lines.closed) openAt = quotePlace(file, lines);
    if (raw === undefined) continue;
    if (raw.ok) {
      const entry = makeEntry(file, lines, raw, lookup, room);
      entries.push(entry);
      values.set(entry.name, entry);
    } else {
      errors.push(makeError(file, lines, raw));
    }
  }
  return {
    file,
    entries,
    values,
    errors,
    rejected: errors.length > 0,
    swallows,
    ...(errors[0] === undefined ? {} : { error: errors[0] }),
    ...(openAt === undefined ? {} : { openAt }),
  };
}

function makeEntry(
  file: string,
  lines: JoinedLines,
  raw: RawEntry,
  lookup: (name: string) => string | undefined,
  room: { characters: number },
): DotenvEntry {
  const base = {
    name: raw.name,
    nameAt: placeOf(file, lines, raw.nameAt.start, raw.nameAt.end),
    lineAt: placeOf(file, lines, 0, lines.text.length),
    exported: raw.exported,
  };
  if (raw.value === undefined) {
    const end = lines.text.length;
    return {
      ...base,
      value: undefined,
      valueAt: placeOf(file, lines, end, end),
      quote: 'none',
      references: [],
    };
  }
  const { chars, sources, dollars, at, quote, comment } = raw.value;
  const { value, references } = resolveReferences(chars, dollars, lookup, room);
  return {
    ...base,
    value,
    valueAt: placeOf(file, lines, at.start, at.end),
    quote,
    ...(comment === undefined ? {} : { commentAt: placeOf(file, lines, comment, lines.text.length) }),
    references: references.map(({ name, start, end, resolved }) => ({
      name,
      at: placeOf(file, lines, sources[start] ?? at.start, (sources[end - 1] ?? at.end - 1) + 1),
      resolved,
    })),
  };
}

function makeError(file: string, lines: JoinedLines, raw: EntryFailure): DotenvError {
  return {
    at: placeOf(file, lines, raw.at.start, raw.at.end),
    reason: raw.reason,
    message: `Failed to parse dotenv file. Encountered ${raw.reason} at [${raw.subject}].`,
    lineAt: placeOf(file, lines, 0, lines.text.length),
    ...(raw.name === undefined ? {} : { name: raw.name }),
    ...(raw.valueAt === undefined
      ? {}
      : { valueAt: placeOf(file, lines, raw.valueAt.start, raw.valueAt.end) }),
  };
}

/** Lines that were joined to an assignment or a comment without being part of a value. */
function findSwallow(
  file: string,
  lines: JoinedLines,
  comment: boolean,
  raw: RawEntry | EntryFailure | undefined,
): DotenvSwallow | undefined {
  if (lines.closed && lines.lineStarts.length === 1) return undefined;
  let from: number;
  if (!lines.closed && !comment) from = 0;
  else if (comment) from = lines.lineStarts[1] ?? lines.text.length;
  else if (raw?.ok && raw.value?.comment !== undefined) {
    const lineEnd = lines.text.indexOf('\n', raw.value.comment);
    if (lineEnd < 0) return undefined;
    from = lineEnd + 1;
  } else return undefined;
  const lostNames = namesIn(lines.text.slice(from));
  if (lostNames.length === 0) return undefined;
  return {
    at: quotePlace(file, lines),
    lostAt: placeOf(file, lines, from, lines.text.length),
    lostNames,
    closed: lines.closed,
  };
}

/** Only `="` makes phpdotenv join lines. */
function quotePlace(file: string, lines: JoinedLines): Place {
  const quote = lines.text.indexOf('="') + 1;
  return placeOf(file, lines, quote, quote + 1);
}

function namesIn(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    const name = /^(?:export\s+)?["']?([a-zA-Z0-9_.]+)["']?$/.exec(
      line.slice(0, Math.max(equals, 0)).trim(),
    )?.[1];
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** PHP's trim: no form feed, but the null byte. */
function isCommentOrBlank(text: string): boolean {
  return /^[ \t\n\r\v\0]*(?:#|$)/.test(text);
}

function placeOf(file: string, lines: JoinedLines, start: number, end: number): Place {
  const from = lines.offset(start);
  return place(file, from, end === start ? from : lines.offset(end - 1) + 1);
}
