import { endsLine } from './cursor';
import type { Placeholders } from './placeholders';

/** A line, or several, of nothing but placeholders. */
export interface ActionLine {
  /** Where it ends, before its line break. */
  readonly end: number;
  /** By how many conditions and loops the text behind it is in more than the text before it. */
  readonly nesting: number;
  /** Whether it may write something where it stands. */
  readonly writes: boolean;
  /** The column of what it writes, where it says so itself (`nindent 4`). */
  readonly indent?: number;
}

/** Reads the line of placeholders that begins at an offset; undefined when there is other text in the line. */
export function readActionLine(text: string, at: number, placeholders: Placeholders): ActionLine | undefined {
  let end = at;
  let nesting = 0;
  let writes = false;
  let indent: number | undefined;
  while (placeholders.opensAt(text, end)) {
    const close = placeholders.end(text, end);
    const action = text.slice(end + 2, close - 2);
    nesting += nestingOf(action);
    if (text.charAt(end + 1) !== '#' && !isControl(action, text.charAt(end + 1) === '%')) {
      writes = true;
      const found = /\bn?indent\s+(\d{1,3})\b/.exec(action);
      if (found) indent = Number(found[1]);
    }
    end = close;
    while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end++;
  }
  if (!endsLine(text.charCodeAt(end)) && text.charAt(end) !== '#') return undefined;
  while (!endsLine(text.charCodeAt(end))) end++;
  return { end, nesting, writes, ...(indent === undefined ? {} : { indent }) };
}

function nestingOf(action: string): number {
  const word = /^[-~+]?\s*(\w+)/.exec(action)?.[1] ?? '';
  if (['if', 'range', 'with', 'define', 'block', 'for', 'unless', 'macro'].includes(word)) return 1;
  return /^end/.test(word) ? -1 : 0;
}

function isControl(action: string, statement: boolean): boolean {
  if (statement) return !/^[-~+=]?\s*include\b/.test(action) && !/^=/.test(action);
  return /^[-~]?\s*(?:\/\*|\$\w+\s*:?=|(?:if|else|end|range|with|define|block|break|continue)\b)/.test(
    action,
  );
}
