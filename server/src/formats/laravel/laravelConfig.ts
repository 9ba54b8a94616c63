import { mergeSteps, unknown, type ArrayEntry, type ArrayValue, type ConfigValue } from './configValue';
import { evaluateConfig } from './evaluate';
import type { EvaluationContext } from './evaluationContext';
import { frameworkConfigFile } from './frameworkConfig';
import type { ConfigFile } from './parseConfigFile';
import { valueAtPath } from './php/functions/arrays';
import { blur } from './php/lookup';
import { toConfigValue } from './php/value';

/** The config files of one app, by their names: `session` for config/session.php. */
export interface AppConfig {
  readonly files: ReadonlyMap<string, ConfigFile>;
  /** Version of laravel/framework, `11`; before 6 with its minor version, `5.8`. */
  readonly frameworkMajor?: number;
  /** All files of the app's config directory are given, so that a key of another file is certainly not set. */
  readonly complete?: boolean;
  /** False when bootstrap/app.php calls `dontMergeFrameworkConfiguration()`. */
  readonly mergesFramework?: boolean;
}

/**
 * What Laravel's config repository holds for sessions. Undefined: there is no such file and the framework has none
 * either (10 and earlier); sessions never start then.
 */
export interface LaravelConfig {
  readonly session: ConfigValue | undefined;
  readonly database: ConfigValue | undefined;
  readonly cache: ConfigValue | undefined;
}

/**
 * Loads the config as `Illuminate\Foundation\Bootstrap\LoadConfiguration` does: files in the natural order of their
 * names, each of which sees the earlier ones through `config()`, and from Laravel 11 on each merged over the framework's.
 */
export function loadConfig(app: AppConfig, context: EvaluationContext): LaravelConfig {
  const framework = app.frameworkMajor ?? context.frameworkMajor;
  const names = [...app.files.keys()].sort((a, b) => naturalOrder.compare(a, b));
  const loaded = new Map<string, ConfigValue | undefined>();
  const load = (name: string): ConfigValue | undefined => {
    if (loaded.has(name)) return loaded.get(name);
    const order = names.indexOf(name);
    const earlier = (key: string): ConfigValue | undefined => {
      const [other = '', ...rest] = key.split('.');
      const position = names.indexOf(other);
      if (position < 0 && !app.complete) {
        return unknown(`config('${key}') belongs to a file that is not there`, {
          file: `config/${name}.php`,
          span,
        });
      }
      // From 11 on the framework's files without a counterpart in the app are set last of all.
      if (position < 0 || (order >= 0 && position >= order)) return undefined;
      const value = load(other);
      const found = value && (rest.length === 0 ? value : valueAtPath(value, rest.join('.')));
      return found && toConfigValue(found);
    };
    const value = loadOne(app, name, framework, {
      env: (variable) => context.env(variable),
      config: earlier,
      ...(framework === undefined ? {} : { frameworkMajor: framework }),
    });
    loaded.set(name, value);
    return value;
  };
  return { session: load('session'), database: load('database'), cache: load('cache') };
}

const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });
const span = { start: 0, end: 0 };

/** Parts that are merged one level deeper than the rest. `database.redis` is not among them: an app's replaces it whole. */
const mergedParts: Readonly<Record<string, readonly string[]>> = {
  cache: ['stores'],
  database: ['connections'],
};

function loadOne(
  app: AppConfig,
  name: string,
  framework: number | undefined,
  context: EvaluationContext,
): ConfigValue | undefined {
  const file = app.files.get(name);
  const own = file && evaluateConfig(file, context);
  if (framework === undefined) {
    const reason = 'the version of laravel/framework is not known, and with it its defaults';
    if (!own) return unknown(reason, { file: `config/${name}.php`, span });
    return own.kind === 'array' && own.incomplete === undefined ? { ...own, incomplete: reason } : own;
  }
  if (app.mergesFramework === false) return own;
  const frameworkFile = frameworkConfigFile(name, framework);
  const base = frameworkFile && evaluateConfig(frameworkFile, context);
  if (!base || !own) return own ?? base;
  if (base.kind !== 'array' || own.kind !== 'array') return own;
  let merged = mergeOver(base, own);
  for (const part of mergedParts[name] ?? []) {
    const [theirs, ours] = [base.entries.get(part), own.entries.get(part)];
    if (theirs?.value.kind !== 'array' || ours?.value.kind !== 'array') continue;
    const entries = new Map(merged.entries);
    entries.set(part, { ...ours, value: mergeOver(theirs.value, ours.value) });
    merged = { ...merged, entries };
  }
  return merged;
}

/** `array_merge($base, $own)` for arrays with names as keys. */
function mergeOver(base: ArrayValue, own: ArrayValue): ArrayValue {
  const below = own.incomplete === undefined ? base : blur(base, own.incomplete);
  const entries = new Map<string | number, ArrayEntry>([...below.entries, ...own.entries]);
  const because = mergeSteps(own.because, base.because);
  return { ...own, entries, because };
}
