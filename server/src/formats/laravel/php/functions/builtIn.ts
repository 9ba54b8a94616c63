import type { Place } from '../../../../text/place';
import type { ArrayEntry, ArrayValue, PhpScalar } from '../../configValue';
import { firstUnknown, type Run } from '../run';
import { array } from '../../configValue';
import { computedSteps, type PhpValue } from '../value';

export interface FunctionCall {
  readonly args: readonly PhpValue[];
  readonly at: Place;
  readonly run: Run;
}

/** A function of PHP or Laravel that the evaluator knows. */
export interface BuiltIn {
  /** Names of the parameters, for named arguments. */
  readonly parameters: readonly string[];
  /** Undefined: not evaluated with these arguments. A bare scalar gets the steps of all arguments. */
  evaluate(call: FunctionCall): PhpValue | PhpScalar | undefined;
}

/** Name and parameters, separated by blanks: `explode separator string limit`. */
type Signature = string;
export type Definition = readonly [name: string, builtIn: BuiltIn];

/** A function of scalars; anything unknown makes its result unknown, anything but scalars is not evaluated. */
export function scalars(
  signature: Signature,
  evaluate: (...args: readonly PhpScalar[]) => PhpScalar | undefined,
): Definition {
  return define(signature, ({ args }) => {
    const plain: PhpScalar[] = [];
    for (const arg of args) {
      if (arg.kind === 'known') plain.push(arg);
      else if (arg.kind === 'text') plain.push({ type: 'string', value: arg.value });
      else return undefined;
    }
    return evaluate(...plain);
  });
}

/** A function none of whose arguments may be unknown as a whole; entries of arrays may be. */
export function values(signature: Signature, evaluate: BuiltIn['evaluate']): Definition {
  return define(signature, (call) => firstUnknown(call.args) ?? evaluate(call));
}

/** A function that can say something even when arguments are unknown. */
export function define(signature: Signature, evaluate: BuiltIn['evaluate']): Definition {
  const [name = '', ...parameters] = signature.split(' ');
  return [name, { parameters, evaluate }];
}

export const string = (value: string): PhpScalar => ({ type: 'string', value });
export const int = (value: number): PhpScalar => ({ type: 'int', value });
export const bool = (value: boolean): PhpScalar => ({ type: 'bool', value });

/** The argument as an array whose entries are all there; undefined when it is anything else. */
export function completeArray(value: PhpValue | undefined): ArrayValue | undefined {
  return value?.kind === 'array' && value.incomplete === undefined ? value : undefined;
}

/** An array that a function makes. */
export function madeArray(call: FunctionCall, entries: ReadonlyMap<string | number, ArrayEntry>): ArrayValue {
  return array(entries, call.at, computedSteps(call.at, ...call.args.map((arg) => arg.because)));
}

/** A list that a function makes: keys 0, 1, 2 … */
export function madeList(call: FunctionCall, items: Iterable<ArrayEntry>): ArrayValue {
  return madeArray(call, new Map([...items].map((entry, index) => [index, entry] as const)));
}
