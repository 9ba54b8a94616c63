/** PHP's functions on types and numbers. */
import { known, type ArrayEntry, type PhpScalar } from '../../configValue';
import { numericString, operandOf, scalarToFloat, scalarToInt, scalarToText, toBool } from '../convert';
import { parseUrl } from '../parseUrl';
import { computedSteps } from '../value';
import { bool, define, int, madeArray, scalars, string, values, type Definition } from './builtIn';

const missing: PhpScalar = { type: 'null', value: null };

export const typeFunctions: readonly Definition[] = [
  scalars('intval value base', (value = missing, base) => {
    const whole = base ? undefined : scalarToInt(value);
    return whole === undefined ? undefined : int(whole);
  }),
  scalars('floatval value', (value = missing) => ({ type: 'float', value: scalarToFloat(value) })),
  scalars('doubleval value', (value = missing) => ({ type: 'float', value: scalarToFloat(value) })),
  scalars('strval value', (value = missing) => string(scalarToText(value))),
  define('boolval value', ({ args: [value] }) => {
    const holds = value && toBool(value);
    return holds === undefined ? undefined : bool(holds);
  }),
  ...typeTests(),
  scalars('is_numeric value', (value = missing) =>
    bool(
      value.type === 'int' ||
        value.type === 'float' ||
        (value.type === 'string' && !!numericString(value.value)),
    ),
  ),
  scalars('filter_var value filter options', filterVar),
  scalars('abs num', (value = missing) => mapNumber(value, Math.abs)),
  scalars('floor num', (value = missing) => ({ type: 'float', value: Math.floor(scalarToFloat(value)) })),
  scalars('ceil num', (value = missing) => ({ type: 'float', value: Math.ceil(scalarToFloat(value)) })),
  scalars('max value values', (...args) => extreme(args, 1)),
  scalars('min value values', (...args) => extreme(args, -1)),
  values('parse_url url component', (call) => {
    const [url, component] = call.args;
    if (url?.kind !== 'known' || (component && component.kind !== 'known')) return undefined;
    const parts = parseUrl(scalarToText(url));
    if (!parts) return bool(false);
    const steps = computedSteps(call.at, url.because);
    const scalar = (part: string | number): PhpScalar =>
      typeof part === 'number' ? int(part) : string(part);
    if (component && component.value !== -1) {
      const name = urlComponents[Number(component.value)];
      const part = name && parts[name];
      return name === undefined ? undefined : known(part === undefined ? missing : scalar(part), steps);
    }
    const entries = new Map<string, ArrayEntry>();
    for (const [name, part] of Object.entries(parts) as [string, string | number][]) {
      entries.set(name, { value: known(scalar(part), steps) });
    }
    return madeArray(call, entries);
  }),
];

/** In the order of PHP's PHP_URL_* constants. */
const urlComponents = ['scheme', 'host', 'port', 'user', 'pass', 'path', 'query', 'fragment'] as const;

function typeTests(): Definition[] {
  const tests: Readonly<Record<string, readonly string[]>> = {
    is_null: ['null'],
    is_string: ['string'],
    is_int: ['int'],
    is_integer: ['int'],
    is_float: ['float'],
    is_bool: ['bool'],
    is_array: ['array'],
    is_scalar: ['string', 'int', 'float', 'bool'],
  };
  return Object.entries(tests).map(([name, types]) =>
    values(`${name} value`, ({ args: [value] }) => {
      if (!value) return undefined;
      return bool(
        types.includes(value.kind === 'known' ? value.type : value.kind === 'array' ? 'array' : 'object'),
      );
    }),
  );
}

/** `filter_var()` with the filters that config files use; options as an array are not evaluated. */
function filterVar(
  value: PhpScalar = missing,
  filter?: PhpScalar,
  options?: PhpScalar,
): PhpScalar | undefined {
  const text = scalarToText(value);
  const trimmed = text.replace(/^[ \t\n\r\v\0]+|[ \t\n\r\v\0]+$/g, '');
  const flags = options ? Number(options.value) : 0;
  const failure: PhpScalar = (flags & nullOnFailure) !== 0 ? missing : bool(false);
  if (flags !== 0 && flags !== nullOnFailure) return undefined;
  switch (Number(filter?.value ?? 516)) {
    case 258:
      if (/^(?:1|true|on|yes)$/i.test(trimmed)) return bool(true);
      return /^(?:0|false|off|no|)$/i.test(trimmed) ? bool(false) : failure;
    case 257: {
      const whole = /^[+-]?(?:0|[1-9]\d*)$/.test(trimmed) ? Number(trimmed) : undefined;
      return whole !== undefined && Number.isSafeInteger(whole) ? int(whole + 0) : failure;
    }
    case 516:
      return string(text);
  }
  return undefined;
}

const nullOnFailure = 134217728;

function mapNumber(value: PhpScalar, change: (number: number) => number): PhpScalar | undefined {
  const number = operandOf(value);
  return number && { type: number.type, value: change(number.value) };
}

function extreme(args: readonly PhpScalar[], sign: 1 | -1): PhpScalar | undefined {
  let best: PhpScalar | undefined;
  for (const arg of args) {
    if (arg.type !== 'int' && arg.type !== 'float') return undefined;
    if (!best || (arg.value - Number(best.value)) * sign > 0) best = arg;
  }
  return args.length > 1 && !Number.isNaN(Number(best?.value)) ? best : undefined;
}
