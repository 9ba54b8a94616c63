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
 * included: the patch's elements come first, in its order. Without keys the lists are sets of plain values.
 */
export function mergeList(
  target: DraftSequence,
  patch: DraftSequence | undefined,
  keys: readonly string[],
  work: Work,
  merge: MergeElements,
): Draft | undefined {
  if (keys.length === 0) return mergeSet(target, patch);
  const added: Draft[] = [];
  const tuples = tuplesOf(patch, target, keys);
  for (const tuple of tuples) {
    work.spend(1 + target.items.length + added.length);
    const valid = validKeys(keys, tuple);
    const merged = merge(find(target, valid), patch && find(patch, valid));
    if (isNull(merged) || (merged.kind === 'map' && merged.pairs.length === 0)) {
      target.items = setElement(target.items, valid, undefined);
      continue;
    }
    if (merged.kind === 'map') {
      for (const [key, value] of valid) {
        if (!field(merged, key)) setField(merged, keyNode(key, merged.at), textNode(value, merged.at));
      }
    }
    replaceAll(added, setElement(added, valid, merged));
  }
  appendRest(added, target, tuples, keys, work);
  target.items = added;
  return target;
}

/** A key of the list and the value that an element has for it. */
type KeyValue = readonly [key: string, value: string];

/** The key values of all elements, the patch's first, each once. */
function tuplesOf(
  patch: DraftSequence | undefined,
  target: DraftSequence,
  keys: readonly string[],
): readonly string[][] {
  const tuples = new Map<string, string[]>();
  for (const list of [patch, target]) {
    for (const item of list?.items ?? []) {
      const tuple = keys.map((key) => scalarText(field(item, key)?.value));
      tuples.set(JSON.stringify(tuple), tuple);
    }
  }
  return [...tuples.values()];
}

/** The keys that have a value; all of them when none has. */
function validKeys(keys: readonly string[], tuple: readonly string[]): KeyValue[] {
  const all = keys.map((key, i) => [key, tuple[i] ?? ''] as const);
  const valid = all.filter(([, value]) => value !== '');
  return valid.length > 0 ? valid : all;
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

/** kyaml's ElementSetter: replaces the elements that match, or removes them, or appends; empty elements vanish. */
function setElement(items: readonly Draft[], by: readonly KeyValue[], element: Draft | undefined): Draft[] {
  const result: Draft[] = [];
  let found = false;
  const forMaps = by[0] !== undefined && by[0][0] !== '' && by[0][1] !== '';
  for (const item of items) {
    if (isNull(item) || (item.kind === 'map' && item.pairs.length === 0)) continue;
    if (item.kind !== 'map' && forMaps) {
      result.push(item);
      continue;
    }
    if (!by.every(([key, value]) => holds(item, key, value))) {
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
 * Puts the target's own elements over those that were merged. As a rule they are the same nodes, merged in place, and
 * nothing changes; where an element was replaced as a whole, or a key is there twice, the target's comes back.
 */
function appendRest(
  added: Draft[],
  target: DraftSequence,
  tuples: readonly (readonly string[])[],
  keys: readonly string[],
  work: Work,
): void {
  let source: readonly Draft[] = target.items;
  let before = '';
  for (const tuple of tuples) {
    const valid = validKeys(keys, tuple).map(([key]) => key);
    const same = valid.join('\n');
    if (same !== before && valid.length === 1) {
      const key = valid[0] ?? '';
      for (const item of source) {
        work.spend(1 + added.length);
        const value = field(item, key)?.value;
        if (value === undefined) replaceAll(added, [item]);
        else replaceAll(added, setElement(added, [[key, value.kind === 'scalar' ? value.text : '']], item));
      }
    }
    before = same;
    source = [...added];
  }
}

function replaceAll(list: Draft[], items: readonly Draft[]): void {
  list.length = 0;
  for (const item of items) list.push(item);
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
