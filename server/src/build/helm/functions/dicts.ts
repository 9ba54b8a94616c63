/** Sprig's functions on dictionaries (`dict.go`), with the merging of mergo behind them. */
import { deepCopy, mergeInto } from '../mergeMaps';
import { printValue } from '../printValue';
import { fixed, variadic, type CallContext, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { emptyText, type Text } from '../text';
import {
  bool,
  list,
  map,
  nil,
  sortedKeys,
  stringList,
  unknown,
  unknownReason,
  goType,
  type MapEntry,
  type MapValue,
  type Value,
} from '../value';

const merge = merging(false);
const mergeOverwrite = merging(true);
const copy = fixed(['any'], ([value], call) => deepCopy(value, call));

export const dictFunctions: Record<string, TemplateFunction> = {
  dict: variadic(
    [],
    'any',
    (_none, parts) => {
      const entries = new Map<string, MapEntry>();
      let reason: string | undefined;
      for (let i = 0; i < parts.length; i += 2) {
        const key = printValue(parts[i] ?? nil);
        reason ??= key.unknown;
        if (key.unknown === undefined)
          entries.set(key.text, { value: parts[i + 1] ?? emptyText, keyAt: keyPlace(key) });
      }
      return { kind: 'map', entries, unknown: reason };
    },
    { lenient: true },
  ),
  get: fixed(
    ['map', 'string'],
    ([target, key]) => {
      const found = target?.entries.get(key.text)?.value;
      if (found) return found;
      const reason = target?.unknown ?? key.unknown;
      return reason === undefined ? emptyText : unknown(reason);
    },
    { lenient: true },
  ),
  hasKey: fixed(
    ['map', 'string'],
    ([target, key]) => {
      if (target?.entries.has(key.text)) return bool(true);
      const reason = target?.unknown ?? key.unknown;
      return reason === undefined ? bool(false) : unknown(reason);
    },
    { lenient: true },
  ),
  set: fixed(
    ['map', 'string', 'any'],
    ([target, key, value]) => {
      if (!target) throw new TemplateFailure('data', 'error calling set: assignment to entry in nil map');
      if (key.unknown !== undefined) return { ...target, unknown: key.unknown };
      target.entries.set(key.text, { value, keyAt: keyPlace(key) });
      return target;
    },
    { lenient: true },
  ),
  unset: fixed(['map', 'string'], ([target, key]) => {
    target?.entries.delete(key.text);
    return target ?? nil;
  }),
  keys: variadic([], 'map', (_none, maps, call) => {
    for (const each of maps) call.work((each?.entries.size ?? 0) >> 4);
    return stringList(maps.flatMap((each) => (each ? keysOf(each) : [])));
  }),
  values: fixed(['map'], ([target]) =>
    list(target ? sortedKeys(target).map((key) => target.entries.get(key)?.value ?? nil) : []),
  ),
  pick: variadic(['map'], 'string', ([target], keys) =>
    filtered(target, (key) => keys.some((each) => each.text === key)),
  ),
  omit: variadic(['map'], 'string', ([target], keys) =>
    filtered(target, (key) => !keys.some((each) => each.text === key)),
  ),
  pluck: variadic(['string'], 'map', ([key], maps) =>
    list(
      maps.flatMap((each) => {
        const found = each?.entries.get(key.text);
        return found ? [found.value] : [];
      }),
    ),
  ),
  dig: variadic([], 'any', (_none, parts) => dug(parts)),
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy: copy,
  mustDeepCopy: copy,
};

function merging(overwrite: boolean): TemplateFunction {
  return variadic(['map'], 'map', ([target], sources, call: CallContext) => {
    if (!target) throw new TemplateFailure('data', 'error calling merge: the destination is nil');
    for (const source of sources) if (source) mergeInto(target, source, overwrite, call);
    return target;
  });
}

/** A key that is shown in the output keeps the place where it is written. */
function keyPlace(key: Text): MapEntry['keyAt'] {
  const [piece] = key.pieces;
  return key.pieces.length === 1 && piece?.start === 0 && piece.end === key.text.length
    ? piece.source?.at
    : undefined;
}

/** Go's order of keys is random; any order is as good as another, and a stable one is better. */
function keysOf(target: MapValue): Text[] {
  return sortedKeys(target).map((key): Text => {
    const at = target.entries.get(key)?.keyAt;
    return { kind: 'string', text: key, pieces: at ? [{ start: 0, end: key.length, source: { at } }] : [] };
  });
}

function filtered(target: MapValue | undefined, wanted: (key: string) => boolean): Value {
  if (!target) return map();
  const entries = new Map([...target.entries].filter(([key]) => wanted(key)));
  return { kind: 'map', entries, source: target.source, unknown: target.unknown };
}

function dug(parts: readonly Value[]): Value {
  const target = parts.at(-1);
  const fallback = parts.at(-2);
  const path = parts.slice(0, -2);
  if (!target || !fallback || path.length === 0) {
    throw new TemplateFailure('template', 'error calling dig: dig needs at least three arguments');
  }
  let value: Value = target;
  for (const key of path) {
    const reason = unknownReason(value);
    if (value.kind !== 'map' || value.type !== undefined) {
      if (reason !== undefined) return unknown(reason);
      throw new TemplateFailure(
        'data',
        `error calling dig: interface conversion: interface {} is ${goType(value).replace('<nil>', 'nil')}, not map[string]interface {}`,
      );
    }
    if (key.kind !== 'string') throw new TemplateFailure('data', 'error calling dig: a key is no string');
    const found: Value | undefined = value.entries.get(key.text)?.value;
    if (!found) return reason === undefined ? fallback : unknown(reason);
    value = found;
  }
  return value;
}
