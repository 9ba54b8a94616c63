import type { TextEdit } from '../../text/edit';
import { lineBreakOf, lineEnd, lineStart, nextLine } from './nodeText';
import { renderScalar } from './renderScalar';
import type { ScalarValue } from './renderScalar';
import type { YamlScalar } from './tree';

/**
 * Gives a scalar another value. Quotes stay as they are; a plain scalar gets quotes when the new string needs them.
 * A string of several lines stays a block if it can; everything else is written on one line. A number, a boolean or
 * null is written without quotes. Where nothing is written yet, a blank is put before the value.
 */
export function replaceScalar(text: string, scalar: YamlScalar, value: ScalarValue): TextEdit {
  const { file, span } = scalar.at;
  const edit = (newText: string) => ({ file, span, newText });
  if (scalar.style === 'literal' || scalar.style === 'folded') {
    const block = typeof value === 'string' ? literal(text, scalar, value) : undefined;
    return edit(block ?? renderScalar(value));
  }
  // A plain scalar with brackets or commas in it does not stand inside brackets; of any other one cannot know.
  const inFlow = !/[,[\]{}]/.test(scalar.text);
  const written = renderScalar(value, { style: scalar.style, inFlow });
  const nothing = span.start === span.end && span.start > 0 && !' \t'.includes(text.charAt(span.start - 1));
  return edit(nothing ? ` ${written}` : written);
}

/** The value as a literal block in the place of a block scalar, if it has several lines and none is odd. */
function literal(text: string, scalar: YamlScalar, value: string): string | undefined {
  const chomping = value.endsWith('\n') ? '' : '-';
  const content = chomping ? value : value.slice(0, -1);
  const odd =
    /^[ \t\n]|[ \t\n]$|[ \t]\n|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])/;
  if (!content.includes('\n') || odd.test(content)) return undefined;
  const first = nextLine(text, lineEnd(text, scalar.at.span.start));
  if (first >= scalar.at.span.end) return undefined;
  let line = first;
  while (line < scalar.at.span.end && text.slice(line, lineEnd(text, line)).trim() === '') {
    line = nextLine(text, lineEnd(text, line));
  }
  const margin = /^ */.exec(text.slice(line, lineEnd(text, line)))?.[0] ?? '';
  if (margin.length <= lineIndent(text, scalar.at.span.start)) return undefined;
  const lines = content.split('\n').map((each) => (each === '' ? '' : margin + each));
  return [`|${chomping}`, ...lines].join(lineBreakOf(text));
}

function lineIndent(text: string, at: number): number {
  const start = lineStart(text, at);
  return /^ */.exec(text.slice(start, lineEnd(text, start)))?.[0].length ?? 0;
}
