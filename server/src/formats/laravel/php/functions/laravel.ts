/** Laravel's helpers that config files use: paths, `config()`, `value()` and the like. */
import { known, mergeSteps, unknown, type ConfigValue } from '../../configValue';
import { toText } from '../convert';
import { firstUnknown } from '../run';
import { array } from '../../configValue';
import { nullValue, stringValue, type PhpValue } from '../value';
import { valueAtPath } from './arrays';
import { bool, define, values, type Definition, type FunctionCall } from './builtIn';
import { readGetenv, writePutenv } from './environment';

export const laravelFunctions: readonly Definition[] = [
  ...Object.entries({
    base_path: '',
    app_path: '/app',
    config_path: '/config',
    database_path: '/database',
    public_path: '/public',
    resource_path: '/resources',
    storage_path: '/storage',
  }).map(([name, directory]) => values(`${name} path`, (call) => pathBelow(call, name, directory))),
  values('config key default', readConfig),
  define('value value args', ({ args: [value, ...rest], run, at }) =>
    value?.kind === 'function' ? run.call(value, rest, at) : value,
  ),
  values('data_get target key default', getFrom),
  values('getenv name local_only', ({ args: [name], at, run }) =>
    name ? readGetenv(run, name, at) : undefined,
  ),
  define('putenv assignment', ({ args: [assignment], at, run }) =>
    assignment ? writePutenv(run, assignment, at) : undefined,
  ),
  define('define constant_name value', ({ args: [name, value], run, at }) => {
    const constant = name && toText(name);
    if (constant === undefined || !value) return undefined;
    const sure = run.forks === 0 && !run.constants.has(constant);
    run.constants.set(
      constant,
      sure ? value : unknown('it may be defined in several ways', at, value.because),
    );
    return bool(true);
  }),
  ...['function_exists', 'class_exists', 'defined'].map((name) =>
    values(`${name} name`, (call) => exists(call, name)),
  ),
  values('blank value', ({ args: [value] }) => isBlank(value, true)),
  values('filled value', ({ args: [value] }) => isBlank(value, false)),
];

export const laravelStatics: readonly Definition[] = [
  values('arr::get array key default', getFrom),
  values('arr::wrap value', ({ args: [value], at }) => {
    if (value?.kind === 'array') return value;
    if (value?.kind !== 'known') return undefined;
    return array(value.type === 'null' ? new Map() : new Map([[0, { value }]]), at, value.because);
  }),
  ...(['arr::except', 'arr::only'] as const).map((name) =>
    values(`${name} array keys`, ({ args: [list, keys] }) => {
      if (list?.kind !== 'array' || !keys) return undefined;
      const names = keys.kind === 'array' ? [...keys.entries.values()].map((entry) => entry.value) : [keys];
      if (keys.kind === 'array' && keys.incomplete !== undefined) return undefined;
      const chosen = new Set(names.map((item) => toText(item)));
      if (chosen.has(undefined) || [...chosen].some((item) => item?.includes('.'))) return undefined;
      const entries = [...list.entries].filter(([key]) => chosen.has(String(key)) === (name === 'arr::only'));
      return { ...list, entries: new Map(entries) };
    }),
  ),
];

/** A path below the app, whose own directory is written `<base>`. */
function pathBelow(call: FunctionCall, helper: string, directory: string): PhpValue | undefined {
  const [path] = call.args;
  const below = path ? toText(path) : '';
  if (below === undefined) return undefined;
  if (helper === 'storage_path' && call.run.context.env('LARAVEL_STORAGE_PATH').state !== 'unset') {
    return unknown('LARAVEL_STORAGE_PATH moves the storage directory', call.at);
  }
  const relative = below.replace(/^\/+/, '');
  const because = mergeSteps(path?.because ?? [], [{ at: call.at, what: 'expression' }]);
  const steps = because.filter((step) => step.what !== 'literal');
  return stringValue(`<base>${directory}${relative === '' ? '' : `/${relative}`}`, steps);
}

function readConfig(call: FunctionCall): PhpValue | undefined {
  const [key, fallback] = call.args;
  const { context } = call.run;
  if (key?.kind !== 'known' || key.type !== 'string') return undefined;
  if (!context.config) return unknown(`config('${key.value}') belongs to another file`, call.at);
  const step = { at: call.at, what: 'config', name: key.value } as const;
  const value: ConfigValue | undefined = context.config(key.value);
  if (value) return { ...value, because: mergeSteps([step], value.because) };
  if (fallback?.kind === 'function') return call.run.call(fallback, [], call.at);
  return fallback ?? nullValue([step]);
}

function getFrom(call: FunctionCall): PhpValue | undefined {
  const [target, key, fallback] = call.args;
  const path = key && toText(key);
  if (!target || path === undefined || path.includes('*')) return undefined;
  const value = valueAtPath(target, path);
  if (value) return value;
  return fallback ?? nullValue(target.because);
}

/** Only what the file itself defines is sure to exist; the rest depends on PHP's extensions and other files. */
function exists(call: FunctionCall, what: string): PhpValue | undefined {
  const name = call.args[0] && toText(call.args[0]);
  if (name === undefined) return undefined;
  const plain = name.replace(/^\\/, '');
  const { run, at } = call;
  const own =
    what === 'function_exists'
      ? run.functions.has(plain.toLowerCase()) || laravelFunctionNames.has(plain.toLowerCase())
      : what === 'class_exists'
        ? run.classes.has(plain.toLowerCase())
        : run.constants.has(plain);
  const because = [{ at, what: 'expression' }] as const;
  if (own) return known({ type: 'bool', value: true }, because);
  return unknown(`whether ${plain} exists depends on how PHP and the app are installed`, at, because);
}

const laravelFunctionNames = new Set([
  'env',
  'config',
  'storage_path',
  'base_path',
  'database_path',
  'value',
]);

/** `blank()`: null, blanks only, or an empty array; numbers and booleans never are. */
function isBlank(
  value: PhpValue | undefined,
  wanted: boolean,
): ReturnType<typeof bool> | PhpValue | undefined {
  if (value?.kind === 'array') {
    if (value.entries.size === 0 && value.incomplete !== undefined) return firstUnknown([value]);
    return bool((value.entries.size === 0) === wanted);
  }
  if (value?.kind !== 'known') return undefined;
  const blank = value.type === 'null' || (value.type === 'string' && value.value.trim() === '');
  return bool(blank === wanted);
}
