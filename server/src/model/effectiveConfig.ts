import type { LaravelApp } from '../build/laravelApps';
import { at, type ConfigValue } from '../formats/laravel/configValue';
import type { EvaluationContext } from '../formats/laravel/evaluationContext';
import { loadConfig } from '../formats/laravel/laravelConfig';
import type { Place } from '../text/place';
import type { Environment, Variable } from './environment';
import type { EffectiveConfig } from './stackModel';
import { unseenConfig } from './unseenApp';

/** Evaluates the app's config files with the variables of one container. */
export function effectiveConfig(
  app: LaravelApp | undefined,
  environment: Environment,
  frozenAt: Place | undefined,
): EffectiveConfig {
  const major =
    app?.framework && app.framework.minMajor === app.framework.maxMajor
      ? app.framework.major
      : app?.framework?.major;
  const context: EvaluationContext = {
    env: (name) => lookUp(environment.get(name)),
    ...(major !== undefined && { frameworkMajor: major }),
  };
  const files = app ? app.config : unseenConfig();
  const loaded = loadConfig({ files, ...(major !== undefined && { frameworkMajor: major }) }, context);
  return { ...loaded, ...(frozenAt && { frozenAt }) };
}

function lookUp(variable: Variable): ReturnType<EvaluationContext['env']> {
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
