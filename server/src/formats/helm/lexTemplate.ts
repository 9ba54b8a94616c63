/**
 * Splits a Go template into text and actions, and an action into tokens, as Go's `text/template/parse/lex.go` does.
 * Total: whatever does not fit becomes an `error` token or a problem, never an exception.
 */
import type { Span } from '../../text/place';
import { unquoteGoString } from './unquoteGoString';

export interface TextChunk {
  readonly kind: 'text';
  readonly span: Span;
}

export interface ActionChunk {
  readonly kind: 'action';
  /** With its braces. */
  readonly span: Span;
  readonly tokens: readonly Token[];
  /** Set when the action is not closed, or holds a character that no action may hold. */
  readonly problem?: string;
}

export type TokenKind =
  | 'identifier'
  | 'field'
  | 'variable'
  | 'dot'
  | 'string'
  | 'number'
  | 'char'
  | 'pipe'
  | 'open'
  | 'close'
  | 'comma'
  | 'declare'
  | 'assign'
  | 'space';

export interface Token {
  readonly kind: TokenKind;
  readonly span: Span;
  /** As written; a field without its dot, a string decoded. */
  readonly text: string;
}

/** The text between actions, already trimmed where `{{-` and `-}}` say so, and the actions. Comments leave nothing. */
export function lexTemplate(source: string): (TextChunk | ActionChunk)[] {
  const chunks: (TextChunk | ActionChunk)[] = [];
  const lastCommentEnd = source.lastIndexOf('*/');
  let at = 0;
  let trimNext = false;
  while (at <= source.length) {
    const open = source.indexOf('{{', at);
    const textEnd = open < 0 ? source.length : open;
    const trimsLeft = open >= 0 && source[open + 2] === '-' && isSpace(source.charCodeAt(open + 3));
    pushText(chunks, source, trimNext ? skipSpace(source, at, textEnd) : at, textEnd, trimsLeft);
    if (open < 0) break;
    const inner = open + (trimsLeft ? 4 : 2);
    const action = !source.startsWith('/*', inner)
      ? lexAction(source, open, inner)
      : lastCommentEnd < inner + 2
        ? unclosed(source, open, 'unclosed comment')
        : lexComment(source, open, inner);
    if (action.chunk) chunks.push(action.chunk);
    trimNext = action.trimsRight;
    at = action.end;
  }
  return chunks;
}

interface LexedAction {
  readonly chunk?: ActionChunk;
  readonly end: number;
  readonly trimsRight: boolean;
}

function pushText(
  chunks: (TextChunk | ActionChunk)[],
  source: string,
  start: number,
  end: number,
  trim: boolean,
): void {
  let last = end;
  if (trim) while (last > start && isSpace(source.charCodeAt(last - 1))) last--;
  if (last > start) chunks.push({ kind: 'text', span: { start, end: last } });
}

function lexComment(source: string, open: number, inner: number): LexedAction {
  const close = source.indexOf('*/', inner + 2);
  const after = close + 2;
  if (source.startsWith('}}', after)) return { end: after + 2, trimsRight: false };
  if (isSpace(source.charCodeAt(after)) && source.startsWith('-}}', after + 1)) {
    return { end: after + 4, trimsRight: true };
  }
  const end = source.indexOf('}}', after);
  if (end < 0) return unclosed(source, open, 'unclosed comment');
  const span = { start: open, end: end + 2 };
  return {
    chunk: { kind: 'action', span, tokens: [], problem: 'comment ends before closing delimiter' },
    end: end + 2,
    trimsRight: false,
  };
}

/**
 * An action that does not end. Go gives the file up; here reading goes on with the next line, or with the next action
 * when that comes first, so that the rest of a half-typed file is still read.
 */
function unclosed(source: string, open: number, problem: string, next?: number): LexedAction {
  const lineEnd = source.indexOf('\n', open);
  const end = next ?? (lineEnd < 0 ? source.length + 1 : lineEnd);
  const span = { start: open, end: Math.min(end, source.length) };
  return { chunk: { kind: 'action', span, tokens: [], problem }, end, trimsRight: false };
}

const words = /[\p{L}\p{Nd}_]*/uy;

function lexAction(source: string, open: number, inner: number): LexedAction {
  const tokens: Token[] = [];
  let at = inner;
  let problem: string | undefined;
  const push = (kind: TokenKind, end: number, text = source.slice(at, end)): void => {
    tokens.push({ kind, span: { start: at, end }, text });
    at = end;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    // No action holds another one: reading on to the end of the file for each of them would take quadratic time.
    if (source.startsWith('{{', at)) return unclosed(source, open, 'unexpected "{" in command', at);
    if (source.startsWith('}}', at)) {
      const span = { start: open, end: at + 2 };
      return { chunk: { kind: 'action', span, tokens, problem }, end: at + 2, trimsRight: false };
    }
    if (isSpace(source.charCodeAt(at))) {
      if (source.startsWith('-}}', at + 1)) {
        const span = { start: open, end: at + 4 };
        return { chunk: { kind: 'action', span, tokens, problem }, end: at + 4, trimsRight: true };
      }
      let end = at + 1;
      while (isSpace(source.charCodeAt(end)) && !source.startsWith('-}}', end + 1)) end++;
      push('space', end);
    } else if (char === '"' || char === "'") {
      const end = endOfQuoted(source, at, char);
      if (end === undefined)
        return unclosed(
          source,
          open,
          `unterminated ${char === '"' ? 'quoted string' : 'character constant'}`,
        );
      const value = unquoteGoString(source.slice(at + 1, end - 1));
      if (value === undefined) problem ??= `invalid syntax in ${source.slice(at, end)}`;
      push(char === '"' ? 'string' : 'char', end, value ?? '');
    } else if (char === '`') {
      const end = source.indexOf('`', at + 1);
      if (end < 0) return unclosed(source, open, 'unterminated raw quoted string');
      push('string', end + 1, source.slice(at + 1, end).replaceAll('\r', ''));
    } else if (source.startsWith(':=', at)) push('declare', at + 2);
    else if (char === '=') push('assign', at + 1);
    else if (char === '|') push('pipe', at + 1);
    else if (char === '(') push('open', at + 1);
    else if (char === ')') push('close', at + 1);
    else if (char === ',') push('comma', at + 1);
    else if (/[0-9]/.test(char) || (/[+\-.]/.test(char) && /[0-9]/.test(source.charAt(at + 1)))) {
      push('number', endOfNumber(source, at));
    } else if (char === '.') {
      const end = endOfWord(source, at + 1);
      if (end === at + 1) push('dot', end);
      else push('field', end, source.slice(at + 1, end));
    } else if (char === '$') push('variable', endOfWord(source, at + 1));
    else {
      const end = endOfWord(source, at);
      if (end > at) push('identifier', end);
      else {
        problem ??= `unexpected ${JSON.stringify(char)} in action`;
        at++;
      }
    }
  }
  return unclosed(source, open, 'unclosed action');
}

function endOfQuoted(source: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < source.length; at++) {
    const char = source.charAt(at);
    if (char === '\\') at++;
    else if (char === '\n') return undefined;
    else if (char === quote) return at + 1;
  }
  return undefined;
}

function endOfNumber(source: string, start: number): number {
  const number = /[+-]?[0-9a-fA-FxXoO_.]+(?:(?<=[eEpP])[+-][0-9_]+)?[\p{L}\p{Nd}_]*/uy;
  number.lastIndex = start;
  return start + (number.exec(source)?.[0].length ?? 1);
}

function endOfWord(source: string, start: number): number {
  words.lastIndex = start;
  return start + (words.exec(source)?.[0].length ?? 0);
}

function skipSpace(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(source.charCodeAt(at))) at++;
  return at;
}

/** What trim markers remove and what separates operands: space, tab, carriage return, newline. */
function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}
