import type { Span } from '../../text/place';

/** A word after quote removal. Expansions (`$X`, `${X:-y}`, `$(…)`) stay in it as written. */
export interface ShellWord {
  readonly kind: 'word';
  readonly text: string;
  readonly span: Span;
  /** Whether any part is quoted or escaped: such a word is no keyword. */
  readonly quoted: boolean;
  /** Whether it holds an expansion, so that its value is known only when it runs. */
  readonly expands: boolean;
}

export interface ShellOperator {
  readonly kind: 'operator';
  readonly text: '&&' | '||' | ';' | ';;' | '|' | '&' | '\n' | '(' | ')';
  readonly span: Span;
}

export interface Heredoc {
  /** The lines between, with their line breaks (LF); the tabs of `<<-` are gone. */
  readonly body: string;
  readonly bodySpan: Span;
  /** Whether the shell expands `$…` in it: the delimiter is not quoted. */
  readonly expands: boolean;
}

export interface ShellRedirect {
  readonly kind: 'redirect';
  readonly operator: '>' | '>>' | '<' | '<<' | '<<<';
  /** `<<-` */
  readonly stripsTabs: boolean;
  /** The file descriptor, 1 or 0 when not written; -1 for `&>`, which is both outputs. */
  readonly descriptor: number;
  /** The file, the delimiter or the text; undefined at the end of the script. `&1` for a copy of a descriptor. */
  target: ShellWord | undefined;
  heredoc?: Heredoc;
  readonly span: Span;
}

export type ShellToken = ShellWord | ShellOperator | ShellRedirect;

/**
 * Cuts a script of a POSIX shell (or bash) into tokens, here-documents included. What is left open at the end of the
 * text ends there. Never throws; time grows with the length of the text.
 */
export function lexShell(text: string): ShellToken[] {
  const tokens: ShellToken[] = [];
  const pending: ShellRedirect[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ' ' || character === '\t' || character === '\r') {
      at++;
    } else if (character === '\\' && lineBreakLength(text, at + 1) > 0) {
      at += 1 + lineBreakLength(text, at + 1);
    } else if (character === '#') {
      while (at < text.length && text.charAt(at) !== '\n') at++;
    } else if (character === '\n') {
      tokens.push({ kind: 'operator', text: '\n', span: { start: at, end: at + 1 } });
      at++;
      for (const redirect of pending.splice(0)) at = readHeredoc(text, at, redirect);
    } else {
      const redirect = readRedirect(text, at);
      if (redirect) {
        at = redirect.span.end;
        const blank = /[ \t]*/y;
        blank.lastIndex = at;
        at += blank.exec(text)?.[0].length ?? 0;
        const target =
          at < text.length && (text.charAt(at) === '&' || !isMeta(text.charAt(at)))
            ? readWord(text, at)
            : undefined;
        const whole = {
          ...redirect,
          target,
          span: { start: redirect.span.start, end: target?.span.end ?? redirect.span.end },
        };
        at = whole.span.end;
        tokens.push(whole);
        if (whole.operator === '<<' && target) pending.push(whole);
        continue;
      }
      const operator = /&&|\|\||;;&?|;&|\|&|[;|&()]/y;
      operator.lastIndex = at;
      const found = operator.exec(text)?.[0];
      if (found !== undefined) {
        tokens.push({
          kind: 'operator',
          text: plainOperator(found),
          span: { start: at, end: at + found.length },
        });
        at += found.length;
      } else {
        const word = readWord(text, at);
        tokens.push(word);
        at = Math.max(word.span.end, at + 1);
      }
    }
  }
  return tokens;
}

function plainOperator(text: string): ShellOperator['text'] {
  if (text === '|&') return '|';
  return text.startsWith(';') && text.length > 1 ? ';;' : (text as ShellOperator['text']);
}

function readRedirect(text: string, at: number): ShellRedirect | undefined {
  const pattern = /(\d{0,3}|&)(<<<|<<-?|<>|<&|<|>>|>\||>&|>)/y;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [whole, prefix = '', written = ''] = match;
  let end = at + whole.length;
  // `>&1` copies a descriptor: the ampersand belongs to what follows.
  if (written.endsWith('&')) end--;
  const operator = written.startsWith('<<<')
    ? '<<<'
    : written.startsWith('<<')
      ? '<<'
      : written.startsWith('<')
        ? '<'
        : written === '>>'
          ? '>>'
          : '>';
  const descriptor =
    prefix === '&' ? -1 : prefix === '' ? (operator.startsWith('>') ? 1 : 0) : Number(prefix);
  return {
    kind: 'redirect',
    operator,
    stripsTabs: written === '<<-',
    descriptor,
    target: undefined,
    span: { start: at, end },
  };
}

function readHeredoc(text: string, at: number, redirect: ShellRedirect): number {
  const delimiter = redirect.target?.text ?? '';
  const lines: string[] = [];
  let lineStart = at;
  while (lineStart < text.length) {
    const lineBreak = text.indexOf('\n', lineStart);
    const lineEnd = lineBreak < 0 ? text.length : lineBreak;
    let line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
    if (redirect.stripsTabs) line = line.replace(/^\t+/, '');
    const next = lineBreak < 0 ? text.length : lineBreak + 1;
    if (line === delimiter) {
      redirect.heredoc = heredoc(lines, at, lineStart, redirect);
      return next;
    }
    lines.push(`${line}\n`);
    lineStart = next;
  }
  redirect.heredoc = heredoc(lines, at, text.length, redirect);
  return text.length;
}

function heredoc(lines: readonly string[], start: number, end: number, redirect: ShellRedirect): Heredoc {
  return { body: lines.join(''), bodySpan: { start, end }, expands: redirect.target?.quoted === false };
}

/** Reads a word from `start` on; `&1` and the like count as one. */
function readWord(text: string, start: number): ShellWord {
  let at = start;
  let result = '';
  let quoted = false;
  let expands = false;
  if (text.charAt(at) === '&') {
    result = '&';
    at++;
  }
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "'") {
      const close = text.indexOf("'", at + 1);
      const end = close < 0 ? text.length : close;
      result += text.slice(at + 1, end);
      quoted = true;
      at = Math.min(end + 1, text.length);
    } else if (character === '"') {
      const inside = readDoubleQuoted(text, at);
      result += inside.text;
      expands ||= inside.expands;
      quoted = true;
      at = inside.end;
    } else if (character === '\\') {
      const lineBreak = lineBreakLength(text, at + 1);
      if (lineBreak === 0) {
        result += text.charAt(at + 1);
        quoted = true;
      }
      at += lineBreak === 0 ? 2 : 1 + lineBreak;
    } else if (character === '$' || character === '`') {
      const end = expansionEnd(text, at, false);
      result += text.slice(at, end);
      expands ||= end > at + 1;
      at = end;
    } else if (isMeta(character)) {
      break;
    } else {
      result += character;
      at++;
    }
  }
  at = Math.min(at, text.length);
  return { kind: 'word', text: result, span: { start, end: at }, quoted, expands };
}

function readDoubleQuoted(text: string, start: number): { text: string; end: number; expands: boolean } {
  let at = start + 1;
  let result = '';
  let expands = false;
  while (at < text.length && text.charAt(at) !== '"') {
    const character = text.charAt(at);
    if (character === '\\') {
      const lineBreak = lineBreakLength(text, at + 1);
      if (lineBreak > 0) at += 1 + lineBreak;
      else {
        const next = text.charAt(at + 1);
        result += '$`"\\'.includes(next) ? next : `\\${next}`;
        at += 2;
      }
    } else if (character === '$' || character === '`') {
      const end = expansionEnd(text, at, true);
      result += text.slice(at, end);
      expands ||= end > at + 1;
      at = end;
    } else {
      result += character;
      at++;
    }
  }
  return { text: result, end: Math.min(at + 1, text.length), expands };
}

/** Where an expansion that begins with a dollar or a backtick ends; one character on when it is none. */
function expansionEnd(text: string, start: number, inDoubleQuotes: boolean): number {
  if (text.charAt(start) === '`') {
    const close = text.indexOf('`', start + 1);
    return close < 0 ? text.length : close + 1;
  }
  const next = text.charAt(start + 1);
  if (next !== '(' && next !== '{') {
    const name = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/y;
    name.lastIndex = start;
    return start + (name.exec(text)?.[0].length ?? 1);
  }
  const open: string[] = [];
  let at = start + 1;
  do {
    const character = text.charAt(at);
    const innermost = open[open.length - 1];
    if (character === '\\') at++;
    else if (character === '"') {
      if (innermost === '"') open.pop();
      else open.push('"');
    } else if (character === "'" && innermost !== '"' && !(inDoubleQuotes && innermost === '}')) {
      const close = text.indexOf("'", at + 1);
      at = close < 0 ? text.length : close;
    } else if (character === '(' && innermost !== '"') open.push(')');
    else if (character === '{' && innermost !== '"') open.push('}');
    else if (character === '$' && innermost === '"' && '({'.includes(text.charAt(at + 1) || ' ')) {
      open.push(text.charAt(at + 1) === '(' ? ')' : '}');
      at++;
    } else if (character === innermost) open.pop();
    at++;
  } while (open.length > 0 && at < text.length);
  return Math.min(at, text.length);
}

function isMeta(character: string): boolean {
  return ' \t\r\n;&|()<>'.includes(character);
}

/** The length of the line break that stands at an offset, 0 when there is none. */
function lineBreakLength(text: string, at: number): number {
  return text.startsWith('\r\n', at) ? 2 : text.startsWith('\n', at) ? 1 : 0;
}
