import type { YamlMap, YamlNode, YamlPair, YamlSequence } from './tree';

/** A pair or an item as it stands in the text of its collection. */
export interface Entry {
  /** Where it begins: its key (with anchor and tag, if it is the first), or its dash or value. */
  readonly start: number;
  /** Where its value ends; an alias, not what it names. */
  readonly end: number;
}

/** The pairs that are written in a map itself, by their place; what merge keys bring in is not. */
export function ownPairs(map: YamlMap): readonly YamlPair[] {
  const { span } = map.at;
  return map.pairs
    .filter(
      ({ key }) =>
        key.at.file === map.at.file && span.start <= key.at.span.start && key.at.span.end <= span.end,
    )
    .sort((a, b) => a.key.at.span.start - b.key.at.span.start);
}

/** Where a pair's value ends in the text. */
export function pairEnd(text: string, pair: YamlPair): number {
  const keyEnd = pair.key.at.span.end;
  const { start, end } = pair.value.at.span;
  if (pair.value.at.file === pair.key.at.file && start >= keyEnd)
    return Math.max(end, colonEnd(text, keyEnd));
  return aliasEnd(text, colonEnd(text, keyEnd));
}

/** Where the items of a sequence stand: from the dash, or in brackets from the value. */
export function itemEntries(text: string, sequence: YamlSequence): readonly Entry[] {
  const { start: from, end: to } = sequence.at.span;
  const entries: Entry[] = [];
  let at = from;
  for (const item of sequence.items) {
    const start = sequence.flow ? flowItemStart(text, at) : nextContent(text, at);
    const { span } = item.at;
    const own = item.at.file === sequence.at.file && span.start >= start && span.end <= to;
    const end = own
      ? Math.max(span.end, sequence.flow ? start : start + 1)
      : aliasEnd(text, sequence.flow ? start : start + 1);
    entries.push({ start, end });
    at = end;
  }
  return entries;
}

function flowItemStart(text: string, at: number): number {
  const next = nextContent(text, at);
  return '[,'.includes(text.charAt(next)) ? nextContent(text, next + 1) : next;
}

/** Where the colon behind a key ends; in brackets there may be none, and then it is the end of the key. */
export function colonEnd(text: string, keyEnd: number): number {
  let at = keyEnd;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return text.charAt(at) === ':' ? at + 1 : keyEnd;
}

function aliasEnd(text: string, from: number): number {
  const start = nextContent(text, from);
  return text.charAt(start) === '*'
    ? start + (/^\*[^\s,[\]{}]*/.exec(text.slice(start, start + 1000))?.[0].length ?? 0)
    : from;
}

/** The next offset that is neither white space nor in a comment. */
export function nextContent(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
    if (text.charAt(at) !== '#') return at;
    at = lineEnd(text, at);
  }
}

/** Where a line begins. */
export function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && !'\r\n'.includes(text.charAt(start - 1))) start--;
  return start;
}

/** Where a line ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && !'\r\n'.includes(text.charAt(end))) end++;
  return end;
}

/** Where the line begins that follows a line break at an offset; the end of the text if there is none. */
export function nextLine(text: string, end: number): number {
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** The line break that the text uses where it ends a line first. */
export function lineBreakOf(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}

/** Whether only white space stands before an offset in its line. */
export function beginsLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/**
 * Where something can be inserted behind a node without changing what the node says: at the end of its line, or behind
 * the blank lines that belong to a block scalar.
 */
export function insertionPoint(text: string, end: number, node: YamlNode | undefined): number {
  const point = lineEnd(text, end);
  const last = lastScalar(node);
  if (last?.style !== 'literal' && last?.style !== 'folded') return point;
  let behind = point;
  for (;;) {
    const line = nextLine(text, behind);
    const next = lineEnd(text, line);
    if (line === behind || text.slice(line, next).trim() !== '') break;
    if (line === text.length) break;
    behind = next;
  }
  const keeps = /^[|>]\d?\+/.test(text.slice(last.at.span.start, last.at.span.start + 3));
  const spaces = /[ \t]/.test(text.slice(point, behind));
  return keeps || spaces ? behind : point;
}

function lastScalar(node: YamlNode | undefined): Extract<YamlNode, { kind: 'scalar' }> | undefined {
  let last = node;
  while (last && last.kind !== 'scalar') {
    if (last.flow) return undefined;
    last = last.kind === 'map' ? ownPairs(last).at(-1)?.value : last.items.at(-1);
  }
  return last;
}
