import type { PhpScalar } from '../../configValue';
import { scalarToFloat, scalarToInt, scalarToText } from '../convert';

/** `sprintf()` for `%s %d %u %f %x %X %c %%` with position, padding and precision; undefined for anything else. */
export function formatText(format: string, args: readonly PhpScalar[]): string | undefined {
  let next = 0;
  let failed = false;
  const result = format.replace(directive, (whole, position, flags, width, precision, type) => {
    if (type === '%') return '%';
    const arg = args[position ? parseInt(position as string, 10) - 1 : next++];
    const text =
      arg && typeof type === 'string'
        ? formatOne(arg, type, precision as string | undefined, String(flags))
        : undefined;
    if (text === undefined) {
      failed = true;
      return whole;
    }
    return pad(text, Number(width ?? 0), String(flags));
  });
  return failed || /%/.test(format.replace(directive, '')) ? undefined : result;
}

const directive = /%(\d+\$)?((?:[-+ 0]|'[^])*)(\d+)?(?:\.(\d+))?([bcdeEfFgGosuxX%])/g;

function formatOne(
  arg: PhpScalar,
  type: string,
  precision: string | undefined,
  flags: string,
): string | undefined {
  switch (type) {
    case 's': {
      const text = scalarToText(arg);
      return precision === undefined ? text : text.slice(0, Number(precision));
    }
    case 'd': {
      const value = scalarToInt(arg);
      if (value === undefined) return undefined;
      return flags.includes('+') && value >= 0 ? `+${value}` : String(value);
    }
    case 'u':
    case 'x':
    case 'X': {
      const value = scalarToInt(arg);
      if (value === undefined || value < 0) return undefined;
      if (type === 'u') return String(value);
      return type === 'x' ? value.toString(16) : value.toString(16).toUpperCase();
    }
    case 'f':
    case 'F': {
      const value = scalarToFloat(arg);
      return Math.abs(value) < 1e15 ? value.toFixed(Math.min(Number(precision ?? 6), 50)) : undefined;
    }
  }
  return undefined;
}

function pad(text: string, width: number, flags: string): string {
  if (width <= text.length || width > 1000) return text;
  const custom = /'([^])/.exec(flags)?.[1];
  const filler = custom ?? (flags.includes('0') ? '0' : ' ');
  if (flags.replace(/'[^]/g, '').includes('-')) return text.padEnd(width, filler);
  const sign = filler === '0' && /^[-+]/.test(text) ? text.slice(0, 1) : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, filler);
}
