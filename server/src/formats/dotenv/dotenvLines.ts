/**
 * The text of one assignment: a line, or several that phpdotenv joins. `text` has LF for every line break and no byte
 * order mark, as phpdotenv sees it; `offset` leads from there back to the file.
 */
export interface JoinedLines {
  readonly text: string;
  /** The offset in the file of a character of `text`. */
  offset(index: number): number;
  /** Indexes into `text` where its lines begin. */
  readonly lineStarts: readonly number[];
  /** False for the last one of a file when no quote ends it: phpdotenv drops it. */
  readonly closed: boolean;
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * Cuts a file as `Dotenv\Parser\Lines` does: a line with `="` and no second quote goes on until a line with a quote
 * that no backslash precedes. Comments and blank lines are among the results.
 */
export function dotenvLines(text: string): JoinedLines[] {
  const joined: JoinedLines[] = [];
  let open: Line[] = [];
  for (const line of splitLines(text)) {
    const started = startsMultiline(line.text);
    if (started || open.length > 0) {
      open.push(line);
      if (!stopsMultiline(line.text, started)) continue;
      joined.push(join(open, true));
      open = [];
    } else {
      joined.push(join([line], true));
    }
  }
  if (open.length > 0) joined.push(join(open, false));
  return joined;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  const lineBreak = /\r\n|\n|\r/g;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let match = lineBreak.exec(text); match; match = lineBreak.exec(text)) {
    lines.push({ start, text: text.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  lines.push({ start, text: text.slice(start) });
  return lines;
}

function startsMultiline(line: string): boolean {
  return line.includes('="') && !stopsMultiline(line, true);
}

function stopsMultiline(line: string, started: boolean): boolean {
  if (line === '"') return true;
  const quotes = line.replaceAll('\\\\', '').match(/(?<=[^\\])"/g)?.length ?? 0;
  return started ? quotes > 1 : quotes > 0;
}

function join(lines: readonly Line[], closed: boolean): JoinedLines {
  const lineStarts: number[] = [];
  let length = 0;
  for (const line of lines) {
    lineStarts.push(length);
    length += line.text.length + 1;
  }
  return {
    text: lines.map((line) => line.text).join('\n'),
    lineStarts,
    closed,
    offset(index) {
      let low = 0;
      let high = lineStarts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((lineStarts[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      return (lines[low]?.start ?? 0) + index - (lineStarts[low] ?? 0);
    },
  };
}
