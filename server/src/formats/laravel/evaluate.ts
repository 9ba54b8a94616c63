import { unknown, type ConfigValue } from './configValue';
import type { EvaluationContext } from './evaluationContext';
import type { ConfigFile } from './parseConfigFile';
import { evaluateExpression } from './php/evaluateExpression';
import { callFunction, executeBody } from './php/execute';
import { initialBudget, newScope, type Run } from './php/run';
import { toConfigValue } from './php/value';

export { at } from './configValue';
export type { EvaluationContext, EnvLookup } from './evaluationContext';

/**
 * What a config file returns in an environment. Total and bounded: it never throws, and what cannot be told from the
 * file and the context is unknown, with its place and reason.
 */
export function evaluateConfig(file: ConfigFile, context: EvaluationContext): ConfigValue {
  const run: Run = {
    file: file.file,
    program: file.program,
    context,
    budget: initialBudget,
    depth: 0,
    functions: new Map(),
    classes: new Map(),
    constants: new Map(),
    forks: 0,
    putenv: new Map(),
    putenvUnknown: undefined,
    evaluate: (expression, scope) => evaluateExpression(run, expression, scope),
    call: (target, args, at) => callFunction(run, target, args, at),
  };
  const returned = executeBody(run, file.program.statements, newScope());
  if (returned) return toConfigValue(returned);
  return unknown('the file returns nothing', { file: file.file, span: { start: 0, end: 0 } });
}
