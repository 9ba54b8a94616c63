/** Turns the derivation of a config value into a chain of places that people can follow. */
import type { ConfigValue } from '../formats/laravel/configValue';
import { isFrameworkPlace } from '../formats/laravel/frameworkConfig';
import type { Place } from '../text/place';
import type { Because } from './because';
import { weakest, type Certainty } from './certainty';
import type { Environment, Variable } from './environment';
import type { Provenance } from './provenance';
import { UNSEEN_FILE } from './unseenApp';

export interface Explanation {
  /** Winner first. */
  readonly chain: readonly Because[];
  /** As sure as the variables that had a say. */
  readonly certainty: Certainty;
  /** The variable that gave the value, if one did. */
  readonly winner?: Variable;
  /** The variable that was looked up first, set or not. */
  readonly asked?: Variable;
}

/** `frameworkAt`: where the workspace says which Laravel it is, shown in place of the framework's own config files. */
export function explain(
  value: ConfigValue | undefined,
  environment: Environment,
  frameworkAt?: Place,
): Explanation {
  const chain: Because[] = [];
  let certainty: Certainty = value?.kind === 'unknown' ? 'unknown' : 'certain';
  let winner: Variable | undefined;
  let asked: Variable | undefined;
  for (const [order, step] of (value?.because ?? []).entries()) {
    const seen = step.at.file !== UNSEEN_FILE && !isFrameworkPlace(step.at);
    if (step.what === 'env' || step.what === 'unset') {
      const variable = environment.get(step.name ?? '');
      certainty = weakest(certainty, variable.certainty);
      asked ??= variable;
      if (step.what === 'env') {
        if (order === 0) winner = variable;
        chain.push(
          ...variable.chain.map((link, index) => ({ at: link.at, what: sets(variable, link, index) })),
        );
        if (seen) chain.push({ at: step.at, what: `${step.at.file} reads ${variable.name} here` });
      } else if (seen) chain.push({ at: step.at, what: `${variable.name} is not set, which is read here` });
    } else if (step.what === 'default' && seen) {
      chain.push({ at: step.at, what: `the default for ${step.name ?? 'it'} in ${step.at.file}` });
    } else if (step.what === 'default' && frameworkAt && isFrameworkPlace(step.at)) {
      chain.push({
        at: frameworkAt,
        what: `the default for ${step.name ?? 'it'} in this version of Laravel`,
      });
    } else if (step.what === 'literal' && seen && order === 0) {
      chain.push({ at: step.at, what: `written in ${step.at.file}` });
    }
  }
  return { chain, certainty, ...(winner && { winner }), ...(asked && { asked }) };
}

function sets(variable: Variable, { what, refers }: Provenance, index: number): string {
  if (refers) return `${what} takes ${variable.name} from there`;
  return index === 0
    ? `${variable.name} comes from ${what}`
    : `${what} sets ${variable.name} too, and is overruled`;
}

/** What can be said of a variable itself, for hovers and tables. */
export function variableChain(variable: Variable): Because[] {
  return variable.chain.map((link, index) => ({ at: link.at, what: sets(variable, link, index) }));
}
