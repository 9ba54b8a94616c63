/** How config files read the environment: `env()` with Laravel's casts, `getenv()` without. */
import type { Place } from '../../../../text/place';
import { known, mergeSteps, unknown, type Step } from '../../configValue';
import { castEnv } from '../../envCast';
import { toText } from '../convert';
import { firstUnknown, type Run } from '../run';
import { boolValue, nullValue, stringValue, type PhpValue } from '../value';

export interface EnvRead {
  readonly name: PhpValue;
  readonly nameAt: Place;
  readonly at: Place;
  /** `getOrFail` throws where `env` takes the default. */
  readonly flavour: 'env' | 'getOrFail';
  readonly fallback?: { readonly at: Place; value(): PhpValue };
}

/** `env()`, `Env::get()` and `Env::getOrFail()`. */
export function readEnv(run: Run, read: EnvRead): PhpValue {
  const name = toText(read.name);
  if (name === undefined) {
    return firstUnknown([read.name]) ?? unknown('the name of the variable is not known', read.nameAt);
  }
  const own = run.putenv.get(name);
  const lookup = run.context.env(name);
  const steps: readonly Step[] = [{ at: read.nameAt, what: 'env', name }];
  if (lookup.state === 'unknown') return unknown(lookup.reason, read.at, steps);
  if (lookup.state === 'set') return known(castEnv(lookup.value, run.context.frameworkMajor), steps);
  if (own !== undefined) return known(castEnv(own, run.context.frameworkMajor), steps);
  if (run.putenvUnknown) return { ...run.putenvUnknown, because: steps };
  const unset: Step = { at: read.nameAt, what: 'unset', name };
  if (read.flavour === 'getOrFail') {
    return unknown(`PHP stops here: Environment variable [${name}] has no value.`, read.at, [unset]);
  }
  return read.fallback ? takeDefault(run, read.fallback, name, unset) : nullValue([unset]);
}

function takeDefault(
  run: Run,
  fallback: NonNullable<EnvRead['fallback']>,
  name: string,
  unset: Step,
): PhpValue {
  const given = fallback.value();
  const value = given.kind === 'function' ? run.call(given, [], fallback.at) : given;
  const [first] = value.because;
  const decided = first && (first.what === 'env' || first.what === 'default' || first.what === 'config');
  // A computed default is a default all the same, except where another variable gave all of it.
  const passedOn = decided && value.because.every((step) => step.what !== 'expression');
  if (value.kind === 'unknown' || passedOn) return { ...value, because: mergeSteps(value.because, [unset]) };
  const rest = value.because.filter((step) => step.what !== 'literal' && step.what !== 'expression');
  const own: Step = { at: fallback.at, what: 'default', name };
  return { ...value, because: mergeSteps([own], [unset], rest) };
}

/** `getenv('X')`: the text as it is, false when the variable is not set. */
export function readGetenv(run: Run, argument: PhpValue, at: Place): PhpValue {
  const name = toText(argument);
  if (name === undefined)
    return firstUnknown([argument]) ?? unknown('the name of the variable is not known', at);
  const own = run.putenv.get(name);
  const nameAt = argument.because[0]?.at ?? at;
  const steps: readonly Step[] = [{ at: nameAt, what: 'env', name }];
  if (own !== undefined) return stringValue(own, steps);
  if (run.putenvUnknown) return { ...run.putenvUnknown, because: steps };
  const lookup = run.context.env(name);
  if (lookup.state === 'unknown') return unknown(lookup.reason, at, steps);
  if (lookup.state === 'set') return stringValue(lookup.value, steps);
  return boolValue(false, [{ at: nameAt, what: 'unset', name }]);
}

/** `putenv('X=value')`: seen by `getenv()` at once, by `env()` only where the real environment lacks the name. */
export function writePutenv(run: Run, argument: PhpValue, at: Place): PhpValue {
  const text = toText(argument);
  const assignment = text === undefined ? undefined : /^([^=]+)=([^]*)$/.exec(text);
  if (assignment && run.forks === 0) run.putenv.set(assignment[1] ?? '', assignment[2] ?? '');
  else
    run.putenvUnknown = unknown('putenv() changes the environment before it is read', at, argument.because);
  return boolValue(true, [{ at, what: 'expression' }]);
}
