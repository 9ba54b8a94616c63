/** Sprig's functions on lists (`list.go`). */
import { deepEqual, firstUnknownWithin } from '../compareValues';
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { checkCount, TemplateFailure } from '../templateFailure';
import { bool, goType, list, nil, truth, unknown, unknownReason, type Value } from '../value';

const makeList = variadic([], 'any', (_none, items) => list(items), { lenient: true });
const append = fixed(['any', 'any'], ([target, item]) => grown('push', target, (items) => [...items, item]), {
  lenient: true,
});
const prepend = fixed(
  ['any', 'any'],
  ([target, item]) => grown('prepend', target, (items) => [item, ...items]),
  { lenient: true },
);
const first = fixed(['any'], ([value]) => itemsOf('first', value)[0] ?? nil);
const last = fixed(['any'], ([value]) => itemsOf('last', value).at(-1) ?? nil);
const rest = fixed(['any'], ([value]) => list(itemsOf('rest', value).slice(1)));
const initial = fixed(['any'], ([value]) => list(itemsOf('initial', value).slice(0, -1)));
const reverse = fixed(['any'], ([value]) => list([...itemsOf('reverse', value)].reverse()));
const uniq = fixed(['any'], ([value], call) => {
  const items = itemsOf('uniq', value);
  const reason = firstUnknownWithin(value);
  if (reason !== undefined) return unknown(reason);
  call.work(Math.ceil((items.length * items.length) / 64));
  return list(items.filter((item, i) => items.findIndex((other) => deepEqual(other, item)) === i));
});
const without = variadic(['any'], 'any', ([value], omitted, call) => {
  const items = itemsOf('without', value);
  const reason = firstUnknownWithin(value, ...omitted);
  if (reason !== undefined) return unknown(reason);
  call.work(Math.ceil((items.length * omitted.length) / 64));
  return list(items.filter((item) => !omitted.some((other) => deepEqual(other, item))));
});
const has = fixed(['any', 'any'], ([needle, value]) => {
  if (value.kind === 'nil') return bool(false);
  const items = itemsOf('has', value);
  const reason = firstUnknownWithin(needle);
  if (reason !== undefined) return unknown(reason);
  if (items.some((item) => deepEqual(item, needle))) return bool(true);
  const hidden = firstUnknownWithin(value);
  return hidden === undefined ? bool(false) : unknown(hidden);
});
const compact = fixed(['any'], ([value]) => {
  const items = itemsOf('compact', value);
  const undecided = items.find((item) => truth(item) === undefined);
  return undecided
    ? unknown(unknownReason(undecided) ?? '')
    : list(items.filter((item) => truth(item) === true));
});
const slice = variadic(['any'], 'any', ([value], bounds) => {
  const items = itemsOf('slice', value, 'list should be type of slice or array but string');
  const [from = 0, to = items.length] = bounds.map((bound) =>
    bound.kind === 'number' ? Math.trunc(bound.value) : 0,
  );
  if (items.length === 0) return nil;
  if (from < 0 || to > items.length || from > to) {
    throw new TemplateFailure('data', 'error calling slice: reflect.Value.Slice: slice index out of bounds');
  }
  return list(items.slice(from, to), goType(value));
});
const chunk = fixed(['int', 'any'], ([size, value]) => {
  const items = itemsOf('chunk', value);
  if (size <= 0) throw new TemplateFailure('data', 'error calling chunk: the size is not positive');
  const chunks: Value[] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(list(items.slice(i, i + size)));
  return list(chunks, '[][]interface {}');
});
const concat = variadic(
  [],
  'any',
  (_none, lists) => {
    const reason = lists.map(unknownReason).find((each) => each !== undefined);
    if (reason !== undefined) return unknown(reason);
    const items = lists.map((each) => itemsOf('concat', each, `Cannot concat type ${each.kind} as list`));
    checkCount(items.reduce((sum, each) => sum + each.length, 0));
    return list(items.flat());
  },
  { lenient: true },
);

export const listFunctions: Record<string, TemplateFunction> = {
  list: makeList,
  tuple: makeList,
  append,
  push: append,
  mustAppend: append,
  mustPush: append,
  prepend,
  mustPrepend: prepend,
  first,
  mustFirst: first,
  last,
  mustLast: last,
  rest,
  mustRest: rest,
  initial,
  mustInitial: initial,
  reverse,
  mustReverse: reverse,
  uniq,
  mustUniq: uniq,
  without,
  mustWithout: without,
  has,
  mustHas: has,
  compact,
  mustCompact: compact,
  slice,
  mustSlice: slice,
  chunk,
  mustChunk: chunk,
  concat,
};

/** The items of a list; what sprig says where it is given anything else. */
function itemsOf(name: string, value: Value, reason?: string): readonly Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'nil') {
    throw new TemplateFailure(
      'data',
      `error calling ${name}: runtime error: invalid memory address or nil pointer dereference`,
    );
  }
  throw new TemplateFailure(
    'data',
    `error calling ${name}: ${reason ?? `Cannot find ${name} on type ${kindWord(value)}`}`,
  );
}

function kindWord(value: Value): string {
  return value.kind === 'number' ? value.type : value.kind;
}

function grown(name: string, target: Value, make: (items: readonly Value[]) => Value[]): Value {
  if (target.kind === 'unknown') return target;
  const items = itemsOf(name, target, `Cannot ${name} on type ${kindWord(target)}`);
  checkCount(items.length + 1);
  return list(make(items));
}
