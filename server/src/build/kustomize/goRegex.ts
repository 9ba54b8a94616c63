import { BadPattern, GoRegexCompiler, type Assertion, type Program } from './goRegexCompiler';

/**
 * A regular expression as Go's `regexp` reads it, matched in time proportional to the text times the pattern, whatever
 * they are: the patterns come from files, and JavaScript's own engine backtracks.
 *
 * Understood: literals, `.`, classes with `\d \s \w` and ranges, `[[:alpha:]]`-like names, groups with or without capture
 * and names, the flags i and s, `|`, `* + ? {n,m}` with or without `?`, `^ $ \A \z \b \B`, `\Q…\E`, escapes.
 */
export interface GoRegex {
  /** Whether the pattern matches anywhere in the text. */
  matches(text: string): boolean;
}

/** Undefined when the pattern is not one that Go would take (or is far too large). */
export function compileGoRegex(pattern: string): GoRegex | undefined {
  if (/^\^?[\w-]*\$?$/.test(pattern)) return literal(pattern);
  try {
    const program = new GoRegexCompiler(pattern).compile();
    return { matches: (text) => run(program, text) };
  } catch (error) {
    if (error instanceof BadPattern) return undefined;
    throw error;
  }
}

function literal(pattern: string): GoRegex {
  const starts = pattern.startsWith('^');
  const ends = pattern.endsWith('$');
  const text = pattern.slice(starts ? 1 : 0, ends ? -1 : undefined);
  return {
    matches: (subject) =>
      starts && ends
        ? subject === text
        : starts
          ? subject.startsWith(text)
          : ends
            ? subject.endsWith(text)
            : subject.includes(text),
  };
}

/** Runs all ways through the program at once. */
function run({ steps, start }: Program, text: string): boolean {
  let current = new Set<number>();
  let at = 0;
  const isWord = (index: number) => /\w/.test(text.charAt(index));
  const holds = (what: Assertion): boolean => {
    if (what === 'start') return at === 0;
    if (what === 'end') return at === text.length;
    return (isWord(at - 1) !== isWord(at)) === (what === 'boundary');
  };
  const enter = (first: number, into: Set<number>): boolean => {
    const pending = [first];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const step = steps[index];
      if (!step || into.has(index)) continue;
      into.add(index);
      if (step.op === 'match') return true;
      if (step.op === 'split') pending.push(step.other, step.next);
      else if (step.op === 'assert' && holds(step.what)) pending.push(step.next);
    }
    return false;
  };
  for (;;) {
    if (enter(start, current)) return true;
    const code = text.codePointAt(at);
    if (code === undefined) return false;
    const following = new Set<number>();
    at += code > 0xffff ? 2 : 1;
    for (const index of current) {
      const step = steps[index];
      if (step?.op === 'char' && step.test(code) && enter(step.next, following)) return true;
    }
    current = following;
  }
}
