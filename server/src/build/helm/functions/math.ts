/** Sprig's arithmetic (`numeric.go`): whole numbers are int64, and whatever is no number counts as 0. */
import { toFloat, toInteger } from '../castNumber';
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { checkCount, TemplateFailure } from '../templateFailure';
import { plainText } from '../text';
import { float64, int, int64, list, unknown, type Value } from '../value';

export const mathFunctions: Record<string, TemplateFunction> = {
  int: fixed(['any'], ([value]) => kept(value, int(toInteger(value)))),
  int64: fixed(['any'], ([value]) => kept(value, int64(toInteger(value)))),
  float64: fixed(['any'], ([value]) => kept(value, float64(toFloat(value)))),
  atoi: fixed(['string'], ([text]) => {
    const value = /^[+-]?\d+$/.test(text.text) ? Number(text.text) : 0;
    return kept(text, int(Number.isSafeInteger(value) ? value : 0));
  }),
  toDecimal: fixed(['any'], ([value]) => {
    const text = value.kind === 'string' ? value.text : String(value.kind === 'number' ? value.value : '');
    return int64(/^[0-7]+$/.test(text) ? parseInt(text, 8) : 0);
  }),
  add: variadic([], 'any', (_none, values) =>
    exact(values.reduce((sum, value) => sum + toInteger(value), 0)),
  ),
  add1: fixed(['any'], ([value]) => exact(toInteger(value) + 1)),
  sub: fixed(['any', 'any'], ([a, b]) => exact(toInteger(a) - toInteger(b))),
  mul: variadic(['any'], 'any', ([first], more) =>
    exact(more.reduce((product, value) => product * toInteger(value), toInteger(first))),
  ),
  div: fixed(['any', 'any'], ([a, b]) => exact(Math.trunc(toInteger(a) / divisor('div', b)))),
  mod: fixed(['any', 'any'], ([a, b]) => exact(toInteger(a) % divisor('mod', b))),
  max: largest(),
  biggest: largest(),
  min: variadic(['any'], 'any', ([first], more) => exact(Math.min(toInteger(first), ...more.map(toInteger)))),
  addf: variadic([], 'any', (_none, values) => decimal(values.map(toFloat).reduce((a, b) => a + b, 0))),
  add1f: fixed(['any'], ([value]) => decimal(toFloat(value) + 1)),
  subf: variadic(['any'], 'any', ([first], more) =>
    decimal(more.map(toFloat).reduce((a, b) => a - b, toFloat(first))),
  ),
  mulf: variadic(['any'], 'any', ([first], more) =>
    decimal(more.map(toFloat).reduce((a, b) => a * b, toFloat(first))),
  ),
  divf: variadic(['any'], 'any', ([first], more) => {
    if (more.some((value) => toFloat(value) === 0)) {
      throw new TemplateFailure('data', 'error calling divf: decimal division by 0');
    }
    return decimal(more.map(toFloat).reduce((a, b) => a / b, toFloat(first)));
  }),
  maxf: variadic(['any'], 'any', ([first], more) => float64(Math.max(toFloat(first), ...more.map(toFloat)))),
  minf: variadic(['any'], 'any', ([first], more) => float64(Math.min(toFloat(first), ...more.map(toFloat)))),
  ceil: fixed(['any'], ([value]) => float64(Math.ceil(toFloat(value)))),
  floor: fixed(['any'], ([value]) => float64(Math.floor(toFloat(value)))),
  round: variadic(['any', 'int'], 'float64', ([value, digits], [half]) =>
    float64(rounded(toFloat(value), digits, half ?? 0.5)),
  ),
  until: fixed(['int'], ([count]) => steps(0, count, count < 0 ? -1 : 1)),
  untilStep: fixed(['int', 'int', 'int'], ([start, stop, step]) => steps(start, stop, step)),
  seq: variadic([], 'int', (_none, values) => sequence(values)),
};

function largest(): TemplateFunction {
  return variadic(['any'], 'any', ([first], more) =>
    exact(Math.max(toInteger(first), ...more.map(toInteger))),
  );
}

/** A number made of a value that was written somewhere is that value still. */
function kept(from: Value, number: Value): Value {
  if (from.kind === 'number' && number.kind === 'number') return { ...number, source: from.source };
  if (from.kind === 'string' && number.kind === 'number' && from.pieces.length === 1) {
    return { ...number, source: from.pieces[0]?.source };
  }
  return number;
}

/** Beyond 2^53 this cannot count as Go does. */
function exact(value: number): Value {
  return Number.isSafeInteger(value)
    ? int64(value === 0 ? 0 : value)
    : unknown('the number is too large to compute with here');
}

/** Sprig computes with decimals: 0.1 + 0.2 is 0.3. */
function decimal(value: number): Value {
  const short = Number(value.toPrecision(15));
  return float64(Math.abs(short - value) <= Math.abs(value) * 4e-16 ? short : value);
}

function divisor(name: string, value: Value): number {
  const number = toInteger(value);
  if (number === 0)
    throw new TemplateFailure('data', `error calling ${name}: runtime error: integer divide by zero`);
  return number;
}

function rounded(value: number, digits: number, half: number): number {
  const scale = 10 ** digits;
  const shifted = value * scale;
  const fraction = shifted - Math.trunc(shifted);
  const whole = fraction >= half ? Math.ceil(shifted) : Math.floor(shifted);
  return whole / scale;
}

function steps(start: number, stop: number, step: number): Value {
  if (step === 0 || (stop > start ? step < 0 : step > 0)) return list([], '[]int');
  checkCount(Math.ceil((stop - start) / step));
  const items: Value[] = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) items.push(int(i));
  return list(items, '[]int');
}

/** Sprig's `seq` prints numbers as the command does, the last one included. */
function sequence(values: readonly number[]): Value {
  if (values.length === 0 || values.length > 3) return plainText('');
  const [a = 0, b = 0, c = 0] = values;
  const first = values.length === 1 ? 1 : a;
  const last = values.length === 1 ? a : values.length === 2 ? b : c;
  const down = last < first;
  const step = values.length === 3 ? b : down ? -1 : 1;
  const items = steps(first, last + (down ? -1 : 1), step);
  return plainText(
    items.kind === 'list'
      ? items.items.map((item) => (item.kind === 'number' ? item.value : '')).join(' ')
      : '',
  );
}
