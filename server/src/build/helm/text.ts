/**
 * Text that remembers where its parts come from. Every string of a template is one: the pieces say which stretch was
 * written where, and survive whatever is made of the text by cutting and joining.
 *
 * Invariant: pieces stand in ascending order and do not overlap; those inside a piece lie within it.
 */
import type { Place } from '../../text/place';
import { checkCount, checkLength } from './templateFailure';

/** Where a value was written: in a values file, in Chart.yaml, in a deploy command. */
export interface Source {
  readonly at: Place;
  /** The places that it overrules, the nearest first. */
  readonly before?: readonly Place[];
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  /** The template's text or action that printed this stretch. */
  readonly at?: Place;
  /** The stretch is the template's own text, character by character, so that a part of it has a place as well. */
  readonly literal?: boolean;
  /** The value that this stretch shows, whole or in part. */
  readonly source?: Source;
  /** What is printed here cannot be known; the text only keeps its place. */
  readonly unknown?: string;
  /** Where parts of the stretch come from in turn. */
  readonly inner?: readonly Piece[];
}

export interface Text {
  readonly kind: 'string';
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Why a part of the text is not known. */
  readonly unknown?: string;
  /** The text is not empty, whatever its unknown parts are. */
  readonly certainlyFilled?: boolean;
}

/** Stands in a text for what is not known: a letter to YAML, and one that nobody writes. */
export const gap = '\uE0F7';

export const emptyText: Text = { kind: 'string', text: '', pieces: [] };

/** Text without a history: of a literal in an action, or computed. */
export function plainText(text: string): Text {
  return text === '' ? emptyText : { kind: 'string', text, pieces: [] };
}

/** Text that was written at one place. */
export function sourcedText(text: string, source: Source | undefined): Text {
  if (!source) return plainText(text);
  return { kind: 'string', text, pieces: [{ start: 0, end: text.length, source }] };
}

/** Text in place of something unknown. */
export function gapText(reason: string, filled: boolean | undefined): Text {
  const pieces = [{ start: 0, end: 1, unknown: reason }];
  return { kind: 'string', text: gap, pieces, unknown: reason, certainlyFilled: filled };
}

/** The part from `start` to `end`, as `String.slice` with offsets that lie in the text. */
export function slice(text: Text, start: number, end: number): Text {
  if (start === 0 && end === text.text.length) return text;
  const part = text.text.slice(start, end);
  if (text.pieces.length === 0) return plainText(part);
  return made(part, slicePieces(text.pieces, start, end, -start), text.unknown);
}

/** All of them, one behind the other. */
export function concat(...texts: readonly Text[]): Text {
  if (texts.length === 1 && texts[0]) return texts[0];
  const builder = new TextBuilder();
  for (const text of texts) builder.add(text);
  return builder.text();
}

/** Another text made from this one as a whole, such as its quoted form: what was written at one place still is. */
export function derived(from: Text, text: string): Text {
  const source = wholeSource(from.pieces, 0, from.text.length);
  return source ? sourcedText(text, source) : plainText(text);
}

/** The lines of a text, without their newlines. */
export function lines(text: Text): Text[] {
  return split(text, '\n');
}

/** The parts between separators, as `String.split` with a non-empty separator. */
export function split(text: Text, separator: string): Text[] {
  const parts: Text[] = [];
  let at = 0;
  for (;;) {
    const next = text.text.indexOf(separator, at);
    if (next < 0) break;
    parts.push(slice(text, at, next));
    checkCount(parts.length);
    at = next + separator.length;
  }
  parts.push(slice(text, at, text.text.length));
  return parts;
}

/** The parts with a separator between them. */
export function join(parts: readonly Text[], separator: string): Text {
  const builder = new TextBuilder();
  const between = plainText(separator);
  parts.forEach((part, i) => {
    if (i > 0) builder.add(between);
    builder.add(part);
  });
  return builder.text();
}

/** The one value that the whole stretch shows, if there is one: empty pieces and quotes of other origin do not count. */
export function wholeSource(pieces: readonly Piece[], start: number, end: number): Source | undefined {
  let found: Source | undefined;
  let covered = start;
  for (let i = firstPieceAt(pieces, start); i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || piece.start > end || (piece.start === end && end > start)) break;
    if (piece.end < start || (piece.end === start && end > start)) continue;
    if (piece.start > covered) return undefined;
    const inside = { start: Math.max(start, piece.start), end: Math.min(end, piece.end) };
    const source = (piece.inner && wholeSource(piece.inner, inside.start, inside.end)) ?? piece.source;
    if (!source || piece.unknown !== undefined || (found && found !== source)) return undefined;
    found = source;
    covered = Math.max(covered, piece.end);
  }
  return covered >= end ? found : undefined;
}

/** Collects a text from parts in linear time. */
export class TextBuilder {
  private readonly parts: string[] = [];
  private readonly pieces: Piece[] = [];
  private unknown: string | undefined;
  private filled = false;
  length = 0;

  add(text: Text): void {
    if (text.text === '') this.addEmpty(text);
    else
      for (const piece of text.pieces)
        this.pieces.push(this.length === 0 ? piece : shifted(piece, this.length));
    this.parts.push(text.text);
    this.length += text.text.length;
    checkLength(this.length);
    this.unknown ??= text.unknown;
    this.filled ||= text.certainlyFilled === true || (text.unknown === undefined && text.text !== '');
  }

  /** Of empty texts one after the other the first alone leaves a trace, or else their number could explode. */
  private addEmpty(text: Text): void {
    const [piece] = text.pieces;
    if (piece && this.pieces.at(-1)?.start !== this.length) this.pieces.push(shifted(piece, this.length));
  }

  /** Adds text under one piece, which its own pieces become part of. */
  addUnder(text: Text, piece: Pick<Piece, 'at' | 'literal' | 'source' | 'unknown'>): void {
    const start = this.length;
    const end = start + text.text.length;
    if (text.pieces.length === 0) this.pieces.push({ ...piece, start, end });
    else this.pieces.push({ ...piece, start, end, inner: text.pieces.map((each) => shifted(each, start)) });
    this.parts.push(text.text);
    this.length += text.text.length;
    checkLength(this.length);
    this.unknown ??= text.unknown ?? piece.unknown;
    this.filled ||= text.certainlyFilled === true || (text.unknown === undefined && text.text !== '');
  }

  text(): Text {
    const { unknown, filled } = this;
    const text = this.parts.join('');
    return {
      kind: 'string',
      text,
      pieces: this.pieces,
      ...(unknown === undefined ? {} : { unknown, certainlyFilled: filled }),
    };
  }
}

function made(text: string, pieces: readonly Piece[], unknown: string | undefined): Text {
  if (unknown === undefined) return { kind: 'string', text, pieces };
  const reason = unknownIn(pieces);
  if (reason === undefined) return { kind: 'string', text, pieces };
  return { kind: 'string', text, pieces, unknown: reason, certainlyFilled: text.replaceAll(gap, '') !== '' };
}

/** Why a part of these pieces is unknown, or undefined when none is. */
export function unknownIn(pieces: readonly Piece[]): string | undefined {
  for (const piece of pieces) {
    const reason = piece.unknown ?? (piece.inner && unknownIn(piece.inner));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function slicePieces(pieces: readonly Piece[], start: number, end: number, by: number): Piece[] {
  const cut: Piece[] = [];
  for (let i = firstPieceAt(pieces, start); i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || piece.start > end) break;
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.end, end);
    // A piece that only touches the stretch belongs to its neighbour, an empty piece to whoever holds its place.
    if (from > to || (from === to && piece.start !== piece.end)) continue;
    cut.push(clipped(piece, from, to, by));
  }
  return cut;
}

function clipped(piece: Piece, from: number, to: number, by: number): Piece {
  if (from === piece.start && to === piece.end) return shifted(piece, by);
  const { at, literal, inner } = piece;
  const start = at && literal ? at.span.start + (from - piece.start) : 0;
  return {
    ...piece,
    start: from + by,
    end: to + by,
    ...(at && literal ? { at: { file: at.file, span: { start, end: start + (to - from) } } } : {}),
    ...(inner ? { inner: slicePieces(inner, from, to, by) } : {}),
  };
}

function shifted(piece: Piece, by: number): Piece {
  if (by === 0) return piece;
  const moved = { ...piece, start: piece.start + by, end: piece.end + by };
  return piece.inner ? { ...moved, inner: piece.inner.map((each) => shifted(each, by)) } : moved;
}

/** The index of the first piece that ends at or behind an offset. */
export function firstPieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
