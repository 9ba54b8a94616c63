/** A stretch of one text. Offsets count UTF-16 code units from 0; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where something stands: a file of the workspace and a stretch of its text. What is known of a manifest moves along with
 * its document, so whoever keeps something keeps the place, never the numbers in it.
 */
export interface Place {
  /** Path relative to the workspace folder, with `/` between its parts. */
  readonly file: string;
  readonly span: Span;
}

/** The place of `start`…`end` in `file`. */
export function place(file: string, start: number, end: number): Place {
  return { file, span: { start, end } };
}

/** Whether two places are the same stretch of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** A text that names a place without ambiguity, for use as a key. */
export function placeKey(at: Place): string {
  return `${at.file}:${at.span.start}-${at.span.end}`;
}
