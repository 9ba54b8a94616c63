import type { Span } from '../../../text/place';
import { mergeSteps } from '../configValue';
import {
  builtInFunctions,
  builtInMethods,
  builtInStatics,
  textTakers,
  type BuiltIn,
} from './functions/builtIns';
import { resolveClass } from './constants';
import { toBool } from './convert';
import { readEnv, type EnvRead } from './functions/environment';
import { loseVariables } from './lookup';
import { firstUnknown, placeOf, unknownAt, type Run, type Scope } from './run';
import type { PhpArgument, PhpExpression, PhpFunction } from './syntax';
import { boolValue, computedSteps, nullValue, type PhpValue } from './value';

type Of<Kind extends PhpExpression['kind']> = Extract<PhpExpression, { readonly kind: Kind }>;

/** `f(…)`: language constructs, functions of the file, `env` under any of its names, and the built-in ones. */
export function callByName(run: Run, call: Of<'call'>, scope: Scope): PhpValue {
  const { args, span } = call;
  const names = resolveFunction(run, call.name);
  const short = names[names.length - 1] ?? '';
  if (short === 'isset' || short === 'empty') return callIsset(run, short, args, scope, span);
  for (const name of names) {
    const own = run.functions.get(name);
    if (own) return callOwn(run, own, args, scope, span);
  }
  if (short === 'env') return callEnv(run, args, scope, span, 'env');
  if (short === 'compact') return callCompact(run, args, scope, span);
  const builtIn = builtInFunctions.get(short);
  if (builtIn) return callBuiltIn(run, builtIn, short, args, scope, span);
  args.forEach((arg) => run.evaluate(arg.value, scope));
  if (changesArguments.has(short)) {
    for (const { value } of args) loseBase(run, scope, value);
  }
  if (short === 'extract' || short === 'parse_str') {
    const reason = `${short}() may have changed it`;
    loseVariables(run, scope, scope.variables.keys(), span, reason);
    scope.lost = unknownAt(run, span, reason);
  }
  return unknownAt(run, span, `${call.name}() is not evaluated`);
}

/** `C::f(…)` */
export function callStatic(run: Run, call: Of<'staticCall'>, scope: Scope): PhpValue {
  const { args, span } = call;
  const full = resolveClass(run, call.className).toLowerCase();
  const method = call.name.toLowerCase();
  const own = run.classes.get(full)?.methods.get(method);
  if (own) return callOwn(run, own, args, scope, span);
  const owner = full.startsWith('illuminate\\support\\') ? full.slice('illuminate\\support\\'.length) : full;
  if (owner === 'env' && method === 'get') return callEnv(run, args, scope, span, 'env');
  if (owner === 'env' && method === 'getorfail') return callEnv(run, args, scope, span, 'getOrFail');
  const builtIn = builtInStatics.get(`${owner}::${method}`);
  if (builtIn) return callBuiltIn(run, builtIn, `${call.className}::${call.name}`, args, scope, span);
  args.forEach((arg) => run.evaluate(arg.value, scope));
  return unknownAt(run, span, `${call.className}::${call.name}() is not evaluated`);
}

/** `$o->f(…)`: only text objects have methods that are known. */
export function callMethod(run: Run, call: Of<'methodCall'>, scope: Scope): PhpValue {
  const base = run.evaluate(call.base, scope);
  if (base.kind === 'text') {
    const builtIn = builtInMethods.get(call.name.toLowerCase());
    if (builtIn) return callBuiltIn(run, builtIn, call.name, call.args, scope, call.span, base);
  }
  if (call.nullsafe && base.kind === 'known' && base.type === 'null') return nullValue(base.because);
  call.args.forEach((arg) => run.evaluate(arg.value, scope));
  return firstUnknown([base]) ?? unknownAt(run, call.span, `->${call.name}() is not evaluated`, base.because);
}

/** `$f(…)`, `(function () { … })()` */
export function callValue(run: Run, call: Of<'invoke'>, scope: Scope): PhpValue {
  const callee = run.evaluate(call.callee, scope);
  const values = evaluateArguments(run, call.args, scope);
  if (callee.kind !== 'function' || !values || values.named.size > 0) {
    for (const { value } of call.args) loseBase(run, scope, value);
    return firstUnknown([callee]) ?? unknownAt(run, call.span, 'the function that is called is not known');
  }
  if (callee.definition.parameters.some((parameter) => parameter.byReference)) {
    for (const { value } of call.args) loseBase(run, scope, value);
  }
  return run.call(callee, values.positional, placeOf(run, call.span));
}

/** Lower-cased full names under which a function is looked up, in PHP's order. */
function resolveFunction(run: Run, written: string): string[] {
  if (written.startsWith('\\')) return [written.slice(1).toLowerCase()];
  const lower = written.toLowerCase();
  if (written.includes('\\')) return [resolveClass(run, written).toLowerCase()];
  const imported = run.program.functions.get(lower);
  if (imported !== undefined) {
    const full = imported.toLowerCase();
    return full.startsWith('illuminate\\support\\') ? [full, lower] : [full];
  }
  return run.program.namespace ? [`${run.program.namespace.toLowerCase()}\\${lower}`, lower] : [lower];
}

function callOwn(
  run: Run,
  definition: PhpFunction,
  args: readonly PhpArgument[],
  scope: Scope,
  span: Span,
): PhpValue {
  const values = evaluateArguments(run, args, scope);
  if (!values || values.named.size > 0)
    return unknownAt(run, span, 'the arguments of the function are not known');
  if (definition.parameters.some((parameter) => parameter.byReference)) {
    for (const { value } of args) loseBase(run, scope, value);
  }
  const at = placeOf(run, span);
  return run.call(
    { kind: 'function', definition, captured: new Map(), at, because: [] },
    values.positional,
    at,
  );
}

interface Arguments {
  readonly positional: PhpValue[];
  readonly named: Map<string, PhpValue>;
}

/** Undefined when something unknown is unpacked into the arguments. */
function evaluateArguments(run: Run, args: readonly PhpArgument[], scope: Scope): Arguments | undefined {
  const result: Arguments = { positional: [], named: new Map() };
  for (const arg of args) {
    const value = run.evaluate(arg.value, scope);
    if (arg.name !== undefined) result.named.set(arg.name, value);
    else if (!arg.spread) result.positional.push(value);
    else if (value.kind !== 'array' || value.incomplete !== undefined) return undefined;
    else {
      for (const [key, entry] of value.entries) {
        if (typeof key === 'string') result.named.set(key, entry.value);
        else result.positional.push(entry.value);
      }
    }
  }
  return result;
}

function callBuiltIn(
  run: Run,
  builtIn: BuiltIn,
  name: string,
  args: readonly PhpArgument[],
  scope: Scope,
  span: Span,
  self?: PhpValue,
): PhpValue {
  const values = evaluateArguments(run, args, scope);
  if (!values) return unknownAt(run, span, `the arguments of ${name}() are not known`);
  const list = self ? [self, ...values.positional] : values.positional;
  for (const [argument, value] of values.named) {
    const position = builtIn.parameters.indexOf(argument);
    if (position < 0 || position > list.length) {
      return unknownAt(run, span, `${name}() is not evaluated with these arguments`);
    }
    list[position] = value;
  }
  const at = placeOf(run, span);
  if (run.program.strictTypes && textTakers.has(name) && list.some(isNull)) {
    return unknownAt(run, span, `PHP stops here: ${name}() is given null under strict_types`);
  }
  const result = builtIn.evaluate({ args: list, at, run });
  if (result === undefined) {
    return firstUnknown(list) ?? unknownAt(run, span, `${name}() is not evaluated with these arguments`);
  }
  if ('kind' in result) return result;
  return {
    kind: 'known',
    ...result,
    because: computedSteps(at, ...list.map((value) => value.because)),
  };
}

/** `env('NAME', default)`; the default is evaluated only when it counts. */
function callEnv(
  run: Run,
  args: readonly PhpArgument[],
  scope: Scope,
  span: Span,
  flavour: EnvRead['flavour'],
): PhpValue {
  const nameArg = args.find(
    (arg, position) => arg.name === 'key' || (arg.name === undefined && position === 0),
  );
  const defaultArg = args.find(
    (arg, position) => arg.name === 'default' || (arg.name === undefined && position === 1),
  );
  if (!nameArg || args.some((arg) => arg.spread)) {
    return unknownAt(run, span, 'PHP stops here: env() needs the name of a variable');
  }
  return readEnv(run, {
    name: run.evaluate(nameArg.value, scope),
    nameAt: placeOf(run, nameArg.value.span),
    at: placeOf(run, span),
    flavour,
    ...(defaultArg
      ? {
          fallback: {
            at: placeOf(run, defaultArg.value.span),
            value: () => run.evaluate(defaultArg.value, scope),
          },
        }
      : {}),
  });
}

function callIsset(run: Run, name: string, args: readonly PhpArgument[], scope: Scope, span: Span): PhpValue {
  const values = args.map((arg) => run.evaluate(arg.value, scope));
  const steps = computedSteps(placeOf(run, span), ...values.map((value) => value.because));
  if (name === 'empty') {
    const holds = values[0] && toBool(values[0]);
    if (holds !== undefined) return boolValue(!holds, steps);
  } else {
    if (values.some((value) => value.kind === 'known' && value.type === 'null'))
      return boolValue(false, steps);
    if (values.every((value) => value.kind !== 'unknown')) return boolValue(true, steps);
  }
  return firstUnknown(values) ?? unknownAt(run, span, `${name}() cannot be decided`);
}

function callCompact(run: Run, args: readonly PhpArgument[], scope: Scope, span: Span): PhpValue {
  const entries = new Map<string | number, { value: PhpValue }>();
  for (const arg of args) {
    const name = run.evaluate(arg.value, scope);
    if (name.kind !== 'known' || name.type !== 'string')
      return unknownAt(run, span, 'compact() is not evaluated here');
    const value = scope.variables.get(name.value) ?? scope.lost;
    if (value) entries.set(name.value, { value });
  }
  if ([...entries.values()].some(({ value }) => value.kind === 'function' || value.kind === 'text')) {
    return unknownAt(run, span, 'compact() is not evaluated here');
  }
  const at = placeOf(run, span);
  return { kind: 'array', entries, at, because: mergeSteps([{ at, what: 'literal' }]) } as PhpValue;
}

function isNull(value: PhpValue): boolean {
  return value.kind === 'known' && value.type === 'null';
}

/** The variable that an argument passed by reference belongs to is not known any more. */
function loseBase(run: Run, scope: Scope, expression: PhpExpression): void {
  let base = expression;
  while (base.kind === 'subscript') base = base.base;
  if (base.kind === 'variable') loseVariables(run, scope, [base.name], expression.span);
}

/** PHP's functions that change the variables they are given. */
const changesArguments = new Set(
  `sort rsort usort uasort uksort asort arsort ksort krsort shuffle natsort natcasesort array_multisort array_push
   array_pop array_shift array_unshift array_splice array_walk array_walk_recursive preg_match preg_match_all parse_str
   settype data_set data_fill data_forget similar_text exec str_ireplace openssl_sign sscanf`.split(/\s+/),
);
