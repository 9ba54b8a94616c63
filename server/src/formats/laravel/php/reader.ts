import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../../text/place';
import type { PhpExpression, PhpStatement } from './syntax';

/**
 * What the readers of expressions, strings and statements share. They call each other through it, so that none of
 * their files imports another one that imports it back.
 */
export interface Reader {
  readonly text: string;
  /** Added to every offset: not 0 when `text` is a piece out of a heredoc. */
  readonly shift: number;
  /** How many expressions and statements are open; bounds the recursion. */
  depth: number;
  expression(node: SyntaxNode): PhpExpression;
  body(node: SyntaxNode): readonly PhpStatement[];
  /** The expression that is written in `text`, which stands at `start` of the whole file. */
  embedded(text: string, start: number): PhpExpression | undefined;
}

/** Deeper nesting than this is not read: no config file comes near it, and the stack stays safe. */
export const maximalDepth = 150;

export function spanOf(reader: Reader, node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from + reader.shift, end: node.to + reader.shift };
}

export function textOf(reader: Reader, node: { readonly from: number; readonly to: number }): string {
  return reader.text.slice(node.from, node.to);
}

/** The children that mean something: comments left out, punctuation and errors kept. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') list.push(child);
  }
  return list;
}

/** Whether the parser met something unreadable directly inside this node. A lone `&` is no such thing. */
export function hasError(list: readonly SyntaxNode[]): boolean {
  return list.some((child) => child.type.isError && child.firstChild?.name !== '&');
}

export function unsupported(reader: Reader, node: SyntaxNode, what: string): PhpExpression {
  return { kind: 'unsupported', span: spanOf(reader, node), what, assigns: variablesIn(reader, node) };
}

/** Every variable that is mentioned below a node: what a construct that is not understood may have changed. */
export function variablesIn(reader: Reader, node: SyntaxNode): readonly string[] {
  const names = new Set<string>();
  node.cursor().iterate((inner) => {
    if (inner.name === 'VariableName') names.add(textOf(reader, inner).slice(1));
  });
  return [...names];
}
