import type { SyntaxNode } from '@lezer/common';
import type { PhpExpression } from './syntax';
import { children, spanOf, textOf, unsupported, type Reader } from './reader';

/** A quoted string: a literal, or the pieces of one that variables are put into. */
export function readString(reader: Reader, node: SyntaxNode): PhpExpression {
  const raw = textOf(reader, node);
  const quoteAt = raw[0] === 'b' || raw[0] === 'B' ? 1 : 0;
  const quote = raw[quoteAt];
  const closed = raw.length >= quoteAt + 2 && raw.endsWith(quote ?? '');
  if (!closed) return unsupported(reader, node, 'a string without its closing quote');
  if (quote === "'") {
    const value = raw.slice(quoteAt + 1, -1).replace(/\\([\\'])/g, '$1');
    return { kind: 'literal', span: spanOf(reader, node), value: { type: 'string', value } };
  }
  return readDoubleQuoted(reader, node, quoteAt + 1);
}

/** A heredoc or nowdoc. @lezer/php 1.0 keeps it in one piece, so its variables are found here. */
export function readHeredoc(reader: Reader, node: SyntaxNode): PhpExpression {
  const raw = textOf(reader, node);
  const opening = /^<<<[ \t]*(['"]?)([A-Za-z_]\w*)\1\r?\n/.exec(raw);
  const closing =
    opening && new RegExp(`(?:^|\\r?\\n)([ \\t]*)${opening[2]}$`).exec(raw.slice(opening[0].length));
  if (!opening || !closing) return unsupported(reader, node, 'a heredoc without its end');
  const indent = closing[1] ?? '';
  const body = raw.slice(opening[0].length, opening[0].length + closing.index);
  const span = spanOf(reader, node);
  const unindent = (text: string): string =>
    indent ? text.replace(new RegExp(`^${indent}`, 'gm'), '') : text;
  if (opening[1] === "'") {
    return { kind: 'literal', span, value: { type: 'string', value: unindent(body) } };
  }
  const parts = heredocParts(reader, unindent, body, span.start + opening[0].length);
  return parts
    ? joinParts(parts, span)
    : unsupported(reader, node, 'a heredoc with an expression that cannot be read');
}

function readDoubleQuoted(reader: Reader, node: SyntaxNode, prefix: number): PhpExpression {
  const parts: (string | PhpExpression)[] = [];
  let position = node.from + prefix;
  for (const child of children(node)) {
    if (child.type.isError) return unsupported(reader, node, 'a string that cannot be read');
    parts.push(unescape(reader.text.slice(position, child.from)));
    position = child.to;
    if (child.name === 'EscapeSequence') {
      const decoded = decodeEscape(textOf(reader, child), '"');
      if (decoded === undefined) return unsupported(reader, node, 'a string with raw bytes');
      parts.push(decoded);
    } else {
      parts.push(readInterpolation(reader, child));
    }
  }
  parts.push(unescape(reader.text.slice(position, node.to - 1)));
  return joinParts(parts, spanOf(reader, node));
}

/** @lezer/php 1.0 passes over escapes such as `\u{e9}`, with lower-case digits. */
function unescape(text: string): string {
  return text.replace(/\\u\{[0-9A-Fa-f]{1,6}\}/g, (escape) => decodeEscape(escape, '"') ?? escape);
}

function readInterpolation(reader: Reader, node: SyntaxNode): PhpExpression {
  if (node.name === 'Interpolation') {
    const [opening, inner] = children(node);
    if (!opening || !inner) return unsupported(reader, node, 'an empty interpolation');
    if (opening.name === '{') return reader.expression(inner);
    return inner.name === 'Name'
      ? { kind: 'variable', span: spanOf(reader, inner), name: textOf(reader, inner) }
      : unsupported(reader, node, 'a variable whose name is computed');
  }
  const parts = children(node);
  const index = parts[2];
  if (node.name === 'SubscriptExpression' && parts[0] && index?.name === 'Name') {
    return {
      kind: 'subscript',
      span: spanOf(reader, node),
      base: reader.expression(parts[0]),
      index: {
        kind: 'literal',
        span: spanOf(reader, index),
        value: { type: 'string', value: textOf(reader, index) },
      },
    };
  }
  return reader.expression(node);
}

const heredocPiece =
  /\\(?:[nrtvef\\$]|[0-7]{1,3}|x[0-9A-Fa-f]{1,2}|u\{[0-9A-Fa-f]+\})|\{(?=\$)|\$[A-Za-z_]\w*(?:\[(?:[A-Za-z_]\w*|-?\d+|\$[A-Za-z_]\w*)\]|->[A-Za-z_]\w*)?|\$\{/g;

function heredocParts(
  reader: Reader,
  unindent: (text: string) => string,
  body: string,
  start: number,
): (string | PhpExpression)[] | undefined {
  const parts: (string | PhpExpression)[] = [];
  const pattern = new RegExp(heredocPiece);
  let position = 0;
  for (let hit = pattern.exec(body); hit; hit = pattern.exec(body)) {
    parts.push(unindentPiece(unindent, body, position, hit.index));
    const piece = hit[0];
    position = hit.index + piece.length;
    if (piece.startsWith('\\')) {
      const decoded = decodeEscape(piece, '');
      if (decoded === undefined) return undefined;
      parts.push(decoded);
      continue;
    }
    if (piece === '${') return undefined;
    if (piece === '{') position = closingBrace(body, hit.index);
    if (position < 0) return undefined;
    const source =
      piece === '{'
        ? body.slice(hit.index + 1, position - 1)
        : piece.replace(/\[([A-Za-z_]\w*)\]$/, "['$1']");
    const inner = reader.embedded(source, start + hit.index + (piece === '{' ? 1 : 0));
    if (!inner) return undefined;
    parts.push(inner);
    pattern.lastIndex = position;
  }
  parts.push(unindentPiece(unindent, body, position, body.length));
  return parts;
}

/** Only what stands at the begin of a line is indentation: a piece that begins inside a line keeps its blanks. */
function unindentPiece(unindent: (text: string) => string, body: string, from: number, to: number): string {
  const piece = body.slice(from, to);
  if (from === 0 || body[from - 1] === '\n') return unindent(piece);
  const lineEnd = piece.indexOf('\n');
  return lineEnd < 0 ? piece : piece.slice(0, lineEnd + 1) + unindent(piece.slice(lineEnd + 1));
}

/** The offset behind the brace that closes the one at `from`, or -1. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const letter = text[i];
    if (letter === "'" || letter === '"') {
      const end = text.indexOf(letter, i + 1);
      if (end < 0) return -1;
      i = end;
    } else if (letter === '{') depth++;
    else if (letter === '}' && --depth === 0) return i + 1;
  }
  return -1;
}

function joinParts(parts: readonly (string | PhpExpression)[], span: PhpExpression['span']): PhpExpression {
  if (parts.every((part) => typeof part === 'string')) {
    return { kind: 'literal', span, value: { type: 'string', value: parts.join('') } };
  }
  return { kind: 'interpolated', span, parts: parts.filter((part) => part !== '') };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  e: '\x1b',
  f: '\f',
  '\\': '\\',
  $: '$',
};

/** The text that an escape stands for; undefined for a byte that alone is no character. */
function decodeEscape(escape: string, quote: string): string | undefined {
  const letter = escape[1] ?? '';
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return simple;
  if (quote !== '' && letter === quote) return quote;
  const codePoint = /^\\u\{([0-9A-Fa-f]{1,6})\}$/.exec(escape)?.[1];
  if (codePoint !== undefined) {
    const code = parseInt(codePoint, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  }
  const hexadecimal = /^\\x([0-9A-Fa-f]{1,2})$/.exec(escape)?.[1];
  const octal = /^\\([0-7]{1,3})$/.exec(escape)?.[1];
  if (hexadecimal === undefined && octal === undefined) return escape;
  const byte = hexadecimal === undefined ? parseInt(octal ?? '0', 8) & 0xff : parseInt(hexadecimal, 16);
  return byte < 0x80 ? String.fromCharCode(byte) : undefined;
}
