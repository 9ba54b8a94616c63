import type { LaravelApp } from '../build/laravelApps';
import { frameworkConfigFile } from '../formats/laravel/frameworkConfig';

/**
 * Names of variables that the app reads: in its config files, in its own code, and, from Laravel 11 on, in the framework's
 * config that is merged below the app's.
 */
export function readNames(app: LaravelApp | undefined): ReadonlySet<string> {
  if (!app) return new Set();
  const known = cache.get(app);
  if (known) return known;
  const names = new Set<string>();
  for (const config of app.config.values()) for (const call of config.envCalls) names.add(call.name);
  for (const fact of app.facts) if (fact.kind === 'env-read' && fact.name !== undefined) names.add(fact.name);
  const major = app.framework?.major;
  for (const file of ['session', 'database', 'cache']) {
    if (major === undefined || app.config.has(file)) continue;
    for (const call of frameworkConfigFile(file, major)?.envCalls ?? []) names.add(call.name);
  }
  cache.set(app, names);
  return names;
}

const cache = new WeakMap<LaravelApp, ReadonlySet<string>>();
