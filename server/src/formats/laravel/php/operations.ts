/** Unary and binary operators and casts, over expressions: what the operands make known is kept as far as it goes. */
import type { Span } from '../../../text/place';
import { array, known, mergeSteps, type ArrayEntry, type PhpScalar, type UnknownValue } from '../configValue';
import { scalarToFloat, scalarToInt, toBool, toText } from './convert';
import { evaluateWays } from './join';
import { blur } from './lookup';
import { arithmetic, compareScalars, equal, identical } from './operators';
import {
  firstUnknown,
  maximalTextLength,
  mayRunOnPhp7,
  placeOf,
  unknownAt,
  type Run,
  type Scope,
} from './run';
import type { PhpExpression } from './syntax';
import { boolValue, computedSteps, stringValue, type PhpValue } from './value';

type Of<Kind extends PhpExpression['kind']> = Extract<PhpExpression, { readonly kind: Kind }>;

export function evaluateUnary(run: Run, expression: Of<'unary'>, scope: Scope): PhpValue {
  const { operator, operand, span } = expression;
  const value = run.evaluate(operand, scope);
  if (operator === '@') return value;
  const steps = computedSteps(placeOf(run, span), value.because);
  if (operator === '!') {
    const holds = toBool(value);
    return holds === undefined ? truth(run, value, span) : boolValue(!holds, steps);
  }
  const missing = firstUnknown([value]);
  if (missing) return missing;
  if (value.kind === 'known' && (operator === '-' || operator === '+')) {
    const result = arithmetic('*', value, { type: 'int', value: operator === '-' ? -1 : 1 });
    return fromArithmetic(run, result, span, steps);
  }
  return unknownAt(run, span, `the operator ${operator} is not evaluated here`);
}

export function evaluateCast(run: Run, expression: Of<'cast'>, scope: Scope): PhpValue {
  const { type, operand, span } = expression;
  const value = run.evaluate(operand, scope);
  const place = placeOf(run, span);
  const steps = computedSteps(place, value.because);
  if (type === 'bool' || type === 'boolean') {
    const holds = toBool(value);
    return holds === undefined ? truth(run, value, span) : boolValue(holds, steps);
  }
  if (value.kind === 'unknown') return value;
  if (type === 'array') {
    if (value.kind === 'array') return value;
    if (value.kind !== 'known') return unknownAt(run, span, 'an object is cast to an array');
    const entries = new Map<string | number, ArrayEntry>();
    if (value.type !== 'null') entries.set(0, { value });
    return array(entries, place, steps);
  }
  const text = toText(value);
  if (type === 'string' && text !== undefined) return stringValue(text, steps);
  if (value.kind === 'known') {
    const scalar = castScalar(value, type);
    if (scalar) return known(scalar, steps);
  }
  return unknownAt(run, span, `a cast to ${type} is not evaluated here`, value.because);
}

function castScalar(value: PhpScalar, type: string): PhpScalar | undefined {
  if (type === 'int' || type === 'integer') {
    const whole = scalarToInt(value);
    return whole === undefined ? undefined : { type: 'int', value: whole };
  }
  if (type === 'float' || type === 'double' || type === 'real')
    return { type: 'float', value: scalarToFloat(value) };
  return undefined;
}

export function evaluateBinary(run: Run, expression: Of<'binary'>, scope: Scope): PhpValue {
  const { operator, left, right, span } = expression;
  switch (operator) {
    case '&&':
    case 'and':
    case '||':
    case 'or':
      return evaluateShortCircuit(run, expression, scope);
    case '??':
      return evaluateCoalesce(run, expression, scope);
    case 'instanceof': {
      const value = run.evaluate(left, scope);
      if (value.kind === 'known' || value.kind === 'array') return boolValue(false, value.because);
      return firstUnknown([value]) ?? unknownAt(run, span, 'an object is asked for its class');
    }
  }
  return combine(run, operator, run.evaluate(left, scope), run.evaluate(right, scope), span);
}

/** The result of an operator that evaluates both of its sides. */
function combine(run: Run, operator: string, left: PhpValue, right: PhpValue, span: Span): PhpValue {
  const place = placeOf(run, span);
  const steps = computedSteps(place, left.because, right.because);
  const decide = (result: boolean | undefined): PhpValue =>
    result === undefined ? undecided(run, left, right, span) : boolValue(result, steps);
  const php7 = mayRunOnPhp7(run);
  switch (operator) {
    case '===':
      return decide(identical(left, right));
    case '!==':
      return decide(negate(identical(left, right)));
    case '==':
      return decide(equal(left, right, php7));
    case '!=':
    case '<>':
      return decide(negate(equal(left, right, php7)));
    case 'xor': {
      const [a, b] = [toBool(left), toBool(right)];
      return decide(a === undefined || b === undefined ? undefined : a !== b);
    }
  }
  const missing = firstUnknown([left, right]);
  if (operator === '+' && left.kind === 'array') return union(left, right, missing, steps);
  if (missing) return missing;
  if (operator === '.') {
    const [a, b] = [toText(left), toText(right)];
    if (a === undefined || b === undefined)
      return unknownAt(run, span, 'something that is no text is put into a text');
    if (a.length + b.length > maximalTextLength) return unknownAt(run, span, 'the text is too long');
    return stringValue(a + b, steps);
  }
  if (left.kind !== 'known' || right.kind !== 'known') return undecided(run, left, right, span);
  const order = compareScalars(left, right, php7);
  switch (operator) {
    case '<':
      return decide(order === undefined ? undefined : order < 0);
    case '<=':
      return decide(order === undefined ? undefined : order <= 0);
    case '>':
      return decide(order === undefined ? undefined : order > 0);
    case '>=':
      return decide(order === undefined ? undefined : order >= 0);
    case '<=>':
      if (order === undefined || Number.isNaN(order)) return undecided(run, left, right, span);
      return known({ type: 'int', value: Math.sign(order) }, steps);
  }
  return fromArithmetic(run, arithmetic(operator, left, right), span, steps);
}

/** `&&` and `||`: one side that decides is enough, whatever the other one is. */
function evaluateShortCircuit(run: Run, expression: Of<'binary'>, scope: Scope): PhpValue {
  const { operator, left, right, span } = expression;
  const decisive = operator === '||' || operator === 'or';
  const first = run.evaluate(left, scope);
  const firstHolds = toBool(first);
  const place = placeOf(run, span);
  if (firstHolds === decisive) return boolValue(decisive, computedSteps(place, first.because));
  if (firstHolds !== undefined) {
    const second = run.evaluate(right, scope);
    const holds = toBool(second);
    if (holds === undefined) return truth(run, second, right.span);
    return boolValue(holds, computedSteps(place, first.because, second.because));
  }
  const condition = truth(run, first, left.span);
  let second: PhpValue = first;
  evaluateWays(run, scope, [() => first, (way) => (second = run.evaluate(right, way))], condition);
  return toBool(second) === decisive ? boolValue(decisive, computedSteps(place, second.because)) : condition;
}

function evaluateCoalesce(run: Run, expression: Of<'binary'>, scope: Scope): PhpValue {
  const first = run.evaluate(expression.left, scope);
  if (first.kind === 'unknown') {
    return evaluateWays(run, scope, [() => first, (way) => run.evaluate(expression.right, way)], first);
  }
  if (first.kind !== 'known' || first.type !== 'null') return first;
  const second = run.evaluate(expression.right, scope);
  const asked = first.because.filter((step) => step.what !== 'literal');
  return { ...second, because: mergeSteps(second.because, asked) };
}

/** `$a + $b` on arrays: what the left one has stays. */
function union(
  left: Extract<PhpValue, { readonly kind: 'array' }>,
  right: PhpValue,
  missing: UnknownValue | undefined,
  steps: PhpValue['because'],
): PhpValue {
  if (right.kind !== 'array')
    return { ...left, incomplete: missing?.reason ?? 'an array is added to something else' };
  const entries = new Map(left.entries);
  const added = left.incomplete === undefined ? right : blur(right, left.incomplete);
  for (const [key, entry] of added.entries) if (!entries.has(key)) entries.set(key, entry);
  return array(entries, left.at, steps, left.incomplete ?? right.incomplete);
}

/** The unknown value that says why a condition is undecided. */
export function truth(run: Run, value: PhpValue, span: Span): UnknownValue {
  if (value.kind === 'unknown') return value;
  const reason = value.kind === 'array' ? value.incomplete : undefined;
  return unknownAt(run, span, reason ?? 'the condition cannot be decided', value.because);
}

function undecided(run: Run, left: PhpValue, right: PhpValue, span: Span): UnknownValue {
  return firstUnknown([left, right]) ?? unknownAt(run, span, 'the comparison cannot be decided');
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function fromArithmetic(
  run: Run,
  result: ReturnType<typeof arithmetic>,
  span: Span,
  steps: PhpValue['because'],
): PhpValue {
  if (result === undefined) return unknownAt(run, span, 'the number cannot be computed exactly', steps);
  if ('error' in result) return unknownAt(run, span, `PHP stops here: ${result.error}`, steps);
  return known(result, steps);
}
