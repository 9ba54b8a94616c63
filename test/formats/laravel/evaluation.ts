import assert from 'node:assert/strict';
import type { ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { at, evaluateConfig, type EvaluationContext } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { contextOf, toJson } from './oracles';

/** What a config file returns. */
export function evaluateFile(text: string, context: EvaluationContext = contextOf({}, 12)): ConfigValue {
  return evaluateConfig(parseConfigFile('config/x.php', text), context);
}

/** The value of one expression in a config file. */
export function evaluate(expression: string, context?: EvaluationContext): ConfigValue {
  const value = at(evaluateFile(`<?php return ['x' => ${expression}];`, context), 'x');
  assert.ok(value);
  return value;
}

/** A context in which `HIDDEN` is set to something that cannot be seen. */
export function hidden(env: Readonly<Record<string, string>> = {}): EvaluationContext {
  const open = contextOf(env, 12);
  return {
    ...open,
    env: (name) =>
      name === 'HIDDEN' ? { state: 'unknown', reason: 'its Secret is sealed' } : open.env(name),
  };
}

export function assertKnown(expression: string, expected: unknown, context?: EvaluationContext): void {
  assert.deepEqual(toJson(evaluate(expression, context)), expected, expression);
}

export function assertUnknown(expression: string, reason: RegExp, context?: EvaluationContext): void {
  const value = evaluate(expression, context);
  assert.equal(value.kind, 'unknown', `${expression} is ${JSON.stringify(toJson(value))}`);
  assert.match(value.reason, reason);
}
