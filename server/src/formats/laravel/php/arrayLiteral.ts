import { array, mergeSteps, withSteps, type ArrayEntry, type ArrayValue } from '../configValue';
import { arrayKey } from './convert';
import { blur } from './lookup';
import { maximalArraySize, placeOf, spend, unknownAt, type Run, type Scope } from './run';
import type { ArrayLiteral, PhpArrayItem, PhpExpression } from './syntax';
import { toConfigValue, type PhpValue } from './value';

/** `[…]` and `array(…)`: of two equal keys the last one wins, at the place of the first. */
export function evaluateArray(run: Run, expression: PhpExpression & ArrayLiteral, scope: Scope): PhpValue {
  const at = placeOf(run, expression.span);
  const because = [{ at, what: 'literal' }] as const;
  let draft: Draft = { entries: new Map(), next: 0 };
  for (const item of expression.items) {
    if (!item.value) continue;
    if (!spend(run, 1) || draft.entries.size >= maximalArraySize) {
      draft = { ...draft, incomplete: 'the array is too large' };
      break;
    }
    draft = addItem(run, draft, item, item.value, scope, at);
  }
  const incomplete =
    draft.incomplete ?? (expression.broken ? 'there is a syntax error in this array' : undefined);
  return array(draft.entries, at, because, incomplete);
}

interface Draft {
  readonly entries: Map<string | number, ArrayEntry>;
  readonly next: number;
  readonly incomplete?: string;
}

function addItem(
  run: Run,
  draft: Draft,
  item: PhpArrayItem,
  expression: PhpExpression,
  scope: Scope,
  at: ArrayValue['at'],
): Draft {
  if (item.spread) return spreadInto(run, draft, run.evaluate(expression, scope), at);
  if (!item.key) {
    const value = toConfigValue(run.evaluate(expression, scope));
    if (draft.incomplete !== undefined) return draft;
    draft.entries.set(draft.next, { value });
    return { ...draft, next: draft.next + 1 };
  }
  const key = run.evaluate(item.key, scope);
  const value = toConfigValue(run.evaluate(expression, scope));
  const plain = key.kind === 'known' ? arrayKey(key) : undefined;
  if (plain !== undefined) {
    const positional = typeof plain === 'number' && plain >= draft.next ? plain + 1 : draft.next;
    draft.entries.set(plain, { value: withSteps(value, keySteps(key)), keyAt: placeOf(run, item.key.span) });
    return { ...draft, next: positional };
  }
  const reason = unknownAt(run, item.key.span, 'a key of the array is not known').reason;
  if (item.key.kind === 'classConstant' && numberedClasses.test(item.key.className)) {
    return { ...draft, incomplete: draft.incomplete ?? reason };
  }
  const blurred = blur(array(draft.entries, at, []), reason);
  return { entries: new Map(blurred.entries), next: draft.next, incomplete: reason };
}

/** A key that depends on the environment has its say in the entry. */
function keySteps(key: PhpValue): PhpValue['because'] {
  return key.because.some((step) => step.what !== 'literal') ? key.because : [];
}

/** The constants of these classes are numbers: an unknown one of them cannot replace an entry with a name. */
const numberedClasses = /^\\?(?:PDO|Pdo\\\w+|Redis|RedisCluster|RedisSentinel|Memcached)$/i;

function spreadInto(run: Run, draft: Draft, value: PhpValue, at: ArrayValue['at']): Draft {
  if (value.kind !== 'array') {
    const reason = value.kind === 'unknown' ? value.reason : 'something that is no array is unpacked into it';
    const entries = new Map(draft.entries);
    const blurred = blur(array(draft.entries, at, mergeSteps(value.because)), reason);
    for (const [key, entry] of blurred.entries) if (typeof key === 'string') entries.set(key, entry);
    return { entries, next: draft.next, incomplete: draft.incomplete ?? reason };
  }
  const source = value.incomplete === undefined ? draft : spreadInto(run, draft, unknownOf(value), at);
  let next = source.next;
  for (const [key, entry] of value.entries) {
    if (!spend(run, 1)) break;
    if (typeof key === 'string') source.entries.set(key, entry);
    else if (source.incomplete === undefined) source.entries.set(next++, entry);
  }
  return { ...source, next };
}

function unknownOf(value: ArrayValue): PhpValue {
  return { kind: 'unknown', reason: value.incomplete ?? '', at: value.at, because: value.because };
}
