import type { YamlDocument, YamlNode, YamlPair, YamlScalar } from './tree';

/**
 * Visits a node and all that it holds, keys included, parents first. A node that aliases share is visited wherever it
 * stands in the tree; that stays bounded, because no tree holds more than some thousands of nodes by alias.
 * `visit` may return false to leave out what is inside the node.
 */
export function walk(node: YamlNode, visit: (node: YamlNode) => unknown): void {
  if (visit(node) === false) return;
  if (node.kind === 'map') {
    for (const { key, value } of node.pairs) {
      visit(key);
      walk(value, visit);
    }
  } else if (node.kind === 'sequence') {
    for (const item of node.items) walk(item, visit);
  }
}

/**
 * The node as plain data: maps become objects without a prototype, of duplicate keys the last counts, and keys are
 * strings as in the JSON that Kubernetes makes of YAML (`on:` is `true`). Of unknown scalars it is the text.
 */
export function toData(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(toData);
  const object = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of node.pairs) object[jsonKey(key)] = toData(value);
  return object;
}

function jsonKey(key: YamlScalar): string {
  return typeof key.value === 'number' || typeof key.value === 'boolean' ? String(key.value) : key.text;
}

/** Where an offset is in the tree of a document. */
export interface PlaceInTree {
  /** The nodes whose text holds the offset, the root first; never a key. */
  readonly nodes: readonly YamlNode[];
  /** The pairs on the way, the outermost first. */
  readonly pairs: readonly YamlPair[];
  /** The keys and the indexes of items on the way. */
  readonly path: readonly (string | number)[];
  /** Whether the offset is in the key of the last pair. */
  readonly inKey: boolean;
}

/**
 * Finds the innermost node at an offset of the file. An end belongs to the node before it, so that a cursor behind a
 * word is in the word; the blank behind a colon belongs to its pair. What an alias or a merge key brings in stands
 * elsewhere in the text and is not found. Undefined when the offset is outside the root.
 */
export function nodeAt(document: YamlDocument, offset: number): PlaceInTree | undefined {
  if (!document.root || !holds(document.root, offset)) return undefined;
  const nodes: YamlNode[] = [];
  const pairs: YamlPair[] = [];
  const path: (string | number)[] = [];
  let node: YamlNode | undefined = document.root;
  while (node) {
    nodes.push(node);
    if (node.kind === 'scalar') break;
    if (node.kind === 'sequence') {
      const index: number = node.items.findIndex((item) => inside(item, nodes) && holds(item, offset));
      node = node.items[index];
      if (node) path.push(index);
      continue;
    }
    const pair: YamlPair | undefined = node.pairs.findLast(
      (each) => inside(each.key, nodes) && holdsPair(each, offset),
    );
    if (!pair) break;
    pairs.push(pair);
    path.push(pair.key.text);
    if (holds(pair.key, offset)) return { nodes, pairs, path, inKey: true };
    node = inside(pair.value, nodes) && holds(pair.value, offset) ? pair.value : undefined;
  }
  return { nodes, pairs, path, inKey: false };
}

function holds({ at: { span } }: YamlNode, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function holdsPair({ key, value }: YamlPair, offset: number): boolean {
  const { start, end } = key.at.span;
  const isEmpty = value.at.span.start === value.at.span.end;
  return start <= offset && offset <= Math.max(isEmpty ? end + 2 : end, value.at.span.end);
}

/** Whether a node stands in the text of the innermost of the nodes around it, and is not only brought there. */
function inside({ at }: YamlNode, around: readonly YamlNode[]): boolean {
  const outer = around.at(-1)?.at;
  return (
    !!outer && at.file === outer.file && outer.span.start <= at.span.start && at.span.end <= outer.span.end
  );
}
