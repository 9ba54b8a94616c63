import type { Place } from '../../text/place';
import { place } from '../../text/place';
import type { YamlMap, YamlNode, YamlScalar, YamlValue } from '../../formats/yaml/tree';
import { Failure } from './failure';
import type { Work } from './work';
import { resolveGoYaml } from './resolveGoYaml';

/**
 * The tree while kustomize's steps work on it: the nodes of `formats/yaml/tree`, not yet read-only. The steps change it
 * in place, as the real ones do, because some of what they yield depends on that.
 */
export interface DraftScalar {
  readonly kind: 'scalar';
  at: Place;
  tag?: string;
  unknown?: string;
  value: YamlValue;
  text: string;
  style: YamlScalar['style'];
}

export interface DraftPair {
  key: DraftScalar;
  value: Draft;
  /** Where the pair was set before, the nearest earlier place first. */
  before?: Place[];
}

export interface DraftMap {
  readonly kind: 'map';
  at: Place;
  tag?: string;
  unknown?: string;
  pairs: DraftPair[];
  flow: boolean;
  indent: number;
}

export interface DraftSequence {
  readonly kind: 'sequence';
  at: Place;
  tag?: string;
  unknown?: string;
  items: Draft[];
  flow: boolean;
  indent: number;
}

export type Draft = DraftMap | DraftSequence | DraftScalar;

/** What a copy does on the way. */
export interface CopyOptions {
  /** Called for each key that a map holds twice; the last one counts. */
  readonly onDuplicate?: (key: YamlScalar) => void;
  /** Called for each key that is no string, such as `5:`. */
  readonly onOddKey?: (key: DraftScalar) => void;
  /** Where a node of the copy stands, when the source was cut out of another text. */
  readonly relocate?: (at: Place) => Place;
  /** The tree goes through `sigs.k8s.io/yaml`'s YAMLToJSON, as JSON patches do: `yes` is true there. */
  readonly asJson?: boolean;
}

/**
 * A deep copy of a parsed tree, or of a draft, that shares nothing with it. Plain scalars are read anew by the rules of
 * go-yaml v3, which kustomize uses for resources: `yes` is a string to it.
 */
export function draftOf(node: YamlNode, work: Work, options: CopyOptions = {}): Draft {
  work.spend(1);
  const at = options.relocate ? options.relocate(node.at) : node.at;
  switch (node.kind) {
    case 'scalar':
      if (options.asJson)
        return { ...node, at, text: typeof node.value === 'string' ? node.text : jsonText(node.value) };
      if (node.tag === '!!binary') return binary(node, at);
      return { ...node, at, value: node.style === 'plain' ? resolveGoYaml(node.text, node.tag) : node.text };
    case 'sequence':
      return { ...node, at, items: node.items.map((item) => draftOf(item, work, options)) };
    case 'map':
      return { ...node, at, pairs: draftPairs(node, work, options) };
  }
}

function draftPairs(node: YamlMap, work: Work, options: CopyOptions): DraftPair[] {
  const pairs: DraftPair[] = [];
  const known = node.pairs.length > FEW ? new Map<string, number>() : undefined;
  const indexOf = (text: string): number =>
    known ? (known.get(text) ?? -1) : pairs.findIndex(({ key }) => key.text === text);
  for (const pair of node.pairs) {
    if (indexOf(pair.key.text) >= 0) options.onDuplicate?.(pair.key);
    const key = draftOf(pair.key, work, options) as DraftScalar;
    if (typeof key.value !== 'string' && !options.asJson) options.onOddKey?.(key);
    const before = indexOf(key.text);
    const made: DraftPair = { key, value: draftOf(pair.value, work, options) };
    if (pair.before) made.before = [...pair.before];
    // The last value counts, at the place of the first one.
    if (before >= 0) pairs[before] = made;
    else {
      known?.set(key.text, pairs.length);
      pairs.push(made);
    }
  }
  return pairs;
}

/** Up to so many keys are looked through faster than a map of them is made. */
const FEW = 12;

/** `!!binary` is decoded when an object is printed. */
function binary(node: YamlScalar, at: Place): DraftScalar {
  let text = node.text;
  try {
    text = new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    // Not Base64: it stays as it is.
  }
  return { kind: 'scalar', at, text, value: text, style: 'double' };
}

function jsonText(value: YamlValue): string {
  return value === null ? 'null' : String(value);
}

/**
 * Gives the scalars of a tree the quotes that go-yaml puts around them: what is left of an author's quotes when an object
 * went through JSON, as the objects of a JSON patch do.
 */
export function requote(node: Draft): void {
  if (node.kind === 'map') for (const pair of node.pairs) requote(pair.value);
  else if (node.kind === 'sequence') for (const item of node.items) requote(item);
  else if (typeof node.value !== 'string') {
    node.style = 'plain';
    node.text = jsonText(node.value);
    return;
  } else node.text = node.value;
  if (node.kind !== 'scalar') return;
  if (node.text.includes('\n')) node.style = 'literal';
  else node.style = staysPlain(node.text) ? 'plain' : 'double';
}

/** go-yaml's rules for a scalar in block style that needs no quotes to be read back as this string. */
function staysPlain(text: string): boolean {
  if (/^(y|n|yes|no|on|off)$/i.test(text) || typeof resolveGoYaml(text, undefined) !== 'string') return false;
  if (/^\d{4}-\d{1,2}-\d/.test(text) || /^(---|\.\.\.)/.test(text) || /^\s|\s$/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|:(\s|$)|\s#/.test(text)) return false;
  return /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u.test(text);
}

/** Makes the values of a map strings, as they are written: what kustomize does to annotations. */
export function asStrings(map: Draft | undefined): void {
  if (map?.kind !== 'map') return;
  for (const { value } of map.pairs) {
    if (value.kind !== 'scalar' || value.value === value.text) continue;
    value.value = value.text;
    value.style = 'plain';
  }
}

/** A copy of a draft for a second use; its scalars keep what they mean, whatever style was put on them. */
export function copyDraft<T extends Draft>(node: T, work: Work): T {
  work.spend(1);
  switch (node.kind) {
    case 'scalar':
      return { ...node };
    case 'sequence':
      return { ...node, items: node.items.map((item) => copyDraft(item, work)) };
    case 'map':
      return {
        ...node,
        pairs: node.pairs.map((pair) => ({
          key: { ...pair.key },
          value: copyDraft(pair.value, work),
          ...(pair.before ? { before: [...pair.before] } : {}),
        })),
      };
  }
}

/**
 * A string that stands at `at`, though perhaps not word for word. It has no quotes, as kyaml's has none: what is later put
 * over it keeps its own type.
 */
export function textNode(text: string, at: Place): DraftScalar {
  return { kind: 'scalar', at, value: text, text, style: text.includes('\n') ? 'literal' : 'plain' };
}

/** A key without quotes that stands at `at`. */
export function keyNode(text: string, at: Place): DraftScalar {
  return { kind: 'scalar', at, value: text, text, style: 'plain' };
}

/** A map that a step makes: it stands where its maker says. */
export function mapNode(at: Place, pairs: DraftPair[] = []): DraftMap {
  return { kind: 'map', at, pairs, flow: false, indent: 0 };
}

/** A sequence that a step makes. */
export function sequenceNode(at: Place, items: Draft[] = []): DraftSequence {
  return { kind: 'sequence', at, items, flow: false, indent: 0 };
}

/** Throws a Failure for a key that go-yaml takes for a number or a truth, since kustomize writes it without quotes. */
export function checkKey({ text, at }: { readonly text: string; readonly at: Place }): void {
  if (typeof resolveGoYaml(text, undefined) === 'string' && !/^\d{4}-\d/.test(text)) return;
  throw new Failure(
    `the key "${text}" is no string; json: unsupported type: map[interface {}]interface {}`,
    at,
  );
}

/** Whether a node is absent or an unquoted null, which kustomize treats alike almost everywhere. */
export function isNull(node: Draft | undefined): node is undefined | (DraftScalar & { value: null }) {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

export function field(node: Draft | undefined, key: string): DraftPair | undefined {
  return node?.kind === 'map' ? node.pairs.find((pair) => pair.key.text === key) : undefined;
}

/** The value below a path of keys; undefined when any step is missing. */
export function valueAt(node: Draft | undefined, ...path: string[]): Draft | undefined {
  let current = node;
  for (const key of path) current = field(current, key)?.value;
  return current;
}

/** The text of the scalar below a path of keys, `` when there is none or it is null. */
export function textAt(node: Draft | undefined, ...path: string[]): string {
  return scalarText(valueAt(node, ...path));
}

/** The text of a scalar, `` for null and for anything else. */
export function scalarText(node: Draft | undefined): string {
  return node?.kind === 'scalar' && node.value !== null ? node.text : '';
}

/**
 * Sets a field as kyaml's FieldSetter does: null removes it, and a scalar that replaces another keeps the quotes of the
 * old one, so that `6` over `"5"` becomes the string `"6"`. `key` is the key as the setter wrote it.
 */
export function setField(map: DraftMap, key: DraftScalar, value: Draft | undefined): void {
  const old = field(map, key.text);
  if (isNull(value)) {
    if (old) map.pairs.splice(map.pairs.indexOf(old), 1);
    return;
  }
  if (!old) {
    map.pairs.push({ key, value });
    return;
  }
  if (old.value === value) return;
  if (value.kind === 'scalar' && old.value.kind === 'scalar') {
    value.style = old.value.style;
    if (value.style !== 'plain') value.value = value.text;
  }
  old.before = [old.value.at, ...(old.before ?? [])];
  old.key = key;
  old.value = value;
}

/** Removes a field and returns its value. */
export function removeField(map: DraftMap, key: string): Draft | undefined {
  const index = map.pairs.findIndex((pair) => pair.key.text === key);
  return index < 0 ? undefined : map.pairs.splice(index, 1)[0]?.value;
}

/** The map at a path of keys, made where it is missing. Undefined when something else than a map is in the way. */
export function mapAt(map: DraftMap, path: readonly string[], at: Place): DraftMap | undefined {
  let current: Draft = map;
  for (const key of path) {
    const found: DraftPair | undefined = field(current, key);
    if (found && !isNull(found.value)) {
      current = found.value;
    } else {
      const made = mapNode(at);
      if (found) found.value = made;
      else current.pairs.push({ key: keyNode(key, at), value: made });
      current = made;
    }
    if (current.kind !== 'map') return undefined;
  }
  return current;
}

/** Replaces the text of a scalar and leaves its place: what a prefix, a hash or a new tag does to a name. */
export function rewriteText(node: DraftScalar, text: string): void {
  node.text = text;
  node.value = node.style === 'plain' ? resolveGoYaml(text, undefined) : text;
}

/** The place of nothing in particular in a file. */
export function startOf(file: string): Place {
  return place(file, 0, 0);
}
