import { endsLine } from './cursor';

/** What a value from a template is, in words for users. */
export const FILLED_IN = 'it is filled in by a template';

/** What a collection is when a template decides about its parts. */
export const CONDITIONAL = 'parts of it depend on conditions of a template';

/** No placeholder is taken to be longer: the time for the unclosed ones has to stay bounded. */
const LONGEST = 4000;

/**
 * The placeholders of a template language, for a reader that has to step over them. Offsets count in whatever text is
 * given.
 */
export class Placeholders {
  private constructor(
    readonly template: 'helm' | 'other',
    private readonly delimiters: ReadonlyMap<string, string>,
  ) {}

  /** The language of a text that is known to hold placeholders where YAML allows none. */
  static of(text: string): Placeholders {
    const goAction =
      /\{\{-?\s*(?:\/\*|[.$(]|(?:if|else|end|range|with|define|include|template|block|toYaml|tpl|printf|default|quote|required|lookup)\b)/;
    const helm = goAction.test(text) && !/\{%/.test(text);
    return helm ? Placeholders.helm : Placeholders.other;
  }

  private static readonly helm = new Placeholders('helm', new Map([['{{', '}}']]));
  private static readonly other = new Placeholders(
    'other',
    new Map([
      ['{{', '}}'],
      ['{%', '%}'],
      ['{#', '#}'],
      ['<%', '%>'],
      ['[[', ']]'],
    ]),
  );

  /** Whether a placeholder begins at an offset. */
  opensAt(text: string, at: number): boolean {
    const code = text.charCodeAt(at);
    return (code === 0x7b || code === 0x3c || code === 0x5b) && this.delimiters.has(text.slice(at, at + 2));
  }

  /** Whether a text has a placeholder in it. */
  within(text: string): boolean {
    for (const open of this.delimiters.keys()) if (text.includes(open)) return true;
    return false;
  }

  /** Where the placeholder at an offset ends; one that is not closed within some thousand characters ends with its line. */
  end(text: string, at: number): number {
    const close = this.delimiters.get(text.slice(at, at + 2)) ?? '';
    const limit = text.slice(at, at + LONGEST).includes(close) ? at + LONGEST : at;
    for (let pos = at + 2; pos < limit && pos < text.length; pos++) {
      const char = text.charAt(pos);
      if (text.startsWith(close, pos)) return pos + close.length;
      if (char === '"' || char === '`') pos = stringEnd(text, pos, char);
      else if (char === '/' && text.startsWith('/*', pos)) pos = commentEnd(text, pos);
    }
    let end = at + 2;
    while (!endsLine(text.charCodeAt(end))) end++;
    return end;
  }
}

/** The offset of the quote that closes a string; the opening one when the line ends before. */
function stringEnd(text: string, at: number, quote: string): number {
  for (let pos = at + 1; !endsLine(text.charCodeAt(pos)); pos++) {
    if (quote === '"' && text.charAt(pos) === '\\') pos++;
    else if (text.charAt(pos) === quote) return pos;
  }
  return at;
}

function commentEnd(text: string, at: number): number {
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? at : close + 1;
}

/** Whether a value has something like `{{ name }}` in it. */
export function isFilledIn(text: string): boolean {
  const open = text.indexOf('{{');
  return open >= 0 && text.includes('}}', open + 2);
}

/** Whether a line that is no YAML has a placeholder in it that may explain why. */
export function hasPlaceholder(line: string): boolean {
  return /\{\{|\{%.*%\}|\{#.*#\}|<%|\[\[ ?[\w.-]+ ?\]\]|(?:^|[\s:])(?:@[\w.-]+@|%[ds]\b|%[A-Z_]+%)/.test(
    line,
  );
}
