/**
 * Patterns of moby/patternmatcher, matched without backtracking: all positions that the pattern may have reached are
 * carried along, so the time is bounded by the length of the pattern times that of the path.
 */
export type PathPattern = readonly Token[];

type Token =
  | { readonly kind: 'text'; readonly character: string }
  /** `?` */
  | { readonly kind: 'one' }
  /** `[a-z]`, `[^a]` */
  | {
      readonly kind: 'class';
      readonly ranges: readonly (readonly [string, string])[];
      readonly negated: boolean;
    }
  /** `*`: any number of characters but `/`. */
  | { readonly kind: 'many' }
  /** A double star at the end, or at the beginning without a slash: any number of characters. */
  | { readonly kind: 'any' }
  /** A double star with a slash: nothing, or any directories. */
  | { readonly kind: 'directories' };

/** Reads a pattern; what is no valid pattern for Docker is taken as it stands. */
export function parsePattern(pattern: string): PathPattern {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    if (character === '*' && characters[i + 1] === '*') {
      i++;
      const slash = characters[i + 1] === '/';
      // Docker compares the end of the path when nothing else in the pattern is special.
      const suffix = i === 1 && !slash && !/[*?[\]\\]/.test(pattern.slice(2));
      if (slash) i++;
      if (i + 1 >= characters.length || suffix) tokens.push({ kind: 'any' });
      else tokens.push({ kind: 'directories' });
    } else if (character === '*') tokens.push({ kind: 'many' });
    else if (character === '?') tokens.push({ kind: 'one' });
    else if (character === '\\' && i + 1 < characters.length)
      tokens.push({ kind: 'text', character: characters[++i] ?? '' });
    else if (character === '[' && characters.indexOf(']', i + 2) > 0) {
      const end = characters.indexOf(']', i + 2);
      tokens.push(parseClass(characters.slice(i + 1, end)));
      i = end;
    } else tokens.push({ kind: 'text', character });
  }
  return tokens;
}

function parseClass(characters: readonly string[]): Token {
  const negated = characters[0] === '^';
  const ranges: (readonly [string, string])[] = [];
  for (let i = negated ? 1 : 0; i < characters.length; i++) {
    const from = characters[i] ?? '';
    const to = characters[i + 2];
    if (characters[i + 1] === '-' && to !== undefined) {
      ranges.push([from, to]);
      i += 2;
    } else ranges.push([from, from]);
  }
  return { kind: 'class', ranges, negated };
}

/** Whether a pattern matches a whole path. */
export function matchesPattern(pattern: PathPattern, path: string): boolean {
  let reached = new Set<number>();
  reach(pattern, 0, reached);
  for (const character of path) {
    const next = new Set<number>();
    for (const at of reached) {
      const token = pattern[at];
      if (token === undefined) continue;
      if (token.kind === 'many') {
        if (character !== '/') reach(pattern, at, next);
      } else if (token.kind === 'any') {
        reach(pattern, at, next);
      } else if (token.kind === 'directories') {
        next.add(at);
        if (character === '/') reach(pattern, at + 1, next);
      } else if (matchesOne(token, character)) {
        reach(pattern, at + 1, next);
      }
    }
    reached = next;
    if (reached.size === 0) return false;
  }
  return reached.has(pattern.length);
}

/** Adds a position and those that can be reached from it without a character. */
function reach(pattern: PathPattern, at: number, reached: Set<number>): void {
  for (let position = at; ; position++) {
    const kind = pattern[position]?.kind;
    // A position inside directories does not say that what follows was reached as well.
    if (reached.has(position) && kind !== 'directories') return;
    reached.add(position);
    if (kind !== 'many' && kind !== 'any' && kind !== 'directories') return;
  }
}

function matchesOne(token: Token, character: string): boolean {
  switch (token.kind) {
    case 'text':
      return token.character === character;
    case 'one':
      return character !== '/';
    case 'class':
      return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.negated;
    default:
      return false;
  }
}
