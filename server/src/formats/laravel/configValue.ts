/**
 * What a Laravel config expression comes to. Nothing in here is a guess: what cannot be told from the files is an
 * {@link UnknownValue} with its place and its reason, and stays one in everything that depends on it.
 */
import type { Place } from '../../text/place';

export type ConfigValue = KnownValue | ArrayValue | UnknownValue;

/** A PHP scalar. PHP tells `1` from `1.0`, JavaScript does not, hence the type beside the value. */
export type PhpScalar =
  | { readonly type: 'int' | 'float'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null };

/** One place that had a say in a value. */
export interface Step {
  readonly at: Place;
  /**
   * `env`: the variable `name` is set and was used; `unset`: `name` was looked up and is not set; `default`: the default of
   * the env call for `name` was used; `literal`: written there; `expression`: computed there; `config`: taken from the
   * config key `name`.
   */
  readonly what: 'env' | 'unset' | 'default' | 'literal' | 'expression' | 'config';
  readonly name?: string;
}

interface ConfigValueBase {
  /** Everything that had a say: the place that gave the value first, then what had to be so for it to win. */
  readonly because: readonly Step[];
}

export type KnownValue = ConfigValueBase & { readonly kind: 'known' } & PhpScalar;

export interface ArrayValue extends ConfigValueBase {
  readonly kind: 'array';
  /** In PHP's order. Keys are as PHP normalises them: `'5'` is 5. */
  readonly entries: ReadonlyMap<string | number, ArrayEntry>;
  /** The array expression, or the one that the others were merged into. */
  readonly at: Place;
  /** Why there may be more entries than these: something unknown was merged in, or the file is half-typed. */
  readonly incomplete?: string;
}

export interface ArrayEntry {
  readonly value: ConfigValue;
  /** Where the key is written; absent for computed keys and for positions. */
  readonly keyAt?: Place;
}

export interface UnknownValue extends ConfigValueBase {
  readonly kind: 'unknown';
  /** Why, in plain words that complete the sentence "It is not known because …". */
  readonly reason: string;
  /** The smallest expression that cannot be evaluated. */
  readonly at: Place;
}

/**
 * The value below a path of keys. Undefined means that the key is certainly not there; a key that is missing from an
 * incomplete array, or looked up in something unknown, is unknown.
 */
export function at(value: ConfigValue, ...path: readonly (string | number)[]): ConfigValue | undefined {
  let current: ConfigValue = value;
  for (const key of path) {
    if (current.kind === 'unknown') return current;
    if (current.kind === 'known') return undefined;
    const entry: ArrayEntry | undefined = current.entries.get(key);
    if (entry) current = entry.value;
    else if (current.incomplete === undefined) return undefined;
    else return unknown(current.incomplete, current.at, current.because);
  }
  return current;
}

/** The most steps that a value remembers; what comes after the winner and its near conditions helps nobody. */
const maximalSteps = 32;

export function known(scalar: PhpScalar, because: readonly Step[]): KnownValue {
  return { kind: 'known', ...scalar, because };
}

export function unknown(reason: string, place: Place, because: readonly Step[] = []): UnknownValue {
  return { kind: 'unknown', reason, at: place, because };
}

export function array(
  entries: ReadonlyMap<string | number, ArrayEntry>,
  place: Place,
  because: readonly Step[],
  incomplete?: string,
): ArrayValue {
  return { kind: 'array', entries, at: place, because, ...(incomplete === undefined ? {} : { incomplete }) };
}

/** The steps of several values in order, each step once. */
export function mergeSteps(...lists: readonly (readonly Step[])[]): readonly Step[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  const seen = new Set<string>();
  const merged: Step[] = [];
  for (const list of filled) {
    for (const step of list) {
      const key = `${step.what} ${step.at.file} ${step.at.span.start} ${step.at.span.end} ${step.name ?? ''}`;
      if (merged.length >= maximalSteps || seen.has(key)) continue;
      seen.add(key);
      merged.push(step);
    }
  }
  return merged;
}

/** The same value with more steps behind its own. */
export function withSteps<T extends ConfigValue>(value: T, steps: readonly Step[]): T {
  return steps.length === 0 ? value : { ...value, because: mergeSteps(value.because, steps) };
}

/** Whether two values are certainly equal, in PHP's sense of `===`. Unknown values are equal to nothing. */
export function sameValue(a: ConfigValue, b: ConfigValue): boolean {
  if (a.kind === 'known' && b.kind === 'known') return a.type === b.type && a.value === b.value;
  if (a.kind !== 'array' || b.kind !== 'array') return false;
  if (a.incomplete !== undefined || b.incomplete !== undefined || a.entries.size !== b.entries.size)
    return false;
  const others = b.entries.entries();
  for (const [key, entry] of a.entries) {
    const other = others.next().value;
    if (other?.[0] !== key || !sameValue(entry.value, other[1].value)) return false;
  }
  return true;
}
