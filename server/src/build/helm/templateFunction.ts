/**
 * How a function of Helm's templates is declared: with the types of its parameters, which Go checks before the call.
 * A function that is given something unknown yields something unknown, unless it says that it can cope.
 */
import type { Place } from '../../text/place';
import { TemplateFailure } from './templateFailure';
import { gapText, type Text } from './text';
import { goType, unknown, unknownReason, type MapValue, type Value } from './value';

/** What a function may ask of the evaluation around it. */
export interface CallContext {
  /** The action in which the call stands. */
  readonly at: Place;
  /** The text of a named template. */
  include(name: string, data: Value): Text;
  /** The text of a template that stands in a value. */
  tpl(template: Text, data: Value): Text;
  /** Counts `count` steps of work. */
  work(count: number): void;
}

export interface ParameterTypes {
  any: Value;
  string: Text;
  int: number;
  int64: number;
  float64: number;
  bool: boolean;
  /** A nil map is given as undefined. */
  map: MapValue | undefined;
}

export type ParameterType = keyof ParameterTypes;

type Arguments<P extends readonly ParameterType[]> = { [I in keyof P]: ParameterTypes[P[I]] };

export interface TemplateFunction {
  readonly parameters: readonly ParameterType[];
  readonly rest?: ParameterType;
  readonly run: (args: readonly Value[], literals: readonly boolean[], call: CallContext) => Value;
}

interface Options {
  /** The function copes with unknown arguments. */
  readonly lenient?: boolean;
}

/** A function with a fixed number of parameters. */
export function fixed<P extends readonly ParameterType[]>(
  parameters: readonly [...P],
  run: (args: Arguments<P>, call: CallContext) => Value,
  options: Options = {},
): TemplateFunction {
  return {
    parameters,
    run: (args, literals, call) => {
      const reason = reasonAgainst(args, parameters, undefined, options);
      const given = args.map((value, i) => convert(value, parameters[i] ?? 'any', literals[i] === true));
      return reason === undefined ? run(given as unknown as Arguments<P>, call) : unknown(reason);
    },
  };
}

/** A function that takes any number of further arguments of one type. */
export function variadic<P extends readonly ParameterType[], R extends ParameterType>(
  parameters: readonly [...P],
  rest: R,
  run: (args: Arguments<P>, more: ParameterTypes[R][], call: CallContext) => Value,
  options: Options = {},
): TemplateFunction {
  return {
    parameters,
    rest,
    run: (args, literals, call) => {
      const reason = reasonAgainst(args, parameters, rest, options);
      const given = args.map((value, i) => convert(value, parameters[i] ?? rest, literals[i] === true));
      if (reason !== undefined) return unknown(reason);
      const head = given.slice(0, parameters.length) as unknown as Arguments<P>;
      return run(head, given.slice(parameters.length) as ParameterTypes[R][], call);
    },
  };
}

/** Why one of these values is not known, as far as it can be seen without looking into lists and maps. */
export function firstUnknown(args: readonly Value[]): string | undefined {
  for (const value of args) {
    const reason = unknownReason(value);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Why the function cannot be run: even one that copes needs to know its numbers and maps. */
function reasonAgainst(
  args: readonly Value[],
  parameters: readonly ParameterType[],
  rest: ParameterType | undefined,
  options: Options,
): string | undefined {
  if (!options.lenient) return firstUnknown(args);
  return firstUnknown(
    args.filter((value, i) => {
      const type = parameters[i] ?? rest ?? 'any';
      return value.kind === 'unknown' && type !== 'any' && type !== 'string';
    }),
  );
}

function convert(value: Value, type: ParameterType, literal: boolean): ParameterTypes[ParameterType] {
  if (type === 'any') return value;
  // Only functions that can cope with unknown text are run with it.
  if (value.kind === 'unknown') return type === 'string' ? gapText(value.reason, value.truthy) : undefined;
  switch (type) {
    case 'string':
      if (value.kind === 'string') return value;
      break;
    case 'bool':
      if (value.kind === 'bool') return value.value;
      break;
    case 'map':
      if (value.kind === 'nil' && value.untyped) return undefined;
      if (value.kind === 'map' && value.type !== 'map[string]string') return value;
      break;
    default:
      if (value.kind === 'number' && accepts(type, value.type, literal, value.value)) return value.value;
  }
  const wanted = type === 'map' ? 'map[string]interface {}' : type;
  if (value.kind === 'nil' && value.untyped)
    throw new TemplateFailure('data', `invalid value; expected ${wanted}`);
  const given = value.kind === 'nil' ? 'nil' : goType(value);
  throw new TemplateFailure('data', `wrong type for value; expected ${wanted}; got ${given}`);
}

/** A constant fits every type that can hold it; any other number has its own type only. */
function accepts(wanted: string, given: string, literal: boolean, value: number): boolean {
  return wanted === given || (literal && (wanted === 'float64' || Number.isInteger(value)));
}
