import type { Span } from './place';

/** Replaces a stretch of one file by a new text; an empty stretch inserts. */
export interface TextEdit {
  readonly file: string;
  readonly span: Span;
  readonly newText: string;
}

/** Makes a new file. It is an error when the file exists already. */
export interface FileCreation {
  readonly file: string;
  readonly text: string;
}

/**
 * Applies edits of one file to its text. Edits at one offset are applied in the order given.
 * Throws a RangeError when two edits overlap or one lies outside the text: that is a defect of the maker of the edits.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < at || edit.span.end < edit.span.start || edit.span.end > text.length) {
      throw new RangeError(
        `Edit ${edit.span.start}-${edit.span.end} of ${edit.file} overlaps another one or lies outside the text.`,
      );
    }
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
