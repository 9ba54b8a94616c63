/** What is still known when one of several ways through the code was taken, and it cannot be told which. */
import { array, mergeSteps, sameValue, unknown, type ArrayEntry, type UnknownValue } from '../configValue';
import { forkScope, type Run, type Scope } from './run';
import { toConfigValue, type PhpValue } from './value';

/** The values of all ways in one: what they agree on stays, the rest is unknown for the reason of the condition. */
export function joinValues(values: readonly PhpValue[], condition: UnknownValue): PhpValue {
  const [first, ...rest] = values;
  if (!first) return condition;
  return rest.reduce((joined, value) => joinTwo(joined, value, condition), first);
}

/** Writes into `scope` what the scopes of all ways agree on. */
export function joinScopes(scope: Scope, ways: readonly Scope[], condition: UnknownValue): void {
  const names = new Set(ways.flatMap((way) => [...way.variables.keys()]));
  for (const name of names) {
    const values = ways.map((way) => way.variables.get(name));
    const joined = values.every((value) => value !== undefined)
      ? joinValues(values, condition)
      : maybe(condition);
    scope.variables.set(name, joined);
  }
  scope.lost = ways.find((way) => way.lost)?.lost ?? scope.lost;
}

/** Evaluates several ways in scopes of their own and joins values and scopes. */
export function evaluateWays(
  run: Run,
  scope: Scope,
  ways: readonly ((scope: Scope) => PhpValue)[],
  condition: UnknownValue,
): PhpValue {
  const results = ways.map((way) => {
    const fork = forkScope(scope);
    run.forks++;
    const value = way(fork);
    run.forks--;
    return { fork, value };
  });
  joinScopes(
    scope,
    results.map((result) => result.fork),
    condition,
  );
  return joinValues(
    results.map((result) => result.value),
    condition,
  );
}

/** What depends on something unknown, with the unknown thing's own place and reason. */
export function maybe(condition: UnknownValue): UnknownValue {
  const reason = condition.reason.startsWith(dependsOn) ? condition.reason : dependsOn + condition.reason;
  return unknown(reason, condition.at, condition.because);
}

const dependsOn = 'it depends on a condition that is not known: ';

function joinTwo(a: PhpValue, b: PhpValue, condition: UnknownValue): PhpValue {
  if (a === b) return a;
  if (a.kind === 'known' && b.kind === 'known' && sameValue(a, b)) {
    return { ...a, because: mergeSteps(a.because, b.because, condition.because) };
  }
  if (a.kind === 'array' && b.kind === 'array') {
    const because = mergeSteps(a.because, b.because, condition.because);
    if (sameValue(a, b)) return { ...a, because };
    const entries = new Map<string | number, ArrayEntry>();
    let incomplete = a.incomplete ?? b.incomplete;
    for (const key of new Set([...a.entries.keys(), ...b.entries.keys()])) {
      const [left, right] = [a.entries.get(key), b.entries.get(key)];
      const entry = left ?? right;
      if (!entry) continue;
      if (left && right) {
        entries.set(key, { ...entry, value: toConfigValue(joinTwo(left.value, right.value, condition)) });
      } else {
        entries.set(key, { ...entry, value: maybe(condition) });
        incomplete ??= maybe(condition).reason;
      }
    }
    return array(entries, a.at, because, incomplete);
  }
  return maybe({ ...condition, because: mergeSteps(condition.because, a.because, b.because) });
}
