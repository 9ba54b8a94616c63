/** Numbers as Go prints them (`strconv.FormatFloat`, `fmt`). */

/** `%v` and `%g` of a float64 with the shortest exact digits: an exponent below 1e-4 and from 1e6 on. */
export function formatFloat(value: number): string {
  return special(value) ?? shortest(value);
}

/** How `encoding/json` writes a float64: an exponent below 1e-6 and from 1e21 on. */
export function formatJsonNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
    const { sign, digits, exponent } = decimal(value);
    return `${sign}${scientific(digits, exponent).replace(/e-0(\d)$/, 'e-$1')}`;
  }
  return positional(value);
}

function shortest(value: number): string {
  const { sign, digits, exponent } = decimal(value);
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent);
  return positional(value);
}

/** `NaN`, `+Inf`, `-Inf`; undefined for ordinary numbers. */
export function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return undefined;
}

function decimal(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return { sign, digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.slice(1);
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${fraction ? `.${fraction}` : ''}e${exponent < 0 ? '-' : '+'}${size}`;
}

function positional(value: number): string {
  const { sign, digits, exponent } = decimal(value);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits + '0'.repeat(exponent + 1 - digits.length);
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
