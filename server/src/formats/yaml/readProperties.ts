import { endsToken } from './cursor';
import type { Cursor } from './cursor';
import { Fault } from './fault';
import type { Properties, TreeBuilder } from './treeBuilder';
import type { YamlNode } from './tree';

/** Where what stands before a node ends, besides what it says. */
export interface ReadProperties extends Properties {
  readonly end: number;
}

/** Reads an anchor and a tag, in either order, that stand on one line before a node. */
export function readProperties(cursor: Cursor): ReadProperties | undefined {
  let anchor: string | undefined;
  let tag: string | undefined;
  let end = cursor.pos;
  for (;;) {
    const char = cursor.text.charAt(cursor.pos);
    if (char === '&' && anchor === undefined) anchor = readToken(cursor).slice(1);
    else if (char === '!' && tag === undefined) tag = readToken(cursor);
    else if (char === '&' || char === '!') {
      throw new Fault(cursor.pos, cursor.pos + 1, 'A value can have one anchor and one tag.');
    } else break;
    end = cursor.pos;
    while (cursor.code() === 0x20 || cursor.code() === 0x09) cursor.pos++;
  }
  return anchor === undefined && tag === undefined ? undefined : { anchor, tag, end };
}

/** Reads the alias at the cursor. */
export function readAlias(
  cursor: Cursor,
  builder: TreeBuilder,
  properties: Properties | undefined,
): YamlNode {
  const start = cursor.pos;
  const name = readToken(cursor).slice(1);
  if (properties) throw new Fault(start, cursor.pos, 'An alias can have neither an anchor nor a tag.');
  return builder.alias(name, start, cursor.pos);
}

function readToken(cursor: Cursor): string {
  const start = cursor.pos;
  do cursor.pos++;
  while (!endsToken(cursor.code()) && !',[]{}'.includes(cursor.text.charAt(cursor.pos)));
  const token = cursor.text.slice(start, cursor.pos);
  if (token === '&' || token === '*') {
    throw new Fault(start, cursor.pos, `A value that begins with "${token}" has to be in quotes.`);
  }
  if (token.startsWith('!<')) throw new Fault(start, cursor.pos, 'This tag cannot be read.', 'exotic');
  return token;
}
