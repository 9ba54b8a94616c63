/** PHP's functions on arrays, and Laravel's that do the same. */
import {
  array,
  mergeSteps,
  unknown,
  type ArrayEntry,
  type ArrayValue,
  type UnknownValue,
} from '../../configValue';
import { arrayKey, toBool, toText } from '../convert';
import { maybe } from '../join';
import { blur } from '../lookup';
import { equal, identical } from '../operators';
import { firstUnknown, mayRunOnPhp7, newScope, spend, unknownAt } from '../run';
import { computedSteps, intValue, nullValue, stringValue, toConfigValue, type PhpValue } from '../value';
import {
  bool,
  completeArray,
  define,
  madeArray,
  madeList,
  values,
  type Definition,
  type FunctionCall,
} from './builtIn';

export const arrayFunctions: readonly Definition[] = [
  define('array_merge arrays', (call) => mergeArrays(call, true)),
  define('array_replace array replacements', (call) => mergeArrays(call, false)),
  values('array_values array', (call) => {
    const list = completeArray(call.args[0]);
    return list && madeList(call, list.entries.values());
  }),
  values('array_keys array', (call) => {
    const list = completeArray(call.args[0]);
    if (!list || call.args.length > 1) return undefined;
    return madeList(
      call,
      [...list.entries.keys()].map((key) => ({ value: keyValue(key, call.args[0]?.because ?? []) })),
    );
  }),
  define('array_filter array callback mode', filterArray),
  define('array_map callback array arrays', mapArray),
  define('in_array needle haystack strict', searchArray),
  values('array_key_exists key array', ({ args: [key, list] }) => {
    const plain = key?.kind === 'known' ? arrayKey(key) : undefined;
    if (plain === undefined || list?.kind !== 'array') return undefined;
    if (list.entries.has(plain)) return bool(true);
    return list.incomplete === undefined ? bool(false) : unknown(list.incomplete, list.at, list.because);
  }),
  ...['count', 'sizeof'].map((name) =>
    values(`${name} value`, ({ args, at }) => {
      const list = completeArray(args[0]);
      return list && args.length === 1
        ? intValue(list.entries.size, computedSteps(at, list.because))
        : undefined;
    }),
  ),
  values('array_unique array', (call) => {
    const list = completeArray(call.args[0]);
    if (!list || call.args.length > 1) return undefined;
    const seen = new Set<string>();
    const entries = new Map<string | number, ArrayEntry>();
    for (const [key, entry] of list.entries) {
      const text = toText(entry.value);
      if (text === undefined) return undefined;
      if (!seen.has(text)) entries.set(key, entry);
      seen.add(text);
    }
    return madeArray(call, entries);
  }),
  values('array_reverse array', (call) => {
    const list = completeArray(call.args[0]);
    if (!list || call.args.length > 1) return undefined;
    return renumbered(call, [...list.entries].reverse());
  }),
  values('array_combine keys values', (call) => {
    const [keys, items] = call.args.map((arg) => completeArray(arg));
    if (!keys || !items || keys.entries.size !== items.entries.size) return undefined;
    const entries = new Map<string | number, ArrayEntry>();
    const rest = [...items.entries.values()];
    for (const { value } of keys.entries.values()) {
      const key = value.kind === 'known' ? arrayKey(value) : undefined;
      const entry = rest.shift();
      if (key === undefined || !entry) return undefined;
      entries.set(key, entry);
    }
    return madeArray(call, entries);
  }),
  values('array_fill_keys keys value', (call) => {
    const keys = completeArray(call.args[0]);
    const value = call.args[1];
    if (!keys || !value) return undefined;
    const entries = new Map<string | number, ArrayEntry>();
    for (const entry of keys.entries.values()) {
      const key = entry.value.kind === 'known' ? arrayKey(entry.value) : undefined;
      if (key === undefined) return undefined;
      entries.set(key, { value: toConfigValue(value) });
    }
    return madeArray(call, entries);
  }),
  values('array_slice array offset length', (call) => {
    const list = completeArray(call.args[0]);
    const [from, length] = call.args.slice(1).map((arg) => (arg.kind === 'known' ? arg : undefined));
    if (!list || from?.type !== 'int' || call.args.length > 3 || (call.args[2] && length?.type !== 'int')) {
      return undefined;
    }
    const all = [...list.entries];
    const start = from.value < 0 ? Math.max(0, all.length + from.value) : from.value;
    const count = length?.type === 'int' ? length.value : all.length;
    return renumbered(call, all.slice(start, count < 0 ? count : start + count));
  }),
  ...['array_key_first', 'array_key_last'].map((name) =>
    values(`${name} array`, ({ args: [list] }) => {
      const keys = completeArray(list) && [...(completeArray(list)?.entries.keys() ?? [])];
      const key = keys?.[name === 'array_key_first' ? 0 : keys.length - 1];
      if (!keys) return undefined;
      return key === undefined ? nullValue(list?.because ?? []) : keyValue(key, list?.because ?? []);
    }),
  ),
  ...['reset', 'current', 'end'].map((name) =>
    values(`${name} array`, ({ args: [list] }) => {
      const items = completeArray(list) && [...(completeArray(list)?.entries.values() ?? [])];
      if (!items) return undefined;
      return (name === 'end' ? items[items.length - 1] : items[0])?.value ?? bool(false);
    }),
  ),
];

/** `array_merge()` renumbers positions, `array_replace()` keeps them. Later arrays win. */
function mergeArrays(call: FunctionCall, renumber: boolean): PhpValue | undefined {
  if (call.args.some((arg) => arg.kind !== 'array' && arg.kind !== 'unknown')) return undefined;
  let merged: ArrayValue = array(new Map(), call.at, []);
  for (const arg of call.args) {
    if (arg.kind !== 'array' || arg.incomplete !== undefined) {
      const reason = arg.kind === 'array' ? arg.incomplete : arg.kind === 'unknown' ? arg.reason : undefined;
      const blurred = blur(merged, reason ?? 'something unknown is merged into it');
      merged = { ...blurred, because: mergeSteps(merged.because, arg.because) };
    }
    if (arg.kind !== 'array') continue;
    const entries = new Map(merged.entries);
    let next = [...entries.keys()].filter((key) => typeof key === 'number').length;
    for (const [key, entry] of arg.entries) {
      if (!spend(call.run, 1)) return unknown('the file takes too many steps to evaluate', call.at);
      if (typeof key === 'string' || !renumber) entries.set(key, entry);
      else if (merged.incomplete === undefined) entries.set(next++, entry);
    }
    merged = { ...merged, entries, because: mergeSteps(merged.because, arg.because) };
  }
  return merged;
}

function filterArray(call: FunctionCall): PhpValue | undefined {
  const [list, callback, mode] = call.args;
  if (list?.kind !== 'array') return undefined;
  if (callback && callback.kind !== 'function' && !(callback.kind === 'known' && callback.type === 'null'))
    return undefined;
  const byKey = mode?.kind === 'known' ? mode.value : 0;
  const entries = new Map<string | number, ArrayEntry>();
  let incomplete = list.incomplete;
  for (const [key, entry] of list.entries) {
    if (!spend(call.run, 1)) return unknown('the file takes too many steps to evaluate', call.at);
    const args =
      byKey === 2 ? [keyValue(key, [])] : byKey === 1 ? [entry.value, keyValue(key, [])] : [entry.value];
    const verdict = callback?.kind === 'function' ? call.run.call(callback, args, call.at) : entry.value;
    const kept = toBool(verdict);
    if (kept === undefined) {
      const condition = conditionOf(verdict, call);
      incomplete ??= maybe(condition).reason;
      entries.set(key, { ...entry, value: maybe(condition) });
    } else if (kept) entries.set(key, entry);
  }
  return array(entries, call.at, computedSteps(call.at, list.because), incomplete);
}

function mapArray(call: FunctionCall): PhpValue | undefined {
  const [callback, list, more] = call.args;
  if (list?.kind !== 'array' || more || !callback) return undefined;
  const apply = applier(call, callback);
  if (!apply) return undefined;
  const entries = new Map<string | number, ArrayEntry>();
  for (const [key, entry] of list.entries) {
    if (!spend(call.run, 1)) return unknown('the file takes too many steps to evaluate', call.at);
    entries.set(key, { ...entry, value: toConfigValue(apply(entry.value)) });
  }
  return array(entries, call.at, computedSteps(call.at, list.because), list.incomplete);
}

/** A callback that is a function value, or the name of one of a few functions. */
function applier(call: FunctionCall, callback: PhpValue): ((value: PhpValue) => PhpValue) | undefined {
  if (callback.kind === 'function') return (value) => call.run.call(callback, [value], call.at);
  if (callback.kind !== 'known' || callback.type !== 'string' || !/^\w+$/.test(callback.value))
    return undefined;
  const name = callback.value;
  const { span } = call.at;
  return (value) => {
    const scope = newScope(new Map([['value', value]]));
    const argument = { value: { kind: 'variable', name: 'value', span }, spread: false } as const;
    return call.run.evaluate({ kind: 'call', name: `\\${name}`, args: [argument], span }, scope);
  };
}

function searchArray(call: FunctionCall): PhpValue | ReturnType<typeof bool> | undefined {
  const [needle, list, strict] = call.args;
  if (!needle || list?.kind !== 'array') return undefined;
  const exactly = strict ? toBool(strict) : false;
  if (exactly === undefined) return undefined;
  let undecided: UnknownValue | undefined;
  for (const { value } of list.entries.values()) {
    const same = exactly ? identical(needle, value) : equal(needle, value, mayRunOnPhp7(call.run));
    if (same === true) return bool(true);
    if (same === undefined) undecided ??= firstUnknown([needle, value]) ?? conditionOf(value, call);
  }
  if (list.incomplete !== undefined) undecided ??= unknown(list.incomplete, list.at, list.because);
  return undecided ?? bool(false);
}

function conditionOf(value: PhpValue, call: FunctionCall): UnknownValue {
  return value.kind === 'unknown'
    ? value
    : unknownAt(call.run, call.at.span, 'the comparison cannot be decided', value.because);
}

function keyValue(key: string | number, because: PhpValue['because']): PhpValue & { readonly kind: 'known' } {
  return typeof key === 'number' ? intValue(key, because) : stringValue(key, because);
}

function renumbered(
  call: FunctionCall,
  entries: readonly (readonly [string | number, ArrayEntry])[],
): ArrayValue {
  let next = 0;
  return madeArray(
    call,
    new Map(entries.map(([key, entry]) => [typeof key === 'number' ? next++ : key, entry])),
  );
}

/** `data_get($array, 'a.b')`, `Arr::get()`: undefined when the path is not there. */
export function valueAtPath(value: PhpValue, path: string): PhpValue | undefined {
  let current: PhpValue = value;
  for (const part of path.split('.')) {
    if (current.kind === 'unknown') return current;
    if (current.kind !== 'array') return undefined;
    const key = arrayKey({ type: 'string', value: part });
    const entry: ArrayEntry | undefined = key === undefined ? undefined : current.entries.get(key);
    if (entry) current = entry.value;
    else if (current.incomplete === undefined) return undefined;
    else return unknown(current.incomplete, current.at, current.because);
  }
  return current;
}
