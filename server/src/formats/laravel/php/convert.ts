/** PHP's conversions between scalars, as PHP 8 does them. */
import type { PhpScalar } from '../configValue';
import type { PhpValue } from './value';

/** Truthiness; undefined when it cannot be told. */
export function toBool(value: PhpValue): boolean | undefined {
  switch (value.kind) {
    case 'known':
      return scalarToBool(value);
    case 'array':
      if (value.entries.size > 0) return true;
      return value.incomplete === undefined ? false : undefined;
    case 'unknown':
      return undefined;
    case 'function':
    case 'text':
      return true;
  }
}

export function scalarToBool(scalar: PhpScalar): boolean {
  if (scalar.type === 'string') return scalar.value !== '' && scalar.value !== '0';
  return Boolean(scalar.value);
}

/** The text of a value; undefined for arrays, functions and what is unknown. */
export function toText(value: PhpValue): string | undefined {
  if (value.kind === 'text') return value.value;
  return value.kind === 'known' ? scalarToText(value) : undefined;
}

export function scalarToText(scalar: PhpScalar): string {
  switch (scalar.type) {
    case 'string':
      return scalar.value;
    case 'bool':
      return scalar.value ? '1' : '';
    case 'null':
      return '';
    case 'int':
      return String(scalar.value);
    case 'float':
      return floatToText(scalar.value);
  }
}

export type PhpNumber = Extract<PhpScalar, { readonly type: 'int' | 'float' }>;

export function numberOf(value: number, float: boolean): PhpNumber {
  return { type: float ? 'float' : 'int', value };
}

const leadingNumber = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([ \t\n\r\v\f]*)/;

/** The number that a whole string is; undefined when it is not numeric. Blanks around it are allowed. */
export function numericString(text: string): PhpNumber | undefined {
  const hit = leadingNumber.exec(text);
  return hit && hit[0].length === text.length ? parseNumber(hit[1] ?? '') : undefined;
}

/** The number that a string begins with, 0 when there is none: `(int)` and friends. */
export function leadingNumberOf(text: string): PhpNumber {
  const hit = leadingNumber.exec(text);
  return hit ? parseNumber(hit[1] ?? '') : { type: 'int', value: 0 };
}

function parseNumber(text: string): PhpNumber {
  const value = Number(text);
  return numberOf(value, /[.eE]/.test(text) || !Number.isSafeInteger(value));
}

/** `(int) $x`; undefined when the result does not fit or the float is no ordinary number. */
export function scalarToInt(scalar: PhpScalar): number | undefined {
  const number = scalar.type === 'string' ? leadingNumberOf(scalar.value).value : Number(scalar.value ?? 0);
  const whole = Math.trunc(number);
  return Number.isSafeInteger(whole) ? whole + 0 : undefined;
}

export function scalarToFloat(scalar: PhpScalar): number {
  return scalar.type === 'string' ? leadingNumberOf(scalar.value).value : Number(scalar.value ?? 0);
}

/** An operand of arithmetic; undefined where PHP throws a TypeError: a string that does not begin with a number. */
export function operandOf(scalar: PhpScalar): PhpNumber | undefined {
  switch (scalar.type) {
    case 'int':
    case 'float':
      return scalar;
    case 'bool':
      return { type: 'int', value: scalar.value ? 1 : 0 };
    case 'null':
      return { type: 'int', value: 0 };
    case 'string':
      return leadingNumber.test(scalar.value) ? leadingNumberOf(scalar.value) : undefined;
  }
}

/** The key under which PHP files an entry: `'5'`, 5.7, true and null become 5, 5, 1 and `''`. */
export function arrayKey(scalar: PhpScalar): string | number | undefined {
  switch (scalar.type) {
    case 'int':
      return scalar.value;
    case 'string':
      return /^(?:0|-?[1-9]\d{0,15})$/.test(scalar.value) && Number.isSafeInteger(Number(scalar.value))
        ? Number(scalar.value)
        : scalar.value;
    case 'null':
      return '';
    case 'bool':
      return scalar.value ? 1 : 0;
    case 'float':
      return scalarToInt(scalar);
  }
}

/** A float as `echo` prints it: 14 significant digits. */
function floatToText(value: number): string {
  if (Number.isNaN(value)) return 'NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  if (Object.is(value, -0)) return '-0';
  const [digits = '', exponent] = value.toExponential(13).split('e');
  const power = Number(exponent);
  if (power >= -5 && power < 15) return String(Number(value.toPrecision(14)));
  const mantissa = digits.replace(/\.?0+$/, '');
  const sign = power < 0 ? '-' : '+';
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${sign}${Math.abs(power)}`;
}
