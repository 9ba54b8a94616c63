import { known, mergeSteps } from '../configValue';
import { evaluateArray } from './arrayLiteral';
import { callByName, callMethod, callStatic, callValue } from './callFunction';
import { readClassConstant, readConstant } from './constants';
import { toBool, toText } from './convert';
import { evaluateWays } from './join';
import { assignTo, loseVariables, readEntry, readVariable } from './lookup';
import { evaluateBinary, evaluateCast, evaluateUnary, truth } from './operations';
import { identical } from './operators';
import {
  firstUnknown,
  maximalEvaluationDepth,
  maximalTextLength,
  placeOf,
  spend,
  unknownAt,
  type Run,
  type Scope,
} from './run';
import type { PhpExpression } from './syntax';
import { computedSteps, nullValue, stringValue, type PhpValue } from './value';

type Of<Kind extends PhpExpression['kind']> = Extract<PhpExpression, { readonly kind: Kind }>;

/** The value of an expression. Total: what cannot be evaluated is unknown, with its place and reason. */
export function evaluateExpression(run: Run, expression: PhpExpression, scope: Scope): PhpValue {
  if (!spend(run, 1)) return unknownAt(run, expression.span, 'the file takes too many steps to evaluate');
  if (run.depth >= maximalEvaluationDepth) {
    return unknownAt(run, expression.span, 'the code is nested too deeply');
  }
  run.depth++;
  const value = evaluate(run, expression, scope);
  run.depth--;
  return value;
}

function evaluate(run: Run, expression: PhpExpression, scope: Scope): PhpValue {
  const { span } = expression;
  const at = placeOf(run, span);
  switch (expression.kind) {
    case 'literal':
      return known(expression.value, [{ at, what: 'literal' }]);
    case 'interpolated':
      return evaluateInterpolated(run, expression, scope);
    case 'array':
      return evaluateArray(run, expression, scope);
    case 'variable':
      return readVariable(run, scope, expression.name, span);
    case 'subscript':
      return evaluateSubscript(run, expression, scope);
    case 'member': {
      const base = run.evaluate(expression.base, scope);
      if (expression.nullsafe && base.kind === 'known' && base.type === 'null')
        return nullValue(base.because);
      return firstUnknown([base]) ?? unknownAt(run, span, 'it is read from an object', base.because);
    }
    case 'constant':
      return readConstant(run, expression.name, span);
    case 'classConstant':
      return readClassConstant(run, expression.className, expression.name, span);
    case 'call':
      return callByName(run, expression, scope);
    case 'staticCall':
      return callStatic(run, expression, scope);
    case 'methodCall':
      return callMethod(run, expression, scope);
    case 'invoke':
      return callValue(run, expression, scope);
    case 'function': {
      const uses = expression.definition.uses;
      const captured = new Map<string, PhpValue>(
        uses
          ? uses.map(({ name }) => [name, readVariable(run, scope, name, span)] as const)
          : scope.variables,
      );
      const referenced = (uses ?? []).filter((use) => use.byReference).map((use) => use.name);
      for (const name of referenced) scope.shared.add(name);
      if (referenced.length > 0)
        loseVariables(run, scope, referenced, span, 'a function may change it by reference');
      return {
        kind: 'function',
        definition: expression.definition,
        captured,
        at,
        because: [{ at, what: 'literal' }],
      };
    }
    case 'unary':
      return evaluateUnary(run, expression, scope);
    case 'cast':
      return evaluateCast(run, expression, scope);
    case 'binary':
      return evaluateBinary(run, expression, scope);
    case 'ternary':
      return evaluateTernary(run, expression, scope);
    case 'match':
      return evaluateMatch(run, expression, scope);
    case 'assign':
      return evaluateAssignment(run, expression, scope);
    case 'increment': {
      const one: PhpExpression = { kind: 'literal', span, value: { type: 'int', value: 1 } };
      const before = run.evaluate(expression.target, scope);
      const operator = expression.by === 1 ? '+' : '-';
      const text = before.kind === 'known' && before.type === 'string';
      const after = text
        ? unknownAt(run, span, 'a text is counted up here')
        : run.evaluate({ kind: 'binary', span, operator, left: expression.target, right: one }, scope);
      assignTo(run, scope, expression.target, after);
      return expression.prefix ? after : before;
    }
    case 'abort':
      return unknownAt(run, span, expression.what);
    case 'unsupported':
      loseVariables(run, scope, expression.assigns, span);
      if (expression.what === referenceMade) for (const name of expression.assigns) scope.shared.add(name);
      if (expression.what.startsWith('another file')) scope.lost = lostTo(run, scope, expression);
      return unknownAt(run, span, expression.what);
  }
}

const referenceMade = 'a reference is made here';

/** An included file may set every variable of the place that includes it. */
function lostTo(run: Run, scope: Scope, expression: Of<'unsupported'>): Scope['lost'] {
  const reason = 'an included file may have changed it';
  loseVariables(run, scope, [...scope.variables.keys()], expression.span, reason);
  return unknownAt(run, expression.span, reason);
}

function evaluateInterpolated(run: Run, expression: Of<'interpolated'>, scope: Scope): PhpValue {
  const values: PhpValue[] = [];
  let text = '';
  for (const part of expression.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = run.evaluate(part, scope);
    values.push(value);
    text += toText(value) ?? '';
  }
  const missing = firstUnknown(values);
  if (missing) return missing;
  if (values.some((value) => toText(value) === undefined)) {
    return unknownAt(run, expression.span, 'something that is no text is put into a text');
  }
  if (text.length > maximalTextLength) return unknownAt(run, expression.span, 'the text is too long');
  return stringValue(
    text,
    computedSteps(placeOf(run, expression.span), ...values.map((value) => value.because)),
  );
}

/** `$_SERVER['X']` is the variable X uncast; `$_ENV` is filled or not as php.ini says. */
function evaluateSubscript(run: Run, expression: Of<'subscript'>, scope: Scope): PhpValue {
  const { base, index, span } = expression;
  if (!index) return unknownAt(run, span, 'an empty pair of brackets is read');
  const key = run.evaluate(index, scope);
  if (base.kind !== 'variable' || (base.name !== '_SERVER' && base.name !== '_ENV')) {
    return readEntry(run, run.evaluate(base, scope), key, span);
  }
  if (scope.variables.has(base.name)) return unknownAt(run, span, `$${base.name} is changed here`);
  const name = toText(key);
  if (name === undefined)
    return firstUnknown([key]) ?? unknownAt(run, span, 'the name of the variable is not known');
  const nameAt = placeOf(run, index.span);
  const lookup = run.context.env(name);
  if (lookup.state === 'unknown') {
    return unknownAt(run, span, lookup.reason, [{ at: nameAt, what: 'env', name }]);
  }
  if (lookup.state === 'unset') {
    return base.name === '_SERVER' && serverVariables.test(name)
      ? unknownAt(run, span, `$_SERVER['${name}'] belongs to the request`)
      : nullValue([{ at: nameAt, what: 'unset', name }]);
  }
  const steps = [{ at: nameAt, what: 'env', name }] as const;
  if (base.name === '_ENV')
    return unknownAt(run, span, 'whether PHP fills $_ENV depends on its variables_order', steps);
  return stringValue(lookup.value, steps);
}

const serverVariables =
  /^(?:HTTP_|HTTPS$|SERVER_|REQUEST_|REMOTE_|SCRIPT_|PHP_|DOCUMENT_|QUERY_|CONTENT_|GATEWAY_|AUTH_|ORIG_|REDIRECT_|PATH|USER$|HOME$|PWD$|argv$|argc$|FCGI_)/;

function evaluateTernary(run: Run, expression: Of<'ternary'>, scope: Scope): PhpValue {
  const { condition, then, otherwise } = expression;
  const value = run.evaluate(condition, scope);
  const holds = toBool(value);
  if (holds === undefined) {
    return evaluateWays(
      run,
      scope,
      [(way) => (then ? run.evaluate(then, way) : value), (way) => run.evaluate(otherwise, way)],
      truth(run, value, condition.span),
    );
  }
  if (holds && !then) return value;
  const branch = holds && then ? then : otherwise;
  const chosen = run.evaluate(branch, scope);
  return { ...chosen, because: mergeSteps(chosen.because, value.because) };
}

function evaluateMatch(run: Run, expression: Of<'match'>, scope: Scope): PhpValue {
  const subject = run.evaluate(expression.subject, scope);
  const possible: PhpExpression[] = [];
  const conditions: PhpValue[] = [subject];
  for (const arm of expression.arms) {
    if (!arm.conditions) continue;
    let certain = false;
    for (const condition of arm.conditions) {
      const value = run.evaluate(condition, scope);
      conditions.push(value);
      const same = identical(subject, value);
      if (same !== false) possible.push(arm.value);
      if (same === true) certain = true;
      if (certain) break;
    }
    if (certain) return chooseArm(run, scope, possible, conditions, expression);
  }
  const fallback = expression.arms.find((arm) => !arm.conditions);
  if (fallback) possible.push(fallback.value);
  return chooseArm(run, scope, possible, conditions, expression);
}

function chooseArm(
  run: Run,
  scope: Scope,
  possible: readonly PhpExpression[],
  conditions: readonly PhpValue[],
  expression: Of<'match'>,
): PhpValue {
  const [first] = possible;
  if (!first) return unknownAt(run, expression.span, 'no arm of the match fits');
  if (possible.length === 1) {
    const chosen = run.evaluate(first, scope);
    const steps = conditions
      .flatMap((condition) => condition.because)
      .filter((step) => step.what !== 'literal');
    return { ...chosen, because: mergeSteps(chosen.because, steps) };
  }
  const ways = possible.map((arm) => (way: Scope) => run.evaluate(arm, way));
  return evaluateWays(
    run,
    scope,
    ways,
    firstUnknown(conditions) ?? unknownAt(run, expression.span, 'the match is not decided'),
  );
}

function evaluateAssignment(run: Run, expression: Of<'assign'>, scope: Scope): PhpValue {
  const { operator, target, span } = expression;
  if (operator === '=') {
    const value = run.evaluate(expression.value, scope);
    assignTo(run, scope, target, value);
    return value;
  }
  const value = run.evaluate(
    { kind: 'binary', span, operator: operator.slice(0, -1), left: target, right: expression.value },
    scope,
  );
  assignTo(run, scope, target, value);
  return value;
}
