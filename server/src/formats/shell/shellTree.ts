import type { Span } from '../../text/place';
import type { ShellRedirect, ShellWord } from './lexShell';

/** `NAME=value` in front of a command, or alone. */
export interface ShellAssignment {
  readonly name: string;
  readonly value: string;
  readonly expands: boolean;
  readonly span: Span;
}

export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly ShellAssignment[];
  readonly words: readonly ShellWord[];
  readonly redirects: readonly ShellRedirect[];
  /** Behind `!`. */
  readonly negated?: boolean;
  readonly span: Span;
}

export interface IfCommand {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: ShellList; readonly body: ShellList }[];
  readonly otherwise?: ShellList;
  readonly span: Span;
}

export interface CaseCommand {
  readonly kind: 'case';
  readonly word: ShellWord | undefined;
  readonly arms: readonly { readonly patterns: readonly string[]; readonly body: ShellList }[];
  readonly span: Span;
}

export interface LoopCommand {
  readonly kind: 'loop';
  /** Of `while` and `until`. */
  readonly condition?: ShellList;
  /** Of `for`. */
  readonly variable?: string;
  readonly values?: readonly ShellWord[];
  readonly body: ShellList;
  readonly span: Span;
}

export interface GroupCommand {
  readonly kind: 'group';
  readonly subshell: boolean;
  readonly body: ShellList;
  readonly redirects: readonly ShellRedirect[];
  readonly span: Span;
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly body: ShellList;
  readonly span: Span;
}

export type ShellNode =
  SimpleCommand | IfCommand | CaseCommand | LoopCommand | GroupCommand | FunctionDefinition;

/** Commands joined by `&&`, `||` and `|`. */
export interface ShellChain {
  readonly items: readonly {
    readonly node: ShellNode;
    /** What stands before it in its chain; undefined for the first. */
    readonly after: '&&' | '||' | '|' | undefined;
  }[];
  /** Whether `&` ends it. */
  readonly background: boolean;
}

export type ShellList = readonly ShellChain[];
