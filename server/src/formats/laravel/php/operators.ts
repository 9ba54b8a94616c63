/** PHP's operators on values. Every function returns undefined for "cannot be told". */
import type { PhpScalar } from '../configValue';
import { numberOf, numericString, operandOf, scalarToBool, scalarToText, toBool } from './convert';
import type { PhpValue } from './value';

/** `===` */
export function identical(a: PhpValue, b: PhpValue): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'known' && b.kind === 'known') return a.type === b.type && a.value === b.value;
  if (a.kind !== b.kind) return false;
  if (a.kind !== 'array' || b.kind !== 'array') return undefined;
  if (a.incomplete !== undefined || b.incomplete !== undefined) return undefined;
  if (a.entries.size !== b.entries.size) return false;
  const others = [...b.entries];
  let uncertain = false;
  let index = 0;
  for (const [key, entry] of a.entries) {
    const other = others[index++];
    if (!other || other[0] !== key) return false;
    const same = identical(entry.value, other[1].value);
    if (same === false) return false;
    if (same === undefined) uncertain = true;
  }
  return uncertain ? undefined : true;
}

/** `==`; `php7` when the app may run on PHP 7, where `0 == 'a'` was true. */
export function equal(a: PhpValue, b: PhpValue, php7: boolean): boolean | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return undefined;
  if (a.kind === 'known' && b.kind === 'known') {
    const order = compareScalars(a, b, php7);
    return order === undefined ? undefined : order === 0;
  }
  if (isBoolOrNull(a) || isBoolOrNull(b)) {
    const [left, right] = [toBool(a), toBool(b)];
    return left === undefined || right === undefined ? undefined : left === right;
  }
  if (a.kind === 'array' && b.kind === 'array') {
    if (a.incomplete !== undefined || b.incomplete !== undefined) return undefined;
    if (a.entries.size !== b.entries.size) return false;
    let uncertain = false;
    for (const [key, entry] of a.entries) {
      const other = b.entries.get(key);
      const same = other ? equal(entry.value, other.value, php7) : false;
      if (same === false) return false;
      if (same === undefined) uncertain = true;
    }
    return uncertain ? undefined : true;
  }
  if (a.kind === 'array' || b.kind === 'array') return a.kind === b.kind;
  return undefined;
}

/** `<=>` on scalars: negative, 0 or positive. */
export function compareScalars(a: PhpScalar, b: PhpScalar, php7: boolean): number | undefined {
  if (a.type === 'bool' || b.type === 'bool') return Number(scalarToBool(a)) - Number(scalarToBool(b));
  if (a.type === 'null' && b.type === 'null') return 0;
  if (a.type === 'null') return b.type === 'string' ? (b.value === '' ? 0 : -1) : 0 - Number(scalarToBool(b));
  if (b.type === 'null') return a.type === 'string' ? (a.value === '' ? 0 : 1) : Number(scalarToBool(a));
  if (a.type === 'string' && b.type === 'string') {
    const [left, right] = [numericString(a.value), numericString(b.value)];
    if (left && right) return left.value - right.value;
    return compareText(a.value, b.value);
  }
  if (a.type !== 'string' && b.type !== 'string') return a.value - b.value;
  const text = a.type === 'string' ? a.value : b.type === 'string' ? b.value : '';
  const number = numericString(text);
  if (!number) {
    return php7 ? undefined : compareText(scalarToText(a), scalarToText(b));
  }
  return a.type === 'string' ? number.value - Number(b.value) : Number(a.value) - number.value;
}

/** Order by bytes, as PHP compares strings. UTF-16 order differs only beyond the basic plane. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Arithmetic and bit operators. `error`: PHP throws, in these words. */
export function arithmetic(
  operator: string,
  a: PhpScalar,
  b: PhpScalar,
): PhpScalar | { readonly error: string } | undefined {
  const left = operandOf(a);
  const right = operandOf(b);
  if (!left || !right) return { error: `Unsupported operand types: ${a.type} ${operator} ${b.type}` };
  const float = left.type === 'float' || right.type === 'float';
  const [x, y] = [left.value, right.value];
  switch (operator) {
    case '+':
      return numeric(x + y, float);
    case '-':
      return numeric(x - y, float);
    case '*':
      return numeric(x * y, float);
    case '/':
      if (y === 0) return { error: 'Division by zero' };
      return numeric(x / y, float || !Number.isInteger(x / y));
    case '%': {
      const divisor = Math.trunc(y);
      if (divisor === 0) return { error: 'Modulo by zero' };
      return numeric((Math.trunc(x) % divisor) + 0, false);
    }
    case '**':
      return numeric(x ** y, float || !Number.isInteger(x ** y));
    case '<<':
    case '>>':
      if (float || y < 0 || y > 52) return undefined;
      return numeric(operator === '<<' ? x * 2 ** y : Math.floor(x / 2 ** y), false);
    case '|':
    case '&':
    case '^':
      return bitwise(operator, a, b, x, y);
  }
  return undefined;
}

function bitwise(
  operator: '|' | '&' | '^',
  a: PhpScalar,
  b: PhpScalar,
  x: number,
  y: number,
): PhpScalar | undefined {
  if (a.type === 'string' && b.type === 'string') return undefined;
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) return undefined;
  const [left, right] = [BigInt(x), BigInt(y)];
  const result = operator === '|' ? left | right : operator === '&' ? left & right : left ^ right;
  return numeric(Number(result), false);
}

/** Integers beyond 2^53 would be rounded here and are not in PHP: better nothing than a wrong number. */
function numeric(value: number, float: boolean): PhpScalar | undefined {
  if (float) return numberOf(value, true);
  return Number.isSafeInteger(value) ? numberOf(value + 0, false) : undefined;
}

function isBoolOrNull(value: PhpValue): boolean {
  return value.kind === 'known' && (value.type === 'bool' || value.type === 'null');
}
