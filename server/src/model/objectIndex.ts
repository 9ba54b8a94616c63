import type { KubernetesObject } from '../formats/kubernetes/facts';
import { Readers, type Reader } from '../build/reader';

/** A way to find objects: by the keys that each of them has. A constant: tables are kept by its identity. */
export interface By {
  keys(object: KubernetesObject): readonly string[];
}

interface Entry {
  readonly object: KubernetesObject;
  /** Where it stands among the objects of the stack. */
  readonly order: number;
}

interface Bucket {
  readonly entries: Entry[];
  /** The same array as long as they are the same objects. */
  list?: readonly KubernetesObject[] | undefined;
  readonly readers: Readers;
}

/** More objects than one part of a stack has. */
const STEP = 2 ** 24;

/**
 * The objects of a stack, in parts (files) of which each can be replaced; who looked something up is told when the answer
 * is another one.
 */
export class ObjectIndex {
  private readonly tables = new Map<By, Map<string, Bucket>>();

  constructor(private readonly parts: (readonly KubernetesObject[])[]) {}

  part(order: number): readonly KubernetesObject[] {
    return this.parts[order] ?? [];
  }

  /** The objects that have the key, in the order of the stack. */
  lookUp(by: By, key: string, reader?: Reader): readonly KubernetesObject[] {
    const bucket = this.bucket(by, key, reader);
    return (bucket ? (bucket.list ??= bucket.entries.map(({ object }) => object)) : undefined) ?? NONE;
  }

  /** The objects that have one of the keys, no object twice, in the order of the stack. */
  lookUpAny(by: By, keys: readonly string[], reader?: Reader): readonly KubernetesObject[] {
    const [only] = keys;
    if (only === undefined) return NONE;
    if (keys.length === 1) return this.lookUp(by, only, reader);
    const found = new Map<KubernetesObject, number>();
    for (const key of keys) {
      for (const { object, order } of this.bucket(by, key, reader)?.entries ?? []) found.set(object, order);
    }
    return [...found].sort((a, b) => a[1] - b[1]).map(([object]) => object);
  }

  replace(part: number, objects: readonly KubernetesObject[]): void {
    const old = this.part(part);
    this.parts[part] = objects;
    for (const [by, table] of this.tables) {
      const entries = new Map<string, Entry[]>();
      for (const object of old) for (const key of by.keys(object)) entries.set(key, []);
      objects.forEach((object, position) => {
        for (const key of by.keys(object)) {
          const list = entries.get(key);
          const entry = { object, order: part * STEP + position };
          if (list) list.push(entry);
          else entries.set(key, [entry]);
        }
      });
      for (const [key, own] of entries) replaceIn(table, key, part, own);
    }
  }

  private bucket(by: By, key: string, reader: Reader | undefined): Bucket | undefined {
    const table = this.table(by);
    let bucket = table.get(key);
    if (!reader || reader.isStale) return bucket;
    // What is not there may come, for as long as somebody waits for it.
    if (!bucket) table.set(key, (bucket = { entries: [], readers: new Readers(() => leave(table, key)) }));
    reader.reads(bucket.readers);
    return bucket;
  }

  private table(by: By): Map<string, Bucket> {
    const known = this.tables.get(by);
    if (known) return known;
    const table = new Map<string, Bucket>();
    this.tables.set(by, table);
    this.parts.forEach((objects, part) => {
      objects.forEach((object, position) => {
        for (const key of by.keys(object)) {
          const entry = { object, order: part * STEP + position };
          const bucket = table.get(key);
          if (bucket) bucket.entries.push(entry);
          else table.set(key, { entries: [entry], readers: new Readers() });
        }
      });
    });
    return table;
  }
}

function leave(table: Map<string, Bucket>, key: string): void {
  if (table.get(key)?.entries.length === 0) table.delete(key);
}

const NONE: readonly KubernetesObject[] = [];

function replaceIn(table: Map<string, Bucket>, key: string, part: number, own: readonly Entry[]): void {
  let bucket = table.get(key);
  if (!bucket) table.set(key, (bucket = { entries: [], readers: new Readers() }));
  const start = firstFrom(bucket.entries, part * STEP);
  const old = bucket.entries.splice(start, firstFrom(bucket.entries, (part + 1) * STEP) - start, ...own);
  if (sameEntries(old, own)) return;
  bucket.list = undefined;
  bucket.readers.tell();
  if (bucket.entries.length === 0) table.delete(key);
}

function sameEntries(a: readonly Entry[], b: readonly Entry[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ object, order }, position) => object === b[position]?.object && order === b[position].order)
  );
}

/** The position of the first entry whose order is not below that. */
function firstFrom(entries: readonly Entry[], order: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Entry).order < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
