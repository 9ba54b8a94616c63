import type { Span } from '../../text/place';
import type { ShellWord } from './lexShell';
import type { ShellStep } from './shellScan';
import type { ShellList, ShellNode } from './shellTree';

/** Where the walk through a script stands. */
export interface ShellContext {
  readonly conditional: boolean;
  readonly condition?: string;
  readonly background: boolean;
  readonly directory?: string;
  /** Spans within a script inside a script are those of the outer word. */
  readonly span?: Span;
  /** What a `for` variable stands for, one value at a time. */
  readonly values: ReadonlyMap<string, string>;
  /** How many functions, nested scripts and loop values lead here. */
  readonly depth: number;
}

/** What a step says of itself, found at `span` in this context. */
export function stepOf(
  span: Span,
  { conditional, condition, directory, span: outer }: ShellContext,
): ShellStep {
  return {
    span: outer ?? span,
    conditional,
    ...(condition === undefined ? {} : { condition }),
    ...(directory === undefined ? {} : { directory }),
  };
}

/** The context inside a branch or a loop. */
export function within(context: ShellContext, condition: string): ShellContext {
  return { ...context, conditional: true, condition };
}

/** Puts the values of `for` variables into a word. */
export function bind(word: ShellWord, values: ReadonlyMap<string, string>): ShellWord {
  if (!word.expands || values.size === 0) return word;
  const text = word.text.replace(
    /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
    (whole, braced?: string, bare?: string) => {
      return values.get(braced ?? bare ?? '') ?? whole;
    },
  );
  return text === word.text ? word : { ...word, text, expands: text.includes('$') || text.includes('`') };
}

/** The words of a test (`[ … ]`, `[[ … ]]`, `test …`), or undefined for any other command. */
export function testText(node: ShellNode): string | undefined {
  if (node.kind !== 'simple') return undefined;
  return /^(?:\[\[?|test|grep|command|which|type)$/.test(node.words[0]?.text ?? '')
    ? nodeText(node)
    : undefined;
}

function nodeText(node: ShellNode): string {
  if (node.kind !== 'simple') return node.kind;
  return `${node.negated ? '! ' : ''}${node.words.map((word) => word.text).join(' ')}`;
}

/** Commands as text, for use as a condition. */
export function listText(list: ShellList): string {
  return list
    .map((chain) =>
      chain.items.map(({ node, after }) => `${after ? `${after} ` : ''}${nodeText(node)}`).join(' '),
    )
    .join('; ');
}

export function negated(condition: string): string {
  return `! ${condition}`;
}

/** A path as seen from a directory. */
export function joinPath(directory: string | undefined, path: string): string {
  return path.startsWith('/') || directory === undefined ? path : `${directory.replace(/\/$/, '')}/${path}`;
}
