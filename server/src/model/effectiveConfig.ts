import type { LaravelApp } from '../build/laravelApps';
import { at, unknown, type ConfigValue, type UnknownValue } from '../formats/laravel/configValue';
import type { EvaluationContext } from '../formats/laravel/evaluationContext';
import { loadConfig } from '../formats/laravel/laravelConfig';
import type { Place } from '../text/place';
import type { Environment, Variable } from './environment';
import type { EffectiveConfig } from './stackModel';
import { unseenConfig } from './unseenApp';

type Answer = ReturnType<EvaluationContext['env']>;

type Evaluated = Pick<EffectiveConfig, 'session' | 'database' | 'cache'>;

/** What the config files came to, and the answers on which that rests. */
interface Evaluation {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly config: Evaluated;
}

/** The last evaluations for each app: a value hangs on the app and on the answers alone, never on where they stand. */
const EVALUATIONS = new WeakMap<object, Evaluation[]>();
const MOST_EVALUATIONS = 8;
const UNSEEN = {};

/** Evaluates the app's config files with the variables of one container. */
export function effectiveConfig(
  app: LaravelApp | undefined,
  environment: Environment,
  frozenAt: Place | undefined,
): EffectiveConfig {
  const known = EVALUATIONS.get(app ?? UNSEEN) ?? [];
  const ask = (name: string): Answer => lookUp(environment.get(name));
  let evaluation = known.find(({ answers }) =>
    [...answers].every(([name, answer]) => sameAnswer(ask(name), answer)),
  );
  if (!evaluation) {
    evaluation = evaluate(app, ask);
    EVALUATIONS.set(app ?? UNSEEN, [evaluation, ...known.slice(0, MOST_EVALUATIONS - 1)]);
  }
  return { ...evaluation.config, ...(frozenAt && { frozenAt }) };
}

function evaluate(app: LaravelApp | undefined, ask: (name: string) => Answer): Evaluation {
  const version = frameworkNumber(app);
  const answers = new Map<string, Answer>();
  const context: EvaluationContext = {
    env: (name) => {
      const answer = answers.get(name) ?? ask(name);
      answers.set(name, answer);
      return answer;
    },
    ...(version !== undefined && { frameworkMajor: version }),
  };
  const files = app ? app.config : unseenConfig();
  const loaded = loadConfig(
    { files, ...merging(app), ...(version !== undefined && { frameworkMajor: version }) },
    context,
  );
  const config: { session?: ConfigValue; database?: ConfigValue; cache?: ConfigValue } = {};
  for (const file of ['session', 'database', 'cache'] as const) {
    const value = loaded[file];
    if (value) config[file] = setAtRunTime(value, file, app);
  }
  return { answers, config };
}

function sameAnswer(a: Answer, b: Answer): boolean {
  if (a.state === 'set') return b.state === 'set' && a.value === b.value;
  if (a.state === 'unknown') return b.state === 'unknown' && a.reason === b.reason;
  return b.state === 'unset';
}

/** What the app's own code sets while it runs (`Config::set`) is not to be told from the config files. */
function setAtRunTime(value: ConfigValue, file: string, app: LaravelApp | undefined): ConfigValue {
  let result = value;
  for (const { kind, name, at: place } of app?.facts ?? []) {
    const [owner, ...path] = name?.split('.') ?? [];
    if (kind !== 'config-set' || owner !== file) continue;
    result = blurred(result, path, unknown(`${place.file} sets ${name ?? ''} while the app runs`, place));
  }
  return result;
}

function blurred(value: ConfigValue, [key, ...rest]: readonly string[], by: UnknownValue): ConfigValue {
  if (key === undefined) return by;
  if (value.kind !== 'array') return value;
  const entry = value.entries.get(key);
  // A key that the files do not have matters to nobody but the code that sets it.
  if (!entry) return value;
  return {
    ...value,
    entries: new Map(value.entries).set(key, { ...entry, value: blurred(entry.value, rest, by) }),
  };
}

function merging(app: LaravelApp | undefined): { mergesFramework?: boolean } {
  return app?.facts.some(({ kind }) => kind === 'framework-config-unmerged')
    ? { mergesFramework: false }
    : {};
}

/** The version as the evaluator wants it: Laravel 5 with its minor, as each of those was a release of its own. */
function frameworkNumber(app: LaravelApp | undefined): number | undefined {
  const { major, minor } = app?.framework ?? {};
  return major === 5 && minor !== undefined ? Number(`5.${minor}`) : major;
}

function lookUp(variable: Variable): Answer {
  switch (variable.state) {
    case 'set':
      return { state: 'set', value: variable.value };
    case 'unset':
      return { state: 'unset' };
    case 'unknown':
      return { state: 'unknown', reason: variable.reason ?? 'its value cannot be seen' };
  }
}

/** The value of a key such as `session.driver`, or undefined when there is certainly none. */
export function configValue(config: EffectiveConfig, key: string): ConfigValue | undefined {
  const [file = '', ...path] = key.split('.');
  const root =
    file === 'session'
      ? config.session
      : file === 'database'
        ? config.database
        : file === 'cache'
          ? config.cache
          : undefined;
  return root && at(root, ...path);
}
