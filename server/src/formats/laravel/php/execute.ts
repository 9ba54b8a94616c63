/** Runs statements. Where a condition is unknown, all ways are run, and what they agree on stays known. */
import type { Place } from '../../../text/place';
import { unknown, type UnknownValue } from '../configValue';
import { toBool } from './convert';
import { joinScopes, joinValues } from './join';
import { assignTo, loseVariables, unsetTarget } from './lookup';
import { mentions, returns } from './mentions';
import { truth } from './operations';
import { equal } from './operators';
import {
  firstUnknown,
  forkScope,
  mayRunOnPhp7,
  newScope,
  placeOf,
  spend,
  unknownAt,
  type Run,
  type Scope,
} from './run';
import type { PhpBranch, PhpStatement } from './syntax';
import { intValue, nullValue, stringValue, type FunctionValue, type PhpValue } from './value';

/** How a statement ended. `uncertain`: a `break` or `continue` that may or may not have been reached. */
type Completion =
  | { readonly kind: 'normal' | 'uncertain' }
  | { readonly kind: 'return'; readonly value: PhpValue }
  | { readonly kind: 'break' | 'continue'; readonly levels: number }
  | { readonly kind: 'abort'; readonly value: UnknownValue };

const normal: Completion = { kind: 'normal' };

type Of<Kind extends PhpStatement['kind']> = Extract<PhpStatement, { readonly kind: Kind }>;

/** What a body returns; undefined when it ends without a `return`. */
export function executeBody(run: Run, body: readonly PhpStatement[], scope: Scope): PhpValue | undefined {
  const completion = executeAll(run, body, scope);
  const ended = completion.kind === 'return' || completion.kind === 'abort' ? completion.value : undefined;
  const [first] = scope.maybeReturned;
  if (!first) return ended;
  return joinValues(
    [...scope.maybeReturned.map(({ value }) => value), ended ?? nullValue([])],
    first.condition,
  );
}

/** Calls a function of the file with evaluated arguments. */
export function callFunction(
  run: Run,
  target: FunctionValue,
  args: readonly PhpValue[],
  at: Place,
): PhpValue {
  const { definition } = target;
  if (definition.generator) return unknown('a generator is used here', at);
  const scope = newScope(target.captured);
  for (const [position, parameter] of definition.parameters.entries()) {
    const given = args[position];
    if (parameter.variadic) {
      const entries = new Map<number, { value: PhpValue }>();
      args.slice(position).forEach((value, index) => entries.set(index, { value }));
      scope.variables.set(parameter.name, { kind: 'array', entries, at, because: [] } as PhpValue);
      break;
    }
    if (given) scope.variables.set(parameter.name, given);
    else if (parameter.default) scope.variables.set(parameter.name, run.evaluate(parameter.default, scope));
    else return unknown('PHP stops here: the function needs more arguments', at);
  }
  return executeBody(run, definition.body, scope) ?? nullValue([]);
}

function executeAll(run: Run, statements: readonly PhpStatement[], scope: Scope): Completion {
  declareAll(run, statements);
  for (const statement of statements) {
    const completion = execute(run, statement, scope);
    if (completion.kind !== 'normal') return completion;
  }
  return normal;
}

/** Functions and classes exist before the code around them runs, if it runs. */
function declareAll(run: Run, statements: readonly PhpStatement[]): void {
  if (run.forks > 0) return;
  for (const statement of statements) {
    if (statement.kind === 'functionDefinition') {
      run.functions.set(qualify(run, statement.name).toLowerCase(), statement.definition);
    }
    if (statement.kind === 'classDefinition')
      run.classes.set(qualify(run, statement.name).toLowerCase(), statement);
  }
}

function qualify(run: Run, name: string): string {
  return run.program.namespace ? `${run.program.namespace}\\${name}` : name;
}

function execute(run: Run, statement: PhpStatement, scope: Scope): Completion {
  if (!spend(run, 1)) return exhausted(run, statement);
  switch (statement.kind) {
    case 'expression': {
      const value = run.evaluate(statement.expression, scope);
      const aborts = statement.expression.kind === 'abort' && value.kind === 'unknown';
      return aborts ? { kind: 'abort', value } : normal;
    }
    case 'return': {
      const nothing = [{ at: placeOf(run, statement.span), what: 'literal' }] as const;
      return {
        kind: 'return',
        value: statement.value ? run.evaluate(statement.value, scope) : nullValue(nothing),
      };
    }
    case 'block':
      return executeAll(run, statement.body, scope);
    case 'if':
      return executeIf(run, statement.branches, scope);
    case 'foreach':
      return executeForeach(run, statement, scope);
    case 'loop':
      return executeLoop(run, statement, scope);
    case 'switch':
      return executeSwitch(run, statement, scope);
    case 'break':
    case 'continue':
      return { kind: statement.kind, levels: statement.levels };
    case 'unset':
      for (const target of statement.targets) unsetTarget(run, scope, target);
      return normal;
    case 'constants':
      for (const { name, value } of statement.values) {
        run.constants.set(qualify(run, name), run.evaluate(value, newScope()));
      }
      return normal;
    case 'unsupported':
      return giveUp(run, scope, statement, unknownAt(run, statement.span, statement.what));
    case 'functionDefinition':
    case 'classDefinition':
    case 'nothing':
      return normal;
  }
}

function executeIf(run: Run, branches: readonly PhpBranch[], scope: Scope): Completion {
  const [branch, ...rest] = branches;
  if (!branch) return normal;
  if (!branch.condition) return executeAll(run, branch.body, scope);
  const value = run.evaluate(branch.condition, scope);
  const holds = toBool(value);
  if (holds === true) return executeAll(run, branch.body, scope);
  if (holds === false) return executeIf(run, rest, scope);
  return executeWays(run, scope, truth(run, value, branch.condition.span), [
    (way) => executeAll(run, branch.body, way),
    (way) => executeIf(run, rest, way),
  ]);
}

/** Runs several ways, one of which PHP takes. A way that stops the script leads to no value and does not count. */
function executeWays(
  run: Run,
  scope: Scope,
  condition: UnknownValue,
  ways: readonly ((scope: Scope) => Completion)[],
): Completion {
  const open: Scope[] = [];
  const returned: PhpValue[] = [];
  let aborted: UnknownValue | undefined;
  let uncertain = false;
  for (const way of ways) {
    const fork = forkScope(scope);
    run.forks++;
    const completion = way(fork);
    run.forks--;
    if (completion.kind === 'return') returned.push(completion.value);
    else if (completion.kind === 'abort') aborted = completion.value;
    else {
      uncertain ||= completion.kind !== 'normal';
      open.push(fork);
    }
  }
  if (open.length === 0) {
    if (returned.length > 0) return { kind: 'return', value: joinValues(returned, condition) };
    return aborted ? { kind: 'abort', value: aborted } : normal;
  }
  scope.maybeReturned.push(...returned.map((value) => ({ value, condition })));
  joinScopes(scope, open, condition);
  return uncertain ? { kind: 'uncertain' } : normal;
}

function executeForeach(run: Run, statement: Of<'foreach'>, scope: Scope): Completion {
  const subject = run.evaluate(statement.subject, scope);
  if (subject.kind !== 'array' || subject.incomplete !== undefined || statement.byReference) {
    if (subject.kind === 'known') return normal;
    const reason = subject.kind === 'array' ? subject.incomplete : undefined;
    const why =
      firstUnknown([subject]) ?? unknownAt(run, statement.span, reason ?? 'the loop is not followed');
    return giveUp(run, scope, statement, why);
  }
  for (const [key, entry] of subject.entries) {
    if (!spend(run, 1)) return exhausted(run, statement);
    assignTo(run, scope, statement.value, entry.value);
    if (statement.key) {
      const value =
        typeof key === 'number' ? intValue(key, subject.because) : stringValue(key, subject.because);
      assignTo(run, scope, statement.key, value);
    }
    const ended = afterRound(run, scope, statement, executeAll(run, statement.body, scope));
    if (ended) return ended;
  }
  return normal;
}

function executeLoop(run: Run, statement: Of<'loop'>, scope: Scope): Completion {
  for (const expression of statement.initial) run.evaluate(expression, scope);
  for (let round = 0; ; round++) {
    if (!spend(run, 1)) return exhausted(run, statement);
    if (statement.condition && !(statement.bodyFirst && round === 0)) {
      const value = run.evaluate(statement.condition, scope);
      const holds = toBool(value);
      if (holds === undefined)
        return giveUp(run, scope, statement, truth(run, value, statement.condition.span));
      if (!holds) return normal;
    }
    const ended = afterRound(run, scope, statement, executeAll(run, statement.body, scope));
    if (ended) return ended;
    for (const expression of statement.step) run.evaluate(expression, scope);
  }
}

/** How the loop as a whole ends after one round; undefined when it goes on. */
function afterRound(
  run: Run,
  scope: Scope,
  statement: Of<'foreach' | 'loop'>,
  completion: Completion,
): Completion | undefined {
  switch (completion.kind) {
    case 'normal':
      return undefined;
    case 'break':
      return completion.levels > 1 ? { kind: 'break', levels: completion.levels - 1 } : normal;
    case 'continue':
      return completion.levels > 1 ? { kind: 'continue', levels: completion.levels - 1 } : undefined;
    case 'uncertain':
      return giveUp(run, scope, statement, unknownAt(run, statement.span, 'the loop is not followed'));
    case 'return':
    case 'abort':
      return completion;
  }
}

function executeSwitch(run: Run, statement: Of<'switch'>, scope: Scope): Completion {
  const subject = run.evaluate(statement.subject, scope);
  let start = -1;
  for (const [position, { value }] of statement.cases.entries()) {
    if (!value) continue;
    const candidate = run.evaluate(value, scope);
    const same = equal(subject, candidate, mayRunOnPhp7(run));
    if (same === undefined) {
      const why =
        firstUnknown([subject, candidate]) ?? unknownAt(run, value.span, 'the comparison cannot be decided');
      const ways = statement.cases.map((_, from) => (way: Scope) => executeCases(run, statement, from, way));
      const complete = statement.cases.some((one) => !one.value);
      return executeWays(run, scope, why, complete ? ways : [...ways, () => normal]);
    }
    if (same) {
      start = position;
      break;
    }
  }
  if (start < 0) start = statement.cases.findIndex(({ value }) => !value);
  return start < 0 ? normal : executeCases(run, statement, start, scope);
}

function executeCases(run: Run, statement: Of<'switch'>, from: number, scope: Scope): Completion {
  for (const { body } of statement.cases.slice(from)) {
    const completion = executeAll(run, body, scope);
    switch (completion.kind) {
      case 'normal':
        continue;
      case 'break':
      case 'continue':
        return completion.levels > 1 ? { kind: completion.kind, levels: completion.levels - 1 } : normal;
      case 'uncertain':
        return giveUp(run, scope, statement, unknownAt(run, statement.span, 'the switch is not followed'));
      case 'return':
      case 'abort':
        return completion;
    }
  }
  return normal;
}

/** Goes on behind a statement that was not followed: what it touches is unknown, and it may have returned. */
function giveUp(run: Run, scope: Scope, statement: PhpStatement, why: UnknownValue): Completion {
  const touched = mentions(statement);
  loseVariables(run, scope, touched, statement.span, why.reason);
  if ((statement.kind === 'foreach' && statement.byReference) || statement.kind === 'unsupported') {
    for (const name of touched) scope.shared.add(name);
  }
  if (returns([statement])) scope.maybeReturned.push({ value: why, condition: why });
  return normal;
}

function exhausted(run: Run, statement: PhpStatement): Completion {
  return {
    kind: 'abort',
    value: unknownAt(run, statement.span, 'the file takes too many steps to evaluate'),
  };
}
