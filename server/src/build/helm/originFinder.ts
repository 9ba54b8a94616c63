import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../formats/yaml/tree';
import type { Place } from '../../text/place';
import { blockGap } from './gapLines';
import { firstPieceAt, gap, wholeSource, type Piece, type Source, type Text } from './text';

/** The text of a file of the workspace. */
export type TextOf = (file: string) => string | undefined;

/** Moves the nodes of a tree, parsed from rendered text, to the places where they are written. */
export class OriginFinder {
  constructor(
    private readonly file: string,
    private readonly rendered: Text,
    private readonly textOf: TextOf,
  ) {}

  /** The node with all that is in it, at its origin. Unknown parts are marked, or mark the collection around them. */
  relocated(node: YamlNode): YamlNode {
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node).node;
      case 'sequence': {
        const known = node.items.filter((item) => !isBlockGap(item));
        const items = known.map((item) => this.relocated(item));
        const at = this.collectionPlace(node, items[0]?.at, items.at(-1)?.at);
        const lost = node.items.find(isBlockGap);
        return { ...node, at, items, indent: this.column(at, node.indent), ...this.unknownAt(lost) };
      }
      case 'map':
        return this.map(node);
    }
  }

  /** Where a stretch of the rendered text is written: in a template. */
  place(start: number, end: number): Place {
    return (
      templatePlace(this.rendered.pieces, start, end, this.rendered.text) ?? {
        file: this.file,
        span: { start: 0, end: 0 },
      }
    );
  }

  private map(node: YamlMap): YamlMap {
    const known = node.pairs.filter((pair) => !pair.key.text.includes(gap));
    const pairs = known.map((pair) => this.pair(pair));
    const first = pairs[0]?.key.at;
    const last = pairs.at(-1)?.value.at;
    const at = this.collectionPlace(node, first, last);
    const lost = node.pairs.find((pair) => pair.key.text.includes(gap))?.key;
    return { ...node, at, pairs, indent: this.column(at, node.indent), ...this.unknownAt(lost) };
  }

  private pair({ key, value }: YamlPair): YamlPair {
    const keyNode = this.scalar(key).node;
    if (value.kind !== 'scalar') return { key: keyNode, value: this.relocated(value) };
    const { node, before, through } = this.scalar(value, keyNode.at);
    return { key: keyNode, value: node, ...(before && { before }), ...(through && { through }) };
  }

  /** A scalar at its origin; for a value also the template's place, and the values that it overrules. */
  private scalar(
    node: YamlScalar,
    fallback?: Place,
  ): { node: YamlScalar; before?: readonly Place[]; through?: Place } {
    const { start, end } = node.at.span;
    const template = templatePlace(this.rendered.pieces, start, end, this.rendered.text);
    const reason = unknownWithin(this.rendered.pieces, start, end);
    const unknown = reason ?? node.unknown;
    const source = reason === undefined ? this.source(node) : undefined;
    const at = source?.at ?? template ?? fallback ?? { file: this.file, span: { start: 0, end: 0 } };
    const relocated = { ...node, at, ...(unknown === undefined ? {} : { unknown }) };
    return source ? { node: relocated, before: source.before, through: template } : { node: relocated };
  }

  /** The value that the scalar shows and nothing else; quotes of the template's own do not count. */
  private source(node: YamlScalar): Source | undefined {
    const { start, end } = node.at.span;
    const { pieces, text } = this.rendered;
    const whole = wholeSource(pieces, start, end);
    if (whole) return whole;
    if (node.style === 'double' || node.style === 'single') return wholeSource(pieces, start + 1, end - 1);
    if (node.style === 'plain') return undefined;
    let found: Source | undefined;
    for (let at = text.indexOf('\n', start) + 1; at > 0 && at < end;) {
      const newline = text.indexOf('\n', at);
      const stop = newline < 0 || newline > end ? end : newline;
      const lead = at + (text.slice(at, stop).length - text.slice(at, stop).trimStart().length);
      if (lead < stop) {
        const source = wholeSource(pieces, lead, stop);
        if (!source || (found && found.at !== source.at)) return undefined;
        found = source;
      }
      at = stop + 1;
    }
    return found;
  }

  private collectionPlace(node: YamlNode, first: Place | undefined, last: Place | undefined): Place {
    const isFlow = node.kind !== 'scalar' && node.flow;
    if (!first || isFlow) return this.place(node.at.span.start, node.at.span.end);
    if (last?.file === first.file && last.span.end > first.span.start) {
      return { file: first.file, span: { start: first.span.start, end: last.span.end } };
    }
    return first;
  }

  /** The column of a place in its own file. */
  private column(at: Place, otherwise: number): number {
    const text = this.textOf(at.file);
    return text === undefined ? otherwise : at.span.start - (text.lastIndexOf('\n', at.span.start - 1) + 1);
  }

  private unknownAt(node: YamlNode | undefined): { unknown?: string } {
    if (!node) return {};
    const { start, end } = node.at.span;
    return { unknown: unknownWithin(this.rendered.pieces, start, end) ?? 'a part of it is not known' };
  }
}

function isBlockGap(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.text.includes(blockGap);
}

/** The place of the template's text or action that printed a stretch. */
export function templatePlace(
  pieces: readonly Piece[],
  start: number,
  end: number,
  text: string,
): Place | undefined {
  const touched: Piece[] = [];
  for (let i = firstPieceAt(pieces, start); i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || piece.start > end || (piece.start === end && end > start)) break;
    if (piece.end > start || (start === end && piece.end === start)) touched.push(piece);
  }
  const [first] = touched;
  const last = touched.at(-1);
  if (!first || !last) return undefined;
  if (first === last || start === end) return placeIn(first, start, end, text);
  const from = placeIn(first, start, Math.min(first.end, end), text);
  const to = placeIn(last, Math.max(start, last.start), end, text);
  if (!from || !to || from.file !== to.file || to.span.end < from.span.start) return from ?? to;
  return { file: from.file, span: { start: from.span.start, end: to.span.end } };
}

function placeIn(piece: Piece, start: number, end: number, text: string): Place | undefined {
  const { at } = piece;
  if (at && piece.literal) {
    const from = at.span.start + Math.max(0, start - piece.start);
    return {
      file: at.file,
      span: { start: from, end: Math.max(from, at.span.start + Math.min(end, piece.end) - piece.start) },
    };
  }
  // What an action prints as a whole stands where the action stands; a part of it where the part is written.
  const isWhole =
    at !== undefined &&
    text.slice(piece.start, start).trim() === '' &&
    text.slice(end, piece.end).trim() === '';
  if (isWhole || !piece.inner) return at;
  return templatePlace(piece.inner, start, end, text) ?? at;
}

function unknownWithin(pieces: readonly Piece[], start: number, end: number): string | undefined {
  for (let i = firstPieceAt(pieces, start); i < pieces.length; i++) {
    const piece = pieces[i];
    if (!piece || piece.start >= end) break;
    if (piece.end <= start) continue;
    const inner = piece.inner && unknownWithin(piece.inner, start, end);
    const reason = inner ?? piece.unknown;
    if (reason !== undefined) return reason;
  }
  return undefined;
}
