import { COLON, SPACE, TAB, endsLine, endsToken } from './cursor';
import type { Cursor } from './cursor';
import { DEPTH_LIMIT } from './checkDepth';
import { Fault } from './fault';
import type { Placeholders } from './placeholders';
import { FILLED_IN } from './placeholders';
import { readAlias, readProperties } from './readProperties';
import { readQuoted } from './readQuoted';
import type { Properties, RawScalar, TreeBuilder } from './treeBuilder';
import type { YamlNode, YamlPair, YamlScalar } from './tree';

/** What the reader of a flow collection works with. */
export interface FlowContext {
  readonly cursor: Cursor;
  readonly builder: TreeBuilder;
  readonly placeholders: Placeholders | undefined;
  /** Asked at the beginning of each line whether the closing bracket must have been forgotten. */
  readonly lineEndsIt: (() => boolean) | undefined;
}

const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/**
 * Reads the flow collection that begins at the cursor. Its lines may have any indentation, as for libyaml.
 * `depth` is the number of collections that it is in.
 */
export function readFlow(context: FlowContext, depth: number, properties?: Properties): YamlNode {
  const { cursor, builder } = context;
  const start = cursor.pos;
  if (depth >= DEPTH_LIMIT) throw tooDeep(start);
  const indent = cursor.column;
  const isMap = cursor.code() === OPEN_MAP;
  const close = isMap ? CLOSE_MAP : CLOSE_LIST;
  const before = builder.open(properties);
  const items: YamlNode[] = [];
  const pairs: YamlPair[] = [];
  cursor.pos++;
  for (;;) {
    skip(context, start, close);
    if (cursor.code() === close) break;
    if (cursor.code() === COMMA)
      throw new Fault(cursor.pos, cursor.pos + 1, 'Nothing stands before this ",".');
    const { column } = cursor;
    const item = readItem(context, depth + 1);
    skip(context, start, close);
    if (atValue(context, item)) {
      const read = readPair(context, item, depth + 1, start, close);
      if (isMap) pairs.push(read);
      else items.push(single(context, read, column));
    } else if (isMap) {
      pairs.push({ key: asKey(context, item), value: builder.nothing(context.cursor.pos) });
    } else {
      items.push(item);
    }
    skip(context, start, close);
    if (cursor.code() === COMMA) cursor.pos++;
    else if (cursor.code() !== close) throw missingSeparator(cursor, close);
  }
  cursor.pos++;
  return isMap
    ? builder.map(start, cursor.pos, { pairs, flow: true, indent }, before, properties)
    : builder.sequence(start, cursor.pos, { items, flow: true, indent }, before, properties);
}

function readPair(
  context: FlowContext,
  item: YamlNode,
  depth: number,
  start: number,
  close: number,
): YamlPair {
  const { cursor, builder } = context;
  const key = asKey(context, item);
  const behindColon = ++cursor.pos;
  skip(context, start, close);
  const empty = cursor.code() === COMMA || cursor.code() === close;
  return { key, value: empty ? builder.nothing(behindColon) : readItem(context, depth) };
}

/** A pair in a list, `[a: b]`, is a map of its own. */
function single({ builder, cursor }: FlowContext, pair: YamlPair, indent: number): YamlNode {
  const from = pair.key.at.span.start - builder.offset;
  const content = { pairs: [pair], flow: true, indent };
  return builder.map(from, cursor.trimmedEnd(from, cursor.pos), content, builder.open());
}

function readItem(context: FlowContext, depth: number): YamlNode {
  const { cursor, builder, placeholders } = context;
  const properties = readProperties(cursor);
  if (properties) cursor.skip(true);
  const code = cursor.code();
  if (placeholders?.opensAt(cursor.text, cursor.pos)) return plain(context, properties);
  switch (code) {
    case OPEN_LIST:
    case OPEN_MAP:
      return readFlow(context, depth, properties);
    case 0x22:
    case 0x27: {
      const raw = readQuoted(cursor, placeholders, context.lineEndsIt);
      return builder.scalar(raw, properties, placeholders?.within(raw.text) ? FILLED_IN : undefined);
    }
    case 0x2a:
      return readAlias(cursor, builder, properties);
    case COMMA:
    case CLOSE_LIST:
    case CLOSE_MAP:
      if (properties) return builder.nothing(cursor.pos, properties);
      break;
  }
  return plain(context, properties);
}

function plain(context: FlowContext, properties: Properties | undefined): YamlScalar {
  const { builder, placeholders } = context;
  const raw = readPlain(context);
  return builder.scalar(raw, properties, placeholders?.within(raw.text) ? FILLED_IN : undefined);
}

function readPlain(context: FlowContext): RawScalar {
  const { cursor, placeholders } = context;
  const { text } = cursor;
  const start = cursor.pos;
  checkStart(context);
  let content = '';
  let end = start;
  for (;;) {
    const from = cursor.pos;
    end = from;
    for (; ; cursor.pos++) {
      const code = cursor.code();
      if (placeholders?.opensAt(text, cursor.pos)) cursor.pos = placeholders.end(text, cursor.pos) - 1;
      else if (endsLine(code) || endsPlain(cursor, from)) break;
      else if (code === SPACE || code === TAB) continue;
      end = cursor.pos + 1;
    }
    content += text.slice(from, end);
    if (!endsLine(cursor.code()) || cursor.done) break;
    const back = cursor.pos;
    const backLine = cursor.lineStart;
    const breaks = passBreaks(cursor);
    const goesOn =
      !cursor.done && cursor.code() !== 0x23 && !endsPlain(cursor, -1) && !context.lineEndsIt?.();
    if (!goesOn) {
      cursor.moveTo(back, backLine);
      break;
    }
    content += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  }
  return { start, end, text: content, style: 'plain' };
}

function passBreaks(cursor: Cursor): number {
  let breaks = 0;
  while (endsLine(cursor.code()) && !cursor.done) {
    cursor.passLineBreak();
    breaks++;
    while (cursor.code() === SPACE || cursor.code() === TAB) cursor.pos++;
  }
  return breaks;
}

/** Whether a plain scalar of a flow collection ends before the cursor. */
function endsPlain(cursor: Cursor, from: number): boolean {
  const code = cursor.code();
  if (code === COLON) {
    const next = cursor.code(1);
    if (isIndicator(next))
      throw new Fault(cursor.pos, cursor.pos + 1, 'A space is missing behind this ":".', 'exotic');
    return endsToken(next);
  }
  if (code === 0x23) return cursor.pos > from && endsToken(cursor.code(-1));
  return isIndicator(code);
}

function isIndicator(code: number): boolean {
  return (
    code === COMMA || code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_MAP || code === CLOSE_MAP
  );
}

function checkStart({ cursor, placeholders }: FlowContext): void {
  const char = cursor.text.charAt(cursor.pos);
  if (placeholders?.opensAt(cursor.text, cursor.pos)) return;
  const next = cursor.code(1);
  const lone = endsToken(next) || isIndicator(next);
  if (char === '?' && lone)
    throw new Fault(cursor.pos, cursor.pos + 1, 'A "?" stands where a value is expected.', 'exotic');
  if (char === ':' && lone)
    throw new Fault(cursor.pos, cursor.pos + 1, 'Nothing stands before this ":".', 'exotic');
  if (char === '-' && lone) {
    throw new Fault(cursor.pos, cursor.pos + 1, 'A list item ("- …") cannot stand inside brackets.');
  }
  if ('|>%@`]}'.includes(char)) {
    throw new Fault(cursor.pos, cursor.pos + 1, `A value that begins with "${char}" has to be in quotes.`);
  }
}

/** Whether a `:` follows that makes the item before it a key. It may touch what stands behind it if that is quoted. */
function atValue({ cursor }: FlowContext, item: YamlNode): boolean {
  if (cursor.code() !== COLON) return false;
  if (cursor.fresh)
    throw new Fault(cursor.pos, cursor.pos + 1, 'This ":" has to stand behind its key.', 'exotic');
  const quoted = item.kind === 'scalar' && (item.style === 'double' || item.style === 'single');
  return quoted || endsToken(cursor.code(1)) || isIndicator(cursor.code(1));
}

function asKey({ cursor }: FlowContext, item: YamlNode): YamlScalar {
  if (item.kind === 'scalar') return item;
  throw new Fault(cursor.pos, cursor.pos + 1, 'A key has to be a plain name, not a list or a map.', 'exotic');
}

function skip({ cursor, lineEndsIt }: FlowContext, start: number, close: number): void {
  const line = cursor.lineStart;
  cursor.skip(true);
  const forgotten = cursor.done || (cursor.lineStart !== line && lineEndsIt?.() === true);
  if (!forgotten) return;
  throw new Fault(start, cursor.lineEnd(start), `The closing "${String.fromCharCode(close)}" is missing.`);
}

function missingSeparator(cursor: Cursor, close: number): Fault {
  const closing = String.fromCharCode(close);
  return new Fault(cursor.pos, cursor.pos + 1, `A "," or "${closing}" is missing before this.`);
}

export function tooDeep(at: number): Fault {
  const message = `This document is nested more than ${DEPTH_LIMIT} levels deep and is not read.`;
  return new Fault(at, at + 1, message, 'deep');
}
