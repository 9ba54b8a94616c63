import type { Span } from '../../text/place';

/**
 * Cuts the text of a YAML stream at its document markers, in time linear in its length.
 *
 * A marker is `---` or `...` at the beginning of a line and followed by white space or the end of the text, wherever
 * it stands: YAML lets neither quoted nor block text run over one. A line of more dashes counts as a marker as well,
 * whose further dashes are the first text of the document: kubectl takes it for a marker and refuses it.
 *
 * The stretch before the first marker and the one behind `...` are documents only if they hold more than comments and
 * `%` directives. A text without any marker is always one document.
 */
export function splitDocuments(text: string): Span[] {
  const documents: Span[] = [];
  const begin = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let start = begin;
  let explicit = false;

  const markerAt = (line: number) => {
    const length = markerLength(text, line);
    if (length === 0) return;
    if (explicit || holdsContent(text.slice(start, line))) documents.push({ start, end: line });
    start = line + length;
    explicit = text.charAt(line) === '-';
  };

  markerAt(begin);
  const candidate = /[\r\n](?=---|\.\.\.)/g;
  candidate.lastIndex = begin;
  while (candidate.test(text)) markerAt(candidate.lastIndex);

  const unmarked = start === begin;
  if (explicit || unmarked || holdsContent(text.slice(start))) documents.push({ start, end: text.length });
  return documents;
}

/** The length of the marker at the beginning of a line, 0 when there is none. */
function markerLength(text: string, line: number): number {
  if (text.startsWith('...', line)) return endsToken(text, line + 3) ? 3 : 0;
  if (!text.startsWith('---', line)) return 0;
  let end = line + 3;
  if (endsToken(text, end)) return 3;
  while (text.charAt(end) === '-') end++;
  let rest = end;
  while (text.charAt(rest) === ' ' || text.charAt(rest) === '\t') rest++;
  const lineIsOver = rest === text.length || '\r\n'.includes(text.charAt(rest));
  return lineIsOver ? 3 : 0;
}

function endsToken(text: string, at: number): boolean {
  return at >= text.length || ' \t\r\n'.includes(text.charAt(at));
}

function holdsContent(stretch: string): boolean {
  return /^(?![ \t]*(?:#|[\r\n]|$)|%)./m.test(stretch);
}
