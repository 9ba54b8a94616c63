import {
  field,
  isNull,
  keyNode,
  scalarText,
  setField,
  textNode,
  type Draft,
  type DraftMap,
  type DraftSequence,
} from './draft';
import type { Work } from './work';

/** Merges two elements; undefined deletes. */
type MergeElements = (own: Draft | undefined, other: Draft | undefined) => Draft | undefined;

/**
 * Merges lists whose elements are told apart by keys, as kyaml's `walk/associative_sequence.go` does, odd corners
 * included. Without keys the lists are sets of plain values.
 */
export function mergeList(
  target: DraftSequence,
  patch: DraftSequence | undefined,
  keys: readonly string[],
  work: Work,
  merge: MergeElements,
): Draft | undefined {
  if (keys.length === 0) return mergeSet(target, patch);
  const own = indexed(target, keys);
  if (own && !patch) {
    for (const item of target.items) {
      work.spend(1);
      merge(item, undefined);
    }
    return target;
  }
  const others = patch && indexed(patch, keys);
  if (own && others) return mergeIndexed(target, own, others, keys.length, work, merge);
  const tuples = tuplesOf(patch, target, keys);
  if (keys.length > 1) joinTuples(tuples, work);
  const used = keys.filter((_, i) => tuples.some((tuple) => tuple[i] !== ''));
  const valid = used.length > 0 ? used : keys;
  let added: Draft[] = [];
  for (const tuple of tuples) {
    work.spend(3 * (1 + target.items.length + added.length));
    const by = valid.map((key) => [key, tuple[keys.indexOf(key)] ?? ''] as const);
    const written = by.filter(([, value]) => value !== '');
    const search = written.length > 0 ? written : by;
    const merged = merge(find(target, search), patch && find(patch, search));
    if (isNull(merged) || (merged.kind === 'map' && merged.pairs.length === 0)) {
      target.items = setElement(target.items, by, undefined);
      continue;
    }
    for (const [key, value] of written) {
      if (merged.kind === 'map' && !field(merged, key)) {
        setField(merged, keyNode(key, merged.at), textNode(value, merged.at));
      }
    }
    added = setElement(added, by, merged);
  }
  target.items = tuples.length > 0 ? withTargets(added, target.items, valid, work) : target.items;
  return target;
}

/** The elements by their key values; undefined when one of them has no such value, or shares it with another. */
function indexed(list: DraftSequence, keys: readonly string[]): Map<string, Draft> | undefined {
  const index = new Map<string, Draft>();
  for (const item of list.items) {
    const values = keys.map((key) => scalarText(field(item, key)?.value));
    const id = values.length === 1 ? (values[0] ?? '') : JSON.stringify(values);
    if (values.includes('') || index.has(id)) return undefined;
    index.set(id, item);
  }
  return index;
}

/** What the rest of this file comes to for lists whose elements all have their keys, in one go. */
function mergeIndexed(
  target: DraftSequence,
  own: ReadonlyMap<string, Draft>,
  others: ReadonlyMap<string, Draft>,
  keyCount: number,
  work: Work,
  merge: MergeElements,
): DraftSequence {
  const result = new Map<string, Draft>();
  for (const id of new Set([...others.keys(), ...own.keys()])) {
    work.spend(1);
    const before = own.get(id);
    const merged = merge(before, others.get(id));
    if (!isNull(merged) && !(merged.kind === 'map' && merged.pairs.length === 0))
      result.set(id, before ?? merged);
  }
  const ids = [...result.keys()];
  const order = keyCount === 1 ? ids : [...ids.filter((id) => !own.has(id)), ...own.keys()];
  target.items = order.flatMap((id) => result.get(id) ?? []);
  return target;
}

/** A key of the list and the value that an element has for it. */
type KeyValue = readonly [key: string, value: string];

/** The key values of all elements, the patch's first, each once; `` where an element has none. */
function tuplesOf(
  patch: DraftSequence | undefined,
  target: DraftSequence,
  keys: readonly string[],
): string[][] {
  const tuples = new Map<string, string[]>();
  for (const list of [patch, target]) {
    for (const item of list?.items ?? []) {
      const tuple = keys.map((key) => scalarText(field(item, key)?.value));
      tuples.set(JSON.stringify(tuple), tuple);
    }
  }
  return [...tuples.values()];
}

/** Tuples that differ only in what one of them leaves out mean the same element: port 80, and port 80 over TCP. */
function joinTuples(tuples: string[][], work: Work): void {
  for (let i = 0; i < tuples.length; i++) {
    work.spend(tuples.length);
    for (let j = 0; j < tuples.length; j++) {
      const joined = joinedTuple(tuples[i] ?? [], tuples[j] ?? []);
      if (joined) tuples[i] = tuples[j] = joined;
    }
  }
}

function joinedTuple(a: readonly string[], b: readonly string[]): string[] | undefined {
  if (!a.some((value, i) => value === b[i])) return undefined;
  if (a.some((value, i) => value !== b[i] && value !== '' && b[i] !== '')) return undefined;
  return a.map((value, i) => (value === '' ? (b[i] ?? '') : value));
}

function find(list: DraftSequence, by: readonly KeyValue[]): Draft | undefined {
  return list.items.find(
    (item) =>
      item.kind === 'map' &&
      by.every(([key, value]) => {
        const found = field(item, key)?.value;
        return found !== undefined && (found.kind === 'scalar' ? found.text : '') === value;
      }),
  );
}

/**
 * kyaml's ElementSetter: replaces the elements that match, or removes them, or appends; empty elements vanish. A key
 * without a value matches whatever the element has for the keys before it.
 */
function setElement(items: readonly Draft[], by: readonly KeyValue[], element: Draft | undefined): Draft[] {
  const result: Draft[] = [];
  let found = false;
  const forMaps = by[0] !== undefined && by[0][0] !== '' && by[0][1] !== '';
  for (const item of items) {
    if (isNull(item) || (item.kind === 'map' && item.pairs.length === 0)) continue;
    if ((item.kind !== 'map' && forMaps) || !by.every(([key, value]) => holds(item, key, value))) {
      result.push(item);
      continue;
    }
    found = true;
    if (element) result.push(element);
  }
  if (element && !found) result.push(element);
  return result;
}

function holds(item: Draft, key: string, value: string): boolean {
  if (item.kind !== 'map') return false;
  const found = field(item, key)?.value;
  return (
    found !== undefined &&
    !isNull(found) &&
    (value === '' || (found.kind === 'scalar' && found.text === value))
  );
}

/**
 * Adds the target's own elements to those that were merged. As a rule they are the same nodes, merged in place, and only
 * their order changes: by one key they stay where the patch put them, by several they go behind what is new. Where an
 * element was replaced as a whole, or a key is there twice, the target's comes back.
 */
function withTargets(
  added: readonly Draft[],
  own: readonly Draft[],
  keys: readonly string[],
  work: Work,
): Draft[] {
  let result = [...added];
  for (const item of own) {
    work.spend(3 * (1 + result.length));
    const values: string[] = [];
    for (const key of keys) {
      const value = field(item, key)?.value;
      if (value === undefined) result.push(item);
      else values.push(value.kind === 'scalar' ? value.text : '');
    }
    if (values.length === 0) {
      // Without any value the setter keeps nothing that is there.
      result = [item];
      continue;
    }
    const by = values.map((value, i) => [keys[i] ?? '', value] as const);
    if (keys.length > 1) result = setElement(result, by, undefined);
    result = setElement(result, by, item);
  }
  return result;
}

/** Lists of plain values: the patch's first, then those that only the target has. */
function mergeSet(target: DraftSequence, patch: DraftSequence | undefined): DraftSequence {
  const seen = new Set<string>();
  const items: Draft[] = [];
  for (const item of [...(patch?.items ?? []), ...target.items]) {
    const text = item.kind === 'scalar' ? item.text : JSON.stringify((item as DraftMap).at);
    if (seen.has(text)) continue;
    seen.add(text);
    items.push(item);
  }
  target.items = items;
  return target;
}
