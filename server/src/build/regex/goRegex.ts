/**
 * Regular expressions with Go's meaning and in linear time: a simulation of all paths at once (Pike's machine), with
 * the leftmost match and the first alternative preferred, as RE2 has it. No pattern can make it hang.
 *
 * The port of RE2 that there is for JavaScript would add 147 kB to each bundle, more than all of the Helm evaluator.
 */
import { LimitExceeded } from '../limitExceeded';
import { parseRegex } from './parseRegex';
import type { Assertion, CharTest, RegexNode } from './regexTree';

type Instruction =
  | { readonly op: 'char'; readonly test: CharTest }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'match' };

/** Start and end of the whole match and then of each group; -1 for a group that took no part. */
export type Match = readonly number[];

const longestProgram = 20_000;
/** Instructions times characters; some tenths of a second. */
const mostWork = 60_000_000;

export class GoRegex {
  private constructor(
    private readonly program: readonly Instruction[],
    private readonly slots: number,
    readonly names: ReadonlyMap<string, number>,
  ) {}

  /** The compiled pattern, or undefined for one that Go refuses. Throws LimitExceeded for one that is too large. */
  static compile(pattern: string): GoRegex | undefined {
    const tree = parseRegex(pattern);
    if (!tree) return undefined;
    const compiler = new Compiler();
    compiler.emit({ op: 'save', slot: 0 });
    compiler.node(tree.root);
    compiler.emit({ op: 'save', slot: 1 });
    compiler.emit({ op: 'match' });
    return new GoRegex(compiler.program, 2 * (tree.groups + 1), tree.names);
  }

  test(text: string): boolean {
    return this.match(text, 0) !== undefined;
  }

  /** The leftmost match that begins at or behind an offset. */
  match(text: string, from: number): Match | undefined {
    if ((text.length - from + 1) * this.program.length > mostWork) {
      throw new LimitExceeded('a regular expression is matched against too long a text');
    }
    let threads = new ThreadList(this.program.length);
    let next = new ThreadList(this.program.length);
    let found: Match | undefined;
    let at = from;
    for (;;) {
      if (!found) this.follow(threads, 0, at, text, new Array<number>(this.slots).fill(-1));
      const code = text.codePointAt(at);
      const width = code === undefined ? 1 : code > 0xffff ? 2 : 1;
      next.clear();
      for (const { pc, captures } of threads.list) {
        const instruction = this.program[pc];
        if (instruction?.op === 'match') {
          found = captures;
          break;
        }
        if (instruction?.op === 'char' && code !== undefined && instruction.test(code)) {
          this.follow(next, pc + 1, at + width, text, captures);
        }
      }
      [threads, next] = [next, threads];
      if (code === undefined || (found && threads.list.length === 0)) return found;
      at += width;
    }
  }

  /** All matches in order, `limit` at most (none for a negative one), by Go's rule for empty ones. */
  matches(text: string, limit: number): Match[] {
    const all: Match[] = [];
    let previousEnd = -1;
    let at = 0;
    while (at <= text.length && (limit < 0 || all.length < limit)) {
      const match = this.match(text, at);
      if (!match) break;
      const [start = 0, end = 0] = match;
      const accepted = end !== start || end !== previousEnd;
      if (end > at && end !== start) at = end;
      else if (end > at) at = end;
      else at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      previousEnd = end;
      if (accepted) all.push(match);
    }
    return all;
  }

  /** Adds a thread and all that it reaches without a character, in order of preference. */
  private follow(
    list: ThreadList,
    start: number,
    at: number,
    text: string,
    captures: readonly number[],
  ): void {
    const stack: { pc: number; captures: readonly number[] }[] = [{ pc: start, captures }];
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { pc } = top;
      if (!list.claim(pc)) continue;
      const instruction = this.program[pc];
      switch (instruction?.op) {
        case 'jump':
          stack.push({ pc: instruction.to, captures: top.captures });
          break;
        case 'split':
          stack.push({ pc: instruction.second, captures: top.captures });
          stack.push({ pc: instruction.first, captures: top.captures });
          break;
        case 'save': {
          const saved = [...top.captures];
          saved[instruction.slot] = at;
          stack.push({ pc: pc + 1, captures: saved });
          break;
        }
        case 'assert':
          if (holds(instruction.assertion, text, at)) stack.push({ pc: pc + 1, captures: top.captures });
          break;
        default:
          list.list.push(top);
      }
    }
  }
}

class ThreadList {
  list: { readonly pc: number; readonly captures: readonly number[] }[] = [];
  private readonly seen: Uint8Array;

  constructor(size: number) {
    this.seen = new Uint8Array(size);
  }

  /** Whether no thread has reached this instruction yet. */
  claim(pc: number): boolean {
    if (this.seen[pc] !== 0) return false;
    this.seen[pc] = 1;
    return true;
  }

  clear(): void {
    this.list = [];
    this.seen.fill(0);
  }
}

class Compiler {
  readonly program: Instruction[] = [];

  emit(instruction: Instruction): number {
    if (this.program.length >= longestProgram) throw new LimitExceeded('a regular expression is too large');
    return this.program.push(instruction) - 1;
  }

  node(node: RegexNode): void {
    switch (node.kind) {
      case 'empty':
        break;
      case 'char':
        this.emit({ op: 'char', test: node.test });
        break;
      case 'assert':
        this.emit({ op: 'assert', assertion: node.assertion });
        break;
      case 'group':
        this.emit({ op: 'save', slot: 2 * node.index });
        this.node(node.body);
        this.emit({ op: 'save', slot: 2 * node.index + 1 });
        break;
      case 'sequence':
        for (const part of node.parts) this.node(part);
        break;
      case 'choice':
        this.choice(node.options);
        break;
      case 'repeat':
        this.repeat(node.body, node.min, node.max, node.greedy);
    }
  }

  private choice(options: readonly RegexNode[]): void {
    const jumps: { to: number }[] = [];
    options.forEach((option, i) => {
      if (i === options.length - 1) {
        this.node(option);
        return;
      }
      const split = { op: 'split' as const, first: 0, second: 0 };
      split.first = this.emit(split) + 1;
      this.node(option);
      const jump = { op: 'jump' as const, to: 0 };
      this.emit(jump);
      jumps.push(jump);
      split.second = this.program.length;
    });
    for (const jump of jumps) jump.to = this.program.length;
  }

  private repeat(body: RegexNode, min: number, max: number | undefined, greedy: boolean): void {
    for (let i = 0; i < min; i++) this.node(body);
    if (max === undefined) {
      const split = { op: 'split' as const, first: 0, second: 0 };
      const start = this.emit(split);
      this.node(body);
      this.emit({ op: 'jump', to: start });
      this.aim(split, start + 1, greedy);
      return;
    }
    const splits: { at: number; split: { first: number; second: number } }[] = [];
    for (let i = min; i < max; i++) {
      const split = { op: 'split' as const, first: 0, second: 0 };
      splits.push({ at: this.emit(split), split });
      this.node(body);
    }
    for (const { at, split } of splits) this.aim(split, at + 1, greedy);
  }

  private aim(split: { first: number; second: number }, into: number, greedy: boolean): void {
    const out = this.program.length;
    split.first = greedy ? into : out;
    split.second = greedy ? out : into;
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'textStart':
      return at === 0;
    case 'textEnd':
      return at === text.length;
    case 'lineStart':
      return at === 0 || text.charCodeAt(at - 1) === 10;
    case 'lineEnd':
      return at === text.length || text.charCodeAt(at) === 10;
    case 'wordBoundary':
      return isWord(text, at - 1) !== isWord(text, at);
    case 'noWordBoundary':
      return isWord(text, at - 1) === isWord(text, at);
  }
}

function isWord(text: string, at: number): boolean {
  return at >= 0 && /\w/.test(text.charAt(at));
}
