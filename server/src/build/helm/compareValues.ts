import { LimitExceeded } from '../limitExceeded';
import { unknownReason, type Value } from './value';

/** More values than this are not compared with one another. */
const mostVisits = 200_000;

/** Go's `reflect.DeepEqual`: numbers of different types are different. Unknown parts are equal to nothing. */
export function deepEqual(a: Value, b: Value): boolean {
  return equals(a, b, { visits: 0 });
}

function equals(a: Value, b: Value, count: { visits: number }): boolean {
  if (++count.visits > mostVisits) throw new LimitExceeded('two values are too large to be compared');
  switch (a.kind) {
    case 'nil':
      return b.kind === 'nil';
    case 'bool':
      return b.kind === 'bool' && a.value === b.value;
    case 'number':
      return b.kind === 'number' && a.type === b.type && a.value === b.value;
    case 'string':
      return b.kind === 'string' && a.text === b.text;
    case 'list':
      return (
        b.kind === 'list' &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => equals(item, b.items[i] ?? item, count))
      );
    case 'map': {
      if (b.kind !== 'map' || a.entries.size !== b.entries.size) return false;
      return [...a.entries].every(([key, { value }]) => {
        const other = b.entries.get(key)?.value;
        return other !== undefined && equals(value, other, count);
      });
    }
    default:
      return a === b;
  }
}

/** Why some part of these values, however deep, is not known. */
export function firstUnknownWithin(...values: readonly Value[]): string | undefined {
  return unknownWithin(values, { visits: 0 });
}

function unknownWithin(values: Iterable<Value>, count: { visits: number }): string | undefined {
  for (const value of values) {
    if (++count.visits > mostVisits) throw new LimitExceeded('a value is too large to be looked through');
    const inner =
      value.kind === 'list'
        ? value.items
        : value.kind === 'map'
          ? [...value.entries.values()].map((entry) => entry.value)
          : [];
    const reason = unknownReason(value) ?? unknownWithin(inner, count);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
