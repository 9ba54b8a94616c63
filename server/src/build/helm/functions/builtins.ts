/** The functions of Go's `text/template` itself (`funcs.go`). `and` and `or` are not functions: see evaluatePipe. */
import { deepEqual } from '../compareValues';
import { printValue, sprint } from '../printValue';
import { quoteGo, sprintf } from '../sprintf';
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { concat, plainText, slice, type Text } from '../text';
import { bool, compareBytes, goType, int, nil, truth, unknown, unknownReason, type Value } from '../value';

export const builtinFunctions: Record<string, TemplateFunction> = {
  not: fixed(
    ['any'],
    ([value]) => {
      const holds = truth(value);
      return holds === undefined ? unknown(unknownReason(value) ?? '') : bool(!holds);
    },
    { lenient: true },
  ),
  len: fixed(['any'], ([value]) => {
    if (value.kind === 'string') return int(utf8Length(value.text));
    if (value.kind === 'list') return int(value.items.length);
    if (value.kind === 'map') return int(value.entries.size);
    throw new TemplateFailure(
      'data',
      value.kind === 'nil'
        ? 'error calling len: len of nil pointer'
        : `error calling len: len of type ${goType(value)}`,
    );
  }),
  index: variadic(['any'], 'any', ([value], keys) => keys.reduce(indexed, value)),
  slice: variadic(['any'], 'any', ([value], bounds) => sliced(value, bounds)),
  print: variadic([], 'any', (_none, values) => sprint(values), { lenient: true }),
  printf: variadic(['string'], 'any', ([format], values) => sprintf(format, values), { lenient: true }),
  println: variadic(
    [],
    'any',
    (_none, values) =>
      concat(
        ...values.flatMap((value, i) => [...(i > 0 ? [plainText(' ')] : []), printValue(value)]),
        plainText('\n'),
      ),
    { lenient: true },
  ),
  html: variadic([], 'any', (_none, values) => plainText(escapeHtml(sprint(values).text))),
  js: variadic([], 'any', (_none, values) => plainText(escapeJs(sprint(values).text))),
  urlquery: variadic([], 'any', (_none, values) => plainText(queryEscape(sprint(values).text))),
  call: variadic(['any'], 'any', () => unknown('the function that "call" calls is not known')),
  eq: variadic(['any'], 'any', ([first], others) => {
    if (others.length === 0)
      throw new TemplateFailure('template', 'error calling eq: missing argument for comparison');
    return bool(others.some((other) => equal(first, other, 'eq')));
  }),
  ne: fixed(['any', 'any'], ([a, b]) => bool(!equal(a, b, 'ne'))),
  lt: fixed(['any', 'any'], ([a, b]) => bool(order(a, b, 'lt') < 0)),
  le: fixed(['any', 'any'], ([a, b]) => bool(order(a, b, 'le') <= 0)),
  gt: fixed(['any', 'any'], ([a, b]) => bool(order(a, b, 'gt') > 0)),
  ge: fixed(['any', 'any'], ([a, b]) => bool(order(a, b, 'ge') >= 0)),
};

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

function indexed(value: Value, key: Value): Value {
  const reason = unknownReason(value) ?? unknownReason(key);
  switch (value.kind) {
    case 'map': {
      const found =
        key.kind === 'string' && key.unknown === undefined ? value.entries.get(key.text)?.value : undefined;
      if (found) return found;
      if (reason !== undefined) return unknown(reason);
      if (key.kind === 'string') return nil;
      throw new TemplateFailure(
        'data',
        `error calling index: value has type ${goType(key)}; should be string`,
      );
    }
    case 'list': {
      if (reason !== undefined) return unknown(reason);
      if (key.kind !== 'number' || key.type === 'float64') {
        const type = key.kind === 'nil' ? 'nil' : `type ${goType(key)}`;
        throw new TemplateFailure('data', `error calling index: cannot index slice/array with ${type}`);
      }
      const found = value.items[key.value];
      if (!found) throw new TemplateFailure('data', `error calling index: index out of range: ${key.value}`);
      return found;
    }
    case 'unknown':
      return value;
    case 'nil':
      throw new TemplateFailure('data', 'error calling index: index of nil pointer');
    case 'string':
      if (reason !== undefined) return unknown(reason);
      if (
        key.kind === 'number' &&
        key.type !== 'float64' &&
        key.value >= 0 &&
        key.value < value.text.length
      ) {
        return int(value.text.charCodeAt(key.value));
      }
      throw new TemplateFailure('data', 'error calling index: index out of range');
    default:
      throw new TemplateFailure('data', `error calling index: can't index item of type ${goType(value)}`);
  }
}

function sliced(value: Value, bounds: readonly Value[]): Value {
  const length =
    value.kind === 'list' ? value.items.length : value.kind === 'string' ? value.text.length : undefined;
  if (length === undefined)
    throw new TemplateFailure('data', `error calling slice: can't slice item of type ${goType(value)}`);
  const [from = 0, to = length] = bounds.map((bound) => {
    if (bound.kind === 'number' && bound.type !== 'float64' && bound.value >= 0 && bound.value <= length)
      return bound.value;
    throw new TemplateFailure('data', 'error calling slice: index out of range');
  });
  if (from > to)
    throw new TemplateFailure('data', `error calling slice: invalid slice index: ${from} > ${to}`);
  return value.kind === 'list'
    ? { ...value, items: value.items.slice(from, to) }
    : slice(value as Text, from, to);
}

function basicKind(value: Value): 'bool' | 'int' | 'float' | 'string' | undefined {
  if (value.kind === 'number') return value.type === 'float64' ? 'float' : 'int';
  return value.kind === 'bool' || value.kind === 'string' ? value.kind : undefined;
}

/** Go's `eq`: basic values of one kind only; nil equals nil; anything else of two types is an error. */
function equal(a: Value, b: Value, name: string): boolean {
  if (a.kind === 'nil' || b.kind === 'nil') return a.kind === b.kind;
  const left = basicKind(a);
  const right = basicKind(b);
  if (left === undefined || right === undefined) {
    const odd = left === undefined ? a : b;
    if (left === right && (a.kind === 'native' || b.kind === 'native')) return a === b;
    throw new TemplateFailure(
      'data',
      `error calling ${name}: non-comparable type ${printValue(odd).text}: ${goType(odd)}`,
    );
  }
  if (left !== right)
    throw new TemplateFailure('data', `error calling ${name}: incompatible types for comparison`);
  return deepEqual(
    a.kind === 'number' ? { ...a, type: 'float64' } : a,
    b.kind === 'number' ? { ...b, type: 'float64' } : b,
  );
}

function order(a: Value, b: Value, name: string): number {
  const left = basicKind(a);
  const right = basicKind(b);
  if (left === undefined || right === undefined || left === 'bool' || right === 'bool') {
    throw new TemplateFailure('data', `error calling ${name}: invalid type for comparison`);
  }
  if (left !== right)
    throw new TemplateFailure('data', `error calling ${name}: incompatible types for comparison`);
  if (a.kind === 'number' && b.kind === 'number') return a.value - b.value;
  return a.kind === 'string' && b.kind === 'string' ? compareBytes(a.text, b.text) : 0;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '"': '&#34;',
    "'": '&#39;',
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '\0': '\uFFFD',
  };
  return text.replace(/["'&<>\0]/g, (char) => entities[char] ?? char);
}

function escapeJs(text: string): string {
  return quoteGo(text)
    .slice(1, -1)
    .replace(/[<>&='\x00-\x1f]/g, (char) =>
      char === "'" ? "\\'" : `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

/** `url.QueryEscape`. */
export function queryEscape(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\uFFFD'))
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
