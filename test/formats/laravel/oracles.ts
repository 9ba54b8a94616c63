import { readFileSync } from 'node:fs';
import type { ConfigValue } from '../../../server/src/formats/laravel/configValue';
import type { EvaluationContext } from '../../../server/src/formats/laravel/evaluate';

/** What real PHP gave, recorded once. Paths are relative to the project. */
export function oracle<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(`test/formats/laravel/oracles/${name}.json`, 'utf8')) as T[];
}

/** A context in which exactly these variables are set. */
export function contextOf(env: Readonly<Record<string, string>>, frameworkMajor?: number): EvaluationContext {
  return {
    env: (name) => {
      const value = env[name];
      return value === undefined ? { state: 'unset' } : { state: 'set', value };
    },
    ...(frameworkMajor === undefined ? {} : { frameworkMajor }),
  };
}

/** Something unknown inside of a value, in its place. */
export const unknownMark = '\u0000unknown';

/** A value as `json_encode` prints it; lists are arrays, other arrays objects. */
export function toJson(value: ConfigValue): unknown {
  if (value.kind === 'unknown') return unknownMark;
  if (value.kind === 'known') return value.value;
  const keys = [...value.entries.keys()];
  const items = [...value.entries.values()].map((entry) => toJson(entry.value));
  if (value.incomplete !== undefined) return unknownMark;
  if (keys.every((key, index) => key === index)) return items;
  return Object.fromEntries(keys.map((key, index) => [String(key), items[index]]));
}

/** `int`, `string` … as PHP's `get_debug_type` says it. */
export function typeOf(value: ConfigValue): string {
  return value.kind === 'known' ? value.type : value.kind;
}
