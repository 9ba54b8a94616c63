/** A piece of PHP as a reader sees it who does not parse: enough to find calls, in broken files as well. */
export interface PhpToken {
  readonly kind: 'name' | 'variable' | 'string' | 'number' | 'heredoc' | 'punctuation';
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** As written; of a string, its content when it has no variables in it. */
  readonly text: string | undefined;
}

/**
 * The tokens of a PHP file without comments, blanks and the text outside of `<?php … ?>`. With `lineBound`, a string
 * whose quote is not closed on its line ends with the line, so that one missing quote does not turn the rest of the
 * file inside out.
 */
export function scanTokens(text: string, lineBound = false): readonly PhpToken[] {
  return new TokenScan(text, lineBound).to(text.length);
}

/** The tokens of a file as far as they are wanted. */
export class TokenScan {
  private readonly tokens: PhpToken[] = [];
  private readonly opening = /<\?(?:php(?=\s|$)|=)/gi;
  /** Where the code goes on; undefined outside of `<?php … ?>`. */
  private position: number | undefined;
  private isOver = false;

  constructor(
    private readonly text: string,
    private readonly lineBound = false,
  ) {}

  /** All tokens that begin before an offset, and perhaps some more. */
  to(offset: number): readonly PhpToken[] {
    const end = Math.min(offset, this.text.length);
    while (!this.isOver && (this.position ?? this.opening.lastIndex) < end) {
      if (this.position === undefined) {
        if (!this.opening.exec(this.text)) {
          this.isOver = true;
          break;
        }
        this.position = this.opening.lastIndex;
      }
      const code = scanCode(this.text, this.position, end, this.lineBound, this.tokens);
      if (code.closed) this.opening.lastIndex = code.end;
      this.position = code.closed ? undefined : code.end;
    }
    return this.tokens;
  }
}

const token =
  /\s+|\/\*[^]*?(?:\*\/|$)|(?:\/\/|#(?!\[))(?:(?!\?>)[^\r\n])*|(\?>)|(\\?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:\\[\w\u0080-\uffff]+)*)|(\$[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)|(\d[\w.]*)|<<<[ \t]*(["']?)([A-Za-z_]\w*)\5\r?\n|(\?->|->|::|=>|\.\.\.|[^])/gy;

/** Scans up to `?>`, and returns the offset behind it, or else up to an offset. */
function scanCode(
  text: string,
  from: number,
  to: number,
  lineBound: boolean,
  tokens: PhpToken[],
): { readonly end: number; readonly closed: boolean } {
  let position = from;
  while (position < to) {
    token.lastIndex = position;
    const hit = token.exec(text);
    if (!hit) return { end: text.length, closed: false };
    const start = position;
    position = token.lastIndex;
    const [whole, close, name, variable, number, , label, punctuation] = hit;
    if (close !== undefined) return { end: position, closed: true };
    if (name !== undefined) tokens.push({ kind: 'name', start, end: position, text: name });
    else if (variable !== undefined) tokens.push({ kind: 'variable', start, end: position, text: variable });
    else if (number !== undefined) tokens.push({ kind: 'number', start, end: position, text: number });
    else if (label !== undefined) {
      position = heredocEnd(text, position, label);
      tokens.push({ kind: 'heredoc', start, end: position, text: undefined });
    } else if (punctuation === "'" || punctuation === '"' || punctuation === '`') {
      const string = scanString(text, start, punctuation, lineBound);
      tokens.push(string);
      position = string.end;
    } else if (punctuation !== undefined) {
      tokens.push({ kind: 'punctuation', start, end: position, text: whole });
    }
  }
  return { end: position, closed: false };
}

function scanString(text: string, start: number, quote: string, lineBound: boolean): PhpToken {
  for (let i = start + 1; i < text.length; i++) {
    const letter = text[i];
    if (letter === '\\') i++;
    else if (letter === quote) {
      return { kind: 'string', start, end: i + 1, text: contentOf(text.slice(start + 1, i), quote) };
    } else if (lineBound && (letter === '\n' || letter === '\r')) {
      return { kind: 'string', start, end: i, text: undefined };
    }
  }
  return { kind: 'string', start, end: text.length, text: undefined };
}

/** The text of a string without variables or unusual escapes. */
function contentOf(inner: string, quote: string): string | undefined {
  if (quote === "'") return inner.replace(/\\([\\'])/g, '$1');
  return quote === '`' || /[\\$]/.test(inner) ? undefined : inner;
}

function heredocEnd(text: string, from: number, label: string): number {
  const closing = new RegExp(`^[ \\t]*${label}\\b`, 'gm');
  closing.lastIndex = from;
  const hit = closing.exec(text);
  return hit ? hit.index + hit[0].length : text.length;
}
