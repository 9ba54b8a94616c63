import type { PhpToken } from './scanTokens';

/** What stands between a bracket and its counterpart. All numbers are indices of tokens. */
export interface TokenGroup {
  /** Commas directly inside. */
  readonly commas: readonly number[];
  /** The closing bracket; where it is missing, the token that shows that it is. */
  readonly close: number;
}

/** One of the comma-separated pieces of a group. */
export interface TokenArgument {
  /** Set for `name: value`. */
  readonly name?: string;
  /** The first and the last token of the value. */
  readonly from: number;
  readonly to: number;
}

/**
 * The groups of all brackets in one pass, by the index of the opening token. Parentheses and square brackets that are
 * never closed end with their statement or their block, as while a line is being typed.
 */
export function groupTokens(tokens: readonly PhpToken[]): ReadonlyMap<number, TokenGroup> {
  const groups = new Map<number, { commas: number[]; close: number }>();
  const open: { readonly bracket: string; readonly index: number }[] = [];
  const closeFrom = (depth: number, at: number): void => {
    for (const { index } of open.splice(depth)) {
      const group = groups.get(index);
      if (group) group.close = at;
    }
  };
  tokens.forEach(({ kind, text }, i) => {
    if (kind !== 'punctuation' || text === undefined) return;
    if (text === '(' || text === '[' || text === '{') {
      groups.set(i, { commas: [], close: tokens.length });
      open.push({ bracket: text, index: i });
    } else if (text === ',') {
      const inner = open[open.length - 1];
      if (inner) groups.get(inner.index)?.commas.push(i);
    } else if (text === ';') {
      closeFrom(open.findLastIndex(({ bracket }) => bracket === '{') + 1, i);
    } else if (text === ')' || text === ']' || text === '}') {
      const wanted = text === ')' ? '(' : text === ']' ? '[' : '{';
      const depth = open.findLastIndex(({ bracket }) => bracket === wanted || bracket === '{');
      if (depth >= 0 && open[depth]?.bracket === wanted) closeFrom(depth, i);
    }
  });
  return groups;
}

/** The arguments in the group that opens at `open`. */
export function argumentsAt(
  tokens: readonly PhpToken[],
  open: number,
  group: TokenGroup,
): readonly TokenArgument[] {
  const list: TokenArgument[] = [];
  let from = open + 1;
  for (const end of [...group.commas, group.close]) {
    const to = end - 1;
    const named = tokens[from]?.kind === 'name' && tokens[from + 1]?.text === ':';
    const start = named && tokens[from + 1]?.kind === 'punctuation' ? from + 2 : from;
    const name = start === from ? undefined : tokens[from]?.text;
    if (start <= to) list.push({ from: start, to, ...(name === undefined ? {} : { name }) });
    from = end + 1;
    if (list.length >= maximalArguments) break;
  }
  return list;
}

/** The calls that are looked for have two; a missing bracket can make a whole file one call. */
const maximalArguments = 4;
