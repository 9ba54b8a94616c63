import type { Place } from '../text/place';
import { pathPatterns } from './pathPatterns';
import type { Stack } from './stack';

/**
 * What somebody says is an environment: a path in the syntax of .gitignore, which means the stacks that are made of it
 * (and with `!` in front, not those), or the name of a stack; or else a chart with the values files that go together.
 */
export interface EnvironmentChoice {
  readonly text: string;
  readonly at?: Place;
  /** `text` is then the chart's directory. */
  readonly values?: readonly string[];
  readonly release?: string;
  readonly namespace?: string;
}

/**
 * Those of the stacks that are chosen. Choices that mean none of them are `unmatched`; if all are, everything is chosen,
 * because a slip of the pen is not to switch the checks off.
 */
export function chosenStacks<T extends { readonly stack: Stack }>(
  all: readonly T[],
  choices: readonly EnvironmentChoice[],
): { readonly chosen: readonly T[]; readonly unmatched: readonly EnvironmentChoice[] } {
  if (choices.length === 0) return { chosen: all, unmatched: [] };
  const matched = choices.map((choice) => ({
    choice,
    stacks: all.filter((each) => means(choice, each.stack)),
  }));
  const unmatched = matched.filter(({ stacks }) => stacks.length === 0).map(({ choice }) => choice);
  const wanted = matched.filter(({ choice }) => !isNegative(choice));
  const without = new Set(matched.filter(({ choice }) => isNegative(choice)).flatMap(({ stacks }) => stacks));
  const named = new Set(wanted.length === 0 ? all : wanted.flatMap(({ stacks }) => stacks));
  const chosen = all.filter((each) => named.has(each) && !without.has(each));
  return { chosen: chosen.length === 0 ? all : chosen, unmatched };
}

function isNegative({ text }: EnvironmentChoice): boolean {
  return text.startsWith('!');
}

function means(choice: EnvironmentChoice, stack: Stack): boolean {
  const text = choice.text.replace(/^!/, '');
  if (choice.values) {
    const given = choice.values.map((value) => value.replace(/^\.\//, ''));
    return stack.kind === 'helm' && given.every((value) => stack.namedBy?.includes(value));
  }
  if (text === stack.name) return true;
  const matches = pathPatterns([text]);
  return [...(stack.namedBy ?? stack.reads)].some(matches);
}
