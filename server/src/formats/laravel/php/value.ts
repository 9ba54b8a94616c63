/** The values that exist while a file is evaluated: config values, and functions and text objects, which none can hold. */
import type { Place } from '../../../text/place';
import { known, mergeSteps, unknown, type ConfigValue, type KnownValue, type Step } from '../configValue';
import type { PhpFunction } from './syntax';

export type PhpValue = ConfigValue | FunctionValue | TextObject;

export interface FunctionValue {
  readonly kind: 'function';
  readonly definition: PhpFunction;
  /** What the function sees of the place where it was made. */
  readonly captured: ReadonlyMap<string, PhpValue>;
  readonly at: Place;
  readonly because: readonly Step[];
}

/** What `Str::of(…)` makes: a string with methods. */
export interface TextObject {
  readonly kind: 'text';
  readonly value: string;
  readonly at: Place;
  readonly because: readonly Step[];
}

/** The value as one that config can hold. */
export function toConfigValue(value: PhpValue): ConfigValue {
  if (value.kind === 'function') return unknown('it is a function', value.at, value.because);
  if (value.kind === 'text') return unknown('it is an object', value.at, value.because);
  return value;
}

export function stringValue(value: string, because: readonly Step[]): KnownValue {
  return known({ type: 'string', value }, because);
}

export function intValue(value: number, because: readonly Step[]): KnownValue {
  return known({ type: 'int', value }, because);
}

export function boolValue(value: boolean, because: readonly Step[]): KnownValue {
  return known({ type: 'bool', value }, because);
}

export function nullValue(because: readonly Step[]): KnownValue {
  return known({ type: 'null', value: null }, because);
}

/**
 * The steps of a value that is computed at `at` out of others. When one variable or default decides it, that one comes
 * first; when several do, none of them is the winner and the expression itself comes first.
 */
export function computedSteps(at: Place, ...lists: readonly (readonly Step[])[]): readonly Step[] {
  const sources = mergeSteps(...lists).filter(
    (step) => step.what !== 'literal' && step.what !== 'expression',
  );
  const self: Step = { at, what: 'expression' };
  const winners = sources.filter((step) => step.what !== 'unset');
  if (winners.length > 1 && new Set(winners.map((step) => step.name)).size > 1) {
    return mergeSteps([self], sources);
  }
  const winner = winners[0] ?? sources[0];
  return winner ? mergeSteps([winner], sources, [self]) : [self];
}
