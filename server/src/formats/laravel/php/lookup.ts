/** Reading and writing entries of arrays, and assigning to variables, `$a['b']['c']` and `[$a, $b]`. */
import type { Span } from '../../../text/place';
import { array, unknown, type ArrayEntry, type ArrayValue } from '../configValue';
import { arrayKey } from './convert';
import { firstUnknown, maximalArraySize, placeOf, spend, unknownAt, type Run, type Scope } from './run';
import type { PhpExpression } from './syntax';
import { nullValue, stringValue, toConfigValue, type PhpValue } from './value';

/** `base[index]`; a key that is not there gives null, as PHP does after its warning. */
export function readEntry(run: Run, base: PhpValue, index: PhpValue, span: Span): PhpValue {
  const missing = firstUnknown([base, index]);
  if (missing) return missing;
  if (index.kind !== 'known') return unknownAt(run, span, 'the key is no plain value');
  if (base.kind === 'array') {
    const key = arrayKey(index);
    if (key === undefined) return unknownAt(run, span, 'the key is no plain value');
    const entry = base.entries.get(key);
    if (entry) return entry.value;
    return base.incomplete === undefined
      ? nullValue(base.because)
      : unknown(base.incomplete, base.at, base.because);
  }
  if (base.kind !== 'known') return unknownAt(run, span, 'it is read from an object');
  if (base.type !== 'string') return nullValue(base.because);
  const position = index.type === 'int' ? index.value : undefined;

  if (position === undefined || !/^[\0-\x7f]*$/.test(base.value)) {
    return unknownAt(run, span, 'a position in a text is read here');
  }
  const letter = base.value.at(position);
  return stringValue(letter ?? '', base.because);
}

/** The array with one entry set; no key appends. */
export function writeEntry(
  run: Run,
  base: ArrayValue,
  key: PhpValue | undefined,
  value: PhpValue,
  span: Span,
  keySpan?: Span,
): ArrayValue {
  const entries = new Map(base.entries);
  const stored: ArrayEntry = {
    value: toConfigValue(value),
    ...(keySpan ? { keyAt: placeOf(run, keySpan) } : {}),
  };
  if (!spend(run, 1 + (entries.size >> 4)) || entries.size >= maximalArraySize) {
    return { ...base, incomplete: 'the array is too large' };
  }
  if (key === undefined) {
    if (base.incomplete !== undefined) return base;
    entries.set(nextIndex(entries), stored);
    return { ...base, entries };
  }
  const plain = key.kind === 'known' ? arrayKey(key) : undefined;
  if (plain === undefined) return blur(base, unknownAt(run, span, 'a key of the array is not known').reason);
  entries.set(plain, stored);
  return { ...base, entries };
}

/** The array after something unknown was written into it: any entry may have been replaced. */
export function blur(base: ArrayValue, reason: string): ArrayValue {
  const entries = new Map<string | number, ArrayEntry>();
  for (const [key, entry] of base.entries) {
    entries.set(key, { ...entry, value: unknown(reason, base.at, entry.value.because) });
  }
  return { ...base, entries, incomplete: reason };
}

export function nextIndex(entries: ReadonlyMap<string | number, unknown>): number {
  let next = 0;
  for (const key of entries.keys()) if (typeof key === 'number' && key >= next) next = key + 1;
  return next;
}

export function readVariable(run: Run, scope: Scope, name: string, span: Span): PhpValue {
  const value = scope.variables.get(name);
  if (value) return value;
  if (scope.lost) return scope.lost;
  if (outerVariables.has(name)) return unknownAt(run, span, `$${name} is set outside of this file`);
  return nullValue([{ at: placeOf(run, span), what: 'literal' }]);
}

/** Variables of the method in which Laravel requires a config file: they are visible in it. */
const outerVariables = new Set([
  'this',
  'app',
  'repository',
  'files',
  'key',
  'path',
  'name',
  'base',
  'GLOBALS',
]);

/** Assigns to whatever may stand to the left of `=`. */
export function assignTo(run: Run, scope: Scope, target: PhpExpression, value: PhpValue): void {
  switch (target.kind) {
    case 'variable':
      if (scope.shared.has(target.name)) loseVariables(run, scope, [target.name], target.span);
      else scope.variables.set(target.name, value);
      return;
    case 'subscript':
      assignEntry(run, scope, target, value);
      return;
    case 'array':
      target.items.forEach((item, position) => {
        if (!item.value) return;
        const key: PhpValue = item.key
          ? run.evaluate(item.key, scope)
          : { kind: 'known', type: 'int', value: position, because: [] };
        assignTo(run, scope, item.value, readEntry(run, value, key, item.span));
      });
      return;
    case 'unsupported':
      loseVariables(run, scope, target.assigns, target.span);
      return;
    default:
    // A property of an object: objects are unknown anyway.
  }
}

/** `unset($a['b'])` */
export function unsetTarget(run: Run, scope: Scope, target: PhpExpression): void {
  if (target.kind === 'variable') {
    scope.variables.delete(target.name);
    return;
  }
  if (target.kind !== 'subscript') return;
  const base = run.evaluate(target.base, scope);
  const index = target.index && run.evaluate(target.index, scope);
  if (base.kind !== 'array' || !index) return;
  const key = index.kind === 'known' ? arrayKey(index) : undefined;
  if (key === undefined) {
    assignTo(
      run,
      scope,
      target.base,
      blur(base, 'an entry of the array was removed, and it is not known which'),
    );
    return;
  }
  const entries = new Map(base.entries);
  if (entries.delete(key)) assignTo(run, scope, target.base, { ...base, entries });
}

export function loseVariables(
  run: Run,
  scope: Scope,
  names: Iterable<string>,
  span: Span,
  reason?: string,
): void {
  for (const name of names) {
    scope.variables.set(
      name,
      unknownAt(run, span, reason ?? `$${name} is changed in a way that is not followed`),
    );
  }
}

function assignEntry(
  run: Run,
  scope: Scope,
  target: Extract<PhpExpression, { readonly kind: 'subscript' }>,
  value: PhpValue,
): void {
  const index = target.index && run.evaluate(target.index, scope);
  const base = run.evaluate(target.base, scope);
  if (base.kind === 'array') {
    assignTo(run, scope, target.base, writeEntry(run, base, index, value, target.span, target.index?.span));
  } else if (base.kind === 'known' && base.type === 'null') {
    const empty = array(new Map(), placeOf(run, target.span), []);
    assignTo(run, scope, target.base, writeEntry(run, empty, index, value, target.span, target.index?.span));
  } else if (base.kind === 'known') {
    assignTo(run, scope, target.base, unknownAt(run, target.span, 'a text is changed in place here'));
  }
}
