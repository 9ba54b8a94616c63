/** Sprig's functions that choose between values (`defaults.go`). */
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { bool, nil, truth, unknown, unknownReason, type Value } from '../value';

export const defaultFunctions: Record<string, TemplateFunction> = {
  default: variadic(
    ['any'],
    'any',
    ([fallback], [given = nil]) => {
      const filled = truth(given);
      if (filled !== undefined) return filled ? given : fallback;
      return unknown(reasonOf(given), truth(fallback) === true ? true : undefined);
    },
    { lenient: true },
  ),
  empty: fixed(['any'], ([value]) => negated(value), { lenient: true }),
  coalesce: variadic(
    [],
    'any',
    (_none, values) => {
      for (const value of values) {
        const filled = truth(value);
        if (filled === undefined) return unknown(reasonOf(value));
        if (filled) return value;
      }
      return nil;
    },
    { lenient: true },
  ),
  all: variadic([], 'any', (_none, values) => quantified(values, false), { lenient: true }),
  any: variadic([], 'any', (_none, values) => quantified(values, true), { lenient: true }),
  ternary: fixed(['any', 'any', 'bool'], ([yes, no, chosen]) => (chosen ? yes : no)),
};

function negated(value: Value): Value {
  const filled = truth(value);
  return filled === undefined ? unknown(reasonOf(value)) : bool(!filled);
}

/** Whether one of the values is filled (`decides` true), or none is empty (`decides` false). */
function quantified(values: readonly Value[], decides: boolean): Value {
  if (values.some((value) => truth(value) === decides)) return bool(decides);
  const undecided = values.find((value) => truth(value) === undefined);
  return undecided ? unknown(reasonOf(undecided)) : bool(!decides);
}

function reasonOf(value: Value): string {
  return unknownReason(value) ?? 'the value is not known';
}
