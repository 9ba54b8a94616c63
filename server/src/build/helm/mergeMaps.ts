/** Merges and copies maps as mergo and copystructure do for sprig's `merge`, `mergeOverwrite` and `deepCopy`. */
import { truth, type MapEntry, type MapValue, type Value } from './value';

interface Worker {
  work(count: number): void;
}

/**
 * Puts the entries of `source` into `target` itself. Maps on both sides merge; otherwise what the target has stays,
 * unless it is empty, or with `overwrite` gives way to anything the source has.
 */
export function mergeInto(target: MapValue, source: MapValue, overwrite: boolean, worker: Worker): void {
  worker.work(source.entries.size);
  for (const [key, entry] of source.entries) {
    const present = target.entries.get(key);
    if (!present) {
      target.entries.set(key, entry);
    } else if (present.value.kind === 'map' && entry.value.kind === 'map') {
      mergeInto(present.value, entry.value, overwrite, worker);
    } else if (overwrite || truth(present.value) === false) {
      if (overwrite || truth(entry.value) !== false)
        target.entries.set(key, overruling(entry, present, overwrite));
    }
  }
}

/** The entry with the places that it overrules. */
function overruling(entry: MapEntry, present: MapEntry, overwrite: boolean): MapEntry {
  return overwrite ? entry : { value: entry.value, keyAt: entry.keyAt ?? present.keyAt };
}

/** A copy whose maps can be changed without changing those of the original. */
export function deepCopy(value: Value, worker: Worker): Value {
  worker.work(1);
  if (value.kind === 'list') return { ...value, items: value.items.map((item) => deepCopy(item, worker)) };
  if (value.kind !== 'map') return value;
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of value.entries) {
    entries.set(key, { value: deepCopy(entry.value, worker), keyAt: entry.keyAt });
  }
  return { ...value, entries };
}
