import { classEscape, namedClass, type ClassResult } from './charClasses';
import type { CharTest, RegexNode, RegexTree } from './regexTree';

interface Flags {
  readonly fold: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly lazy: boolean;
}

class RegexSyntaxError extends Error {}

/** Longer patterns are not read. */
const longestPattern = 10_000;
const deepestGroups = 200;
/** Go's own bound for `x{n}`. */
const mostRepeats = 1000;

/** The tree of a pattern in RE2's syntax, or undefined for one that Go refuses. */
export function parseRegex(pattern: string): RegexTree | undefined {
  if (pattern.length > longestPattern) return undefined;
  try {
    return new RegexParser(pattern).parse();
  } catch (error) {
    if (error instanceof RegexSyntaxError) return undefined;
    throw error;
  }
}

class RegexParser {
  private readonly chars: string[];
  private at = 0;
  private depth = 0;
  private groups = 0;
  private readonly names = new Map<string, number>();
  private flags: Flags = { fold: false, multiline: false, dotAll: false, lazy: false };

  constructor(pattern: string) {
    this.chars = [...pattern];
  }

  parse(): RegexTree {
    const root = this.choice();
    if (this.at < this.chars.length) throw new RegexSyntaxError('unexpected )');
    return { root, groups: this.groups, names: this.names };
  }

  private choice(): RegexNode {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'choice', options };
  }

  private sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.at < this.chars.length && this.peek() !== '|' && this.peek() !== ')') {
      if (this.looksAt('\\Q')) {
        parts.push(...this.quoted());
        continue;
      }
      const atom = this.atom();
      if (atom) parts.push(this.repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  /** Text between `\Q` and `\E`; what follows repeats its last character. */
  private quoted(): RegexNode[] {
    this.at += 2;
    const parts: RegexNode[] = [];
    while (this.at < this.chars.length && !this.looksAt('\\E')) {
      parts.push({ kind: 'char', test: this.literal(this.next()) });
    }
    if (this.looksAt('\\E')) this.at += 2;
    const last = parts.pop();
    return last ? [...parts, this.repeated(last)] : parts;
  }

  /** One element, or undefined for something that only sets flags. */
  private atom(): RegexNode | undefined {
    const char = this.next();
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'char', test: this.characterClass() };
      case '.': {
        const { dotAll } = this.flags;
        return { kind: 'char', test: (code) => dotAll || code !== 10 };
      }
      case '^':
        return { kind: 'assert', assertion: this.flags.multiline ? 'lineStart' : 'textStart' };
      case '$':
        return { kind: 'assert', assertion: this.flags.multiline ? 'lineEnd' : 'textEnd' };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new RegexSyntaxError('missing argument to repetition operator');
      default:
        return { kind: 'char', test: this.literal(char) };
    }
  }

  private repeated(body: RegexNode): RegexNode {
    const bounds = this.bounds();
    if (!bounds) return body;
    const [min, max] = bounds;
    const lazy = this.take('?') !== this.flags.lazy;
    if ('*+?'.includes(this.peek() ?? ' ') || this.looksAtBounds()) {
      throw new RegexSyntaxError('invalid nested repetition operator');
    }
    return { kind: 'repeat', body, min, max, greedy: !lazy };
  }

  private bounds(): [number, number | undefined] | undefined {
    if (this.take('*')) return [0, undefined];
    if (this.take('+')) return [1, undefined];
    if (this.take('?')) return [0, 1];
    const match = this.boundsText();
    if (!match) return undefined;
    this.at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? undefined : Number(match[3]);
    if (min > mostRepeats || (max !== undefined && (max > mostRepeats || max < min))) {
      throw new RegexSyntaxError('invalid repeat count');
    }
    return [min, max];
  }

  private looksAtBounds(): boolean {
    return this.boundsText() !== undefined;
  }

  private boundsText(): RegExpExecArray | undefined {
    if (this.peek() !== '{') return undefined;
    return /^\{(\d+)(,(\d*))?\}/.exec(this.chars.slice(this.at, this.at + 20).join('')) ?? undefined;
  }

  private group(): RegexNode | undefined {
    if (++this.depth > deepestGroups) throw new RegexSyntaxError('expression nests too deeply');
    const outer = this.flags;
    let index: number | undefined;
    if (!this.take('?')) index = ++this.groups;
    else {
      const name = /^P?<([A-Za-z0-9_]+)>/.exec(this.chars.slice(this.at, this.at + 200).join(''));
      if (name?.[1] !== undefined) {
        this.at += name[0].length;
        index = ++this.groups;
        if (this.names.has(name[1])) throw new RegexSyntaxError('duplicate capture group name');
        this.names.set(name[1], index);
      } else if (this.setFlags()) {
        // `(?i)` holds to the end of the enclosing group.
        this.depth--;
        return undefined;
      }
    }
    const body = this.choice();
    if (!this.take(')')) throw new RegexSyntaxError('missing closing )');
    this.flags = outer;
    this.depth--;
    return index === undefined ? body : { kind: 'group', index, body };
  }

  /** Reads the flags behind `(?`; true when the group is over with them. */
  private setFlags(): boolean {
    let on = true;
    let flags = this.flags;
    for (;;) {
      const char = this.next();
      if (char === ':' || char === ')') {
        this.flags = flags;
        return char === ')';
      }
      if (char === '-' && on) on = false;
      else if (char === 'i') flags = { ...flags, fold: on };
      else if (char === 'm') flags = { ...flags, multiline: on };
      else if (char === 's') flags = { ...flags, dotAll: on };
      else if (char === 'U') flags = { ...flags, lazy: on };
      else throw new RegexSyntaxError('invalid or unsupported Perl syntax');
    }
  }

  private escape(): RegexNode {
    const char = this.peek();
    if (char === undefined) throw new RegexSyntaxError('trailing backslash at end of expression');
    const assertion = { A: 'textStart', z: 'textEnd', b: 'wordBoundary', B: 'noWordBoundary' }[char];
    if (assertion) {
      this.at++;
      return { kind: 'assert', assertion: assertion as 'textStart' };
    }
    return { kind: 'char', test: this.folded(this.escaped()) };
  }

  private escaped(): ClassResult {
    const result = classEscape(this.chars, this.at);
    if (!result) throw new RegexSyntaxError('invalid escape sequence');
    this.at = result.end;
    return result;
  }

  private characterClass(): CharTest {
    const negated = this.take('^');
    const tests: CharTest[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      const start = this.member();
      if (this.peek() === '-' && this.chars[this.at + 1] !== ']' && this.chars[this.at + 1] !== undefined) {
        this.at++;
        const end = this.member();
        if (start.code === undefined || end.code === undefined || end.code < start.code) {
          throw new RegexSyntaxError('invalid character class range');
        }
        const [from, to] = [start.code, end.code];
        tests.push((code) => code >= from && code <= to);
      } else tests.push(start.test);
    }
    this.at++;
    const any = this.fold((code) => tests.some((test) => test(code)));
    return negated ? (code) => !any(code) : any;
  }

  private member(): ClassResult {
    if (this.at >= this.chars.length) throw new RegexSyntaxError('missing closing ]');
    const named = namedClass(this.chars, this.at);
    if (named) {
      this.at = named.end;
      return named;
    }
    const char = this.next();
    if (char === '\\') return this.escaped();
    const code = char.codePointAt(0) ?? 0;
    return { test: (each) => each === code, code, end: this.at };
  }

  private literal(char: string): CharTest {
    const code = char.codePointAt(0) ?? 0;
    return this.fold((each) => each === code);
  }

  private folded(result: ClassResult): CharTest {
    return result.code === undefined ? result.test : this.fold(result.test);
  }

  private fold(test: CharTest): CharTest {
    if (!this.flags.fold) return test;
    return (code) => {
      if (test(code)) return true;
      const char = String.fromCodePoint(code);
      const lower = char.toLowerCase();
      const upper = char.toUpperCase();
      return test(lower.codePointAt(0) ?? code) || test(upper.codePointAt(0) ?? code);
    };
  }

  private looksAt(text: string): boolean {
    return [...text].every((char, i) => this.chars[this.at + i] === char);
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new RegexSyntaxError('unexpected end');
    return char;
  }

  private take(char: string): boolean {
    if (this.chars[this.at] !== char) return false;
    this.at++;
    return true;
  }
}
