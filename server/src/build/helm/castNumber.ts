/** Numbers made of any value, as `spf13/cast` makes them for sprig: what cannot be converted is 0. */
import type { Value } from './value';

export function toInteger(value: Value): number {
  switch (value.kind) {
    case 'number':
      return Math.trunc(value.value);
    case 'bool':
      return value.value ? 1 : 0;
    case 'string':
      return integerOf(value.text.replace(/^([+-]?[^.]+)\.0+$/, '$1'));
    default:
      return 0;
  }
}

export function toFloat(value: Value): number {
  switch (value.kind) {
    case 'number':
      return value.value;
    case 'bool':
      return value.value ? 1 : 0;
    case 'string':
      return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value.text)
        ? Number(value.text.replaceAll('_', ''))
        : 0;
    default:
      return 0;
  }
}

/** Go's `ParseInt` with base 0: prefixes count, and so do underscores between digits. */
function integerOf(text: string): number {
  const parts = /^([+-]?)(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0[0-7_]*|[1-9][\d_]*)$/.exec(text);
  if (!parts) return 0;
  const digits = (parts[2] ?? '').replaceAll('_', '');
  const magnitude = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (!Number.isSafeInteger(magnitude)) return 0;
  return parts[1] === '-' && magnitude !== 0 ? -magnitude : magnitude;
}
