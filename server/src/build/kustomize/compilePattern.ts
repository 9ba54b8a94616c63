import { LimitExceeded } from '../limitExceeded';
import { GoRegex } from '../regex/goRegex';

interface Pattern {
  /** Whether the pattern matches anywhere in the text. */
  matches(text: string): boolean;
}

/** A regular expression of a kustomization, or undefined for one that Go refuses or that is far too large. */
export function compilePattern(pattern: string): Pattern | undefined {
  const regex = withinLimits(() => GoRegex.compile(pattern));
  return regex && { matches: (text) => withinLimits(() => regex.test(text)) === true };
}

function withinLimits<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof LimitExceeded) return undefined;
    throw error;
  }
}
