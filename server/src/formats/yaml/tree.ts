/**
 * The neutral tree that every reader of YAML in this project sees. No parser's type leaves this folder.
 *
 * A tree that was built out of several files (by kustomize or Helm) is made of the same nodes: each node says which
 * file it stands in, so one tree may hold nodes of many files.
 */
import type { Place } from '../../text/place';

/** What YAML, as Kubernetes reads it, makes of a plain scalar. Quoted and block scalars are always strings. */
export type YamlValue = string | number | boolean | null;

interface YamlNodeBase {
  /** The node's own text: a scalar with its quotes, a block collection from its first key or dash to its last value. */
  readonly at: Place;
  /** An explicit tag such as `!!binary`, as written. */
  readonly tag?: string;
  /** Set when the node's content cannot be known from the workspace; says why, in words for users. */
  readonly unknown?: string;
}

export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly value: YamlValue;
  /** The content as a string: decoded for quoted and block scalars, as written for plain ones. */
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface YamlPair {
  readonly key: YamlScalar;
  /** A null scalar with an empty span behind the colon when nothing is written there. */
  readonly value: YamlNode;
  /** Where this pair was set before, in built trees: the nearest earlier place first. */
  readonly before?: readonly Place[];
  /** The template's text that prints the value, in built trees, when the value itself is written elsewhere. */
  readonly through?: Place;
}

export interface YamlMap extends YamlNodeBase {
  readonly kind: 'map';
  readonly pairs: readonly YamlPair[];
  readonly flow: boolean;
  /** Column of the keys of a block map, in UTF-16 units from 0. */
  readonly indent: number;
}

export interface YamlSequence extends YamlNodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
  /** Column of the dashes of a block sequence, in UTF-16 units from 0. */
  readonly indent: number;
}

export type YamlNode = YamlMap | YamlSequence | YamlScalar;

export interface YamlProblem {
  readonly at: Place;
  /** A full sentence in the user's words. */
  readonly message: string;
  /** `warning`: the file still means what its author thinks, by and large (a duplicate key, say). */
  readonly severity: 'error' | 'warning';
}

/** One document of a stream. */
export interface YamlDocument {
  /** From behind the `---` (or the start of the file) to the next `---` (or the end of the file). */
  readonly at: Place;
  readonly root?: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

export interface YamlFile {
  readonly file: string;
  readonly documents: readonly YamlDocument[];
  /** Set when the file is a template, so that what does not parse in it is no fault of its author. */
  readonly template?: 'helm' | 'other';
}

/** The last pair of a map with this key: for duplicate keys the last one wins. */
export function pair(node: YamlNode | undefined, key: string): YamlPair | undefined {
  if (node?.kind !== 'map') return undefined;
  for (let i = node.pairs.length - 1; i >= 0; i--) {
    if (node.pairs[i]?.key.text === key) return node.pairs[i];
  }
  return undefined;
}

/** The value below a path of map keys, or undefined when any step is missing. */
export function child(node: YamlNode | undefined, ...path: string[]): YamlNode | undefined {
  let current = node;
  for (const key of path) {
    if (current === undefined) return undefined;
    current = pair(current, key)?.value;
  }
  return current;
}

/** The items of a sequence; none when the node is anything else. */
export function items(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** The pairs of a map; none when the node is anything else. */
export function pairs(node: YamlNode | undefined): readonly YamlPair[] {
  return node?.kind === 'map' ? node.pairs : [];
}

/** The scalar itself, or undefined when the node is a collection or absent. */
export function scalar(node: YamlNode | undefined): YamlScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}
