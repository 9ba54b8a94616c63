import { namedSet, posixSets, type Test } from './goRegexSets';

/** Thrown for a pattern that Go would not take, or that is far too large. */
export class BadPattern extends Error {}

/** A step of a compiled pattern; steps are named by their index. */
export type Step =
  | { op: 'char'; test: Test; next: number }
  | { op: 'split'; next: number; other: number }
  | { op: 'assert'; what: Assertion; next: number }
  | { op: 'match' };

export type Assertion = 'start' | 'end' | 'boundary' | 'inside';

/** A part of the program whose way out is still open. */
interface Fragment {
  start: number;
  outs: ((target: number) => void)[];
}

const STEP_LIMIT = 5000;

/** A program and the step that it begins with. */
export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
}

/** Thompson's construction: time and size are proportional to the pattern with its repetitions written out. */
export class GoRegexCompiler {
  private at = 0;
  private depth = 0;
  private readonly steps: Step[] = [];
  private ignoreCase = false;
  private dotAll = false;

  constructor(private readonly pattern: string) {}

  compile(): Program {
    const body = this.alternatives();
    if (this.at < this.pattern.length) throw new BadPattern();
    const end = this.emit({ op: 'match' });
    this.patch(body, end);
    return { steps: this.steps, start: body.start };
  }

  private emit(step: Step): number {
    if (this.steps.length >= STEP_LIMIT) throw new BadPattern();
    return this.steps.push(step) - 1;
  }

  private patch(fragment: Fragment, target: number): void {
    for (const out of fragment.outs) out(target);
  }

  private empty(): Fragment {
    const step = { op: 'split', next: -1, other: -1 } as Step & { op: 'split' };
    const start = this.emit(step);
    return { start, outs: [(target) => (step.next = step.other = target)] };
  }

  private alternatives(): Fragment {
    if (++this.depth > 200) throw new BadPattern();
    let left = this.sequence();
    while (this.pattern[this.at] === '|') {
      this.at++;
      const right = this.sequence();
      const start = this.emit({ op: 'split', next: left.start, other: right.start });
      left = { start, outs: [...left.outs, ...right.outs] };
    }
    this.depth--;
    return left;
  }

  private sequence(): Fragment {
    const whole = this.empty();
    while (this.at < this.pattern.length && !'|)'.includes(this.pattern[this.at] ?? '')) {
      const part = this.repeated();
      this.patch(whole, part.start);
      whole.outs = part.outs;
    }
    return whole;
  }

  private repeated(): Fragment {
    const from = this.at;
    let part = this.atom();
    const to = this.at;
    for (let count = 0; ; count++) {
      const range = this.quantifier();
      if (!range) return part;
      if (count > 0) throw new BadPattern();
      part = this.repeat(part, from, to, range);
      if (this.pattern[this.at] === '?') this.at++;
    }
  }

  private quantifier(): { min: number; max: number } | undefined {
    const rest = this.pattern.slice(this.at, this.at + 14);
    const one = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[rest[0] ?? ''];
    if (one) {
      this.at++;
      return { min: one[0] ?? 0, max: one[1] ?? 0 };
    }
    const range = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest);
    if (!range) return undefined;
    this.at += range[0].length;
    const min = Number(range[1]);
    const max = range[2] === undefined ? min : range[3] === '' ? Infinity : Number(range[3]);
    if (min > 1000 || (max !== Infinity && (max > 1000 || max < min))) throw new BadPattern();
    return { min, max };
  }

  /** Builds the atom anew for each repetition, by reading its stretch of the pattern again. */
  private repeat(
    first: Fragment,
    from: number,
    to: number,
    { min, max }: { min: number; max: number },
  ): Fragment {
    const whole = this.empty();
    const append = (part: Fragment) => {
      this.patch(whole, part.start);
      whole.outs = part.outs;
    };
    let next: Fragment | undefined = first;
    const copy = (): Fragment => {
      const made = next ?? this.again(from, to);
      next = undefined;
      return made;
    };
    for (let i = 0; i < min; i++) append(copy());
    if (max === Infinity) {
      const body = copy();
      const step = { op: 'split', next: body.start, other: -1 } as Step & { op: 'split' };
      const loop = this.emit(step);
      this.patch(body, loop);
      append({ start: loop, outs: [(target) => (step.other = target)] });
    } else {
      const exits: Fragment['outs'] = [];
      for (let i = min; i < max; i++) {
        const body = copy();
        const step = { op: 'split', next: body.start, other: -1 } as Step & { op: 'split' };
        append({ start: this.emit(step), outs: body.outs });
        exits.push((target) => (step.other = target));
      }
      whole.outs = [...whole.outs, ...exits];
    }
    return whole;
  }

  private again(from: number, to: number): Fragment {
    const at = this.at;
    this.at = from;
    const made = this.atom();
    if (this.at !== to) throw new BadPattern();
    this.at = at;
    return made;
  }

  private atom(): Fragment {
    const char = this.pattern[this.at++];
    switch (char) {
      case undefined:
      case '*':
      case '+':
      case '?':
        throw new BadPattern();
      case '(':
        return this.group();
      case '[':
        return this.char(this.charClass());
      case '.': {
        const all = this.dotAll;
        return this.char((code) => all || code !== 10);
      }
      case '^':
        return this.assertion('start');
      case '$':
        return this.assertion('end');
      case '\\':
        return this.escape();
      default:
        return this.codePoint(this.pattern.codePointAt(this.at - 1) ?? 0);
    }
  }

  private codePoint(code: number): Fragment {
    if (code > 0xffff) this.at++;
    if (!this.ignoreCase) return this.char((other) => other === code);
    const text = String.fromCodePoint(code).toLowerCase();
    return this.char((other) => String.fromCodePoint(other).toLowerCase() === text);
  }

  private char(test: Test): Fragment {
    const step = { op: 'char', test, next: -1 } as Step & { op: 'char' };
    return { start: this.emit(step), outs: [(target) => (step.next = target)] };
  }

  private assertion(what: Assertion): Fragment {
    const step = { op: 'assert', what, next: -1 } as Step & { op: 'assert' };
    return { start: this.emit(step), outs: [(target) => (step.next = target)] };
  }

  private group(): Fragment {
    const flags = { ignoreCase: this.ignoreCase, dotAll: this.dotAll };
    if (this.pattern[this.at] === '?') {
      const head = /^\?(?:P?<[A-Za-z_]\w*>|([imsU]*)(?:-([imsU]+))?([:)]))/.exec(
        this.pattern.slice(this.at, this.at + 100),
      );
      if (!head) throw new BadPattern();
      this.at += head[0].length;
      this.ignoreCase = (this.ignoreCase || (head[1] ?? '').includes('i')) && !(head[2] ?? '').includes('i');
      this.dotAll = (this.dotAll || (head[1] ?? '').includes('s')) && !(head[2] ?? '').includes('s');
      if (head[3] === ')') return this.empty();
    }
    const body = this.alternatives();
    if (this.pattern[this.at++] !== ')') throw new BadPattern();
    ({ ignoreCase: this.ignoreCase, dotAll: this.dotAll } = flags);
    return body;
  }

  private escape(): Fragment {
    const char = this.pattern[this.at++] ?? '';
    if (char === 'A') return this.assertion('start');
    if (char === 'z') return this.assertion('end');
    if (char === 'b') return this.assertion('boundary');
    if (char === 'B') return this.assertion('inside');
    if (char === 'Q') {
      const end = this.pattern.indexOf('\\E', this.at);
      const text = this.pattern.slice(this.at, end < 0 ? undefined : end);
      this.at = end < 0 ? this.pattern.length : end + 2;
      const whole = this.empty();
      for (const each of text) {
        const part = this.char((code) => code === each.codePointAt(0));
        this.patch(whole, part.start);
        whole.outs = part.outs;
      }
      return whole;
    }
    const set = namedSet(char);
    if (set) return this.char(set);
    return this.codePoint(this.escaped(char));
  }

  private escaped(char: string): number {
    const control = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7 }[char];
    if (control !== undefined) return control;
    if (char === 'x') {
      const hex = /^(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,6})\})/.exec(this.pattern.slice(this.at, this.at + 8));
      if (!hex) throw new BadPattern();
      this.at += hex[0].length;
      return parseInt(hex[1] ?? hex[2] ?? '', 16);
    }
    if (char === '' || /[A-Za-z0-9]/.test(char)) throw new BadPattern();
    return char.charCodeAt(0);
  }

  private charClass(): Test {
    const negated = this.pattern[this.at] === '^';
    if (negated) this.at++;
    const tests: Test[] = [];
    for (let first = true; first || this.pattern[this.at] !== ']'; first = false) {
      if (this.at >= this.pattern.length) throw new BadPattern();
      tests.push(this.classItem());
    }
    this.at++;
    const fold = this.ignoreCase;
    const any: Test = (code) => tests.some((test) => test(code));
    const test: Test = fold
      ? (code) => {
          const text = String.fromCodePoint(code);
          return (
            any(code) ||
            any(text.toLowerCase().codePointAt(0) ?? 0) ||
            any(text.toUpperCase().codePointAt(0) ?? 0)
          );
        }
      : any;
    return negated ? (code) => !test(code) : test;
  }

  private classItem(): Test {
    const named = /^\[:(\^?)(\w+):\]/.exec(this.pattern.slice(this.at, this.at + 14));
    if (named) {
      const set = posixSets[named[2] ?? ''];
      if (!set) throw new BadPattern();
      this.at += named[0].length;
      const test: Test = (code) => code < 128 && set.test(String.fromCharCode(code));
      return named[1] ? (code) => !test(code) : test;
    }
    if (this.pattern[this.at] === '\\') {
      const set = namedSet(this.pattern[this.at + 1] ?? '');
      if (set) {
        this.at += 2;
        return set;
      }
    }
    const from = this.classChar();
    if (this.pattern[this.at] !== '-' || this.pattern[this.at + 1] === ']') return (code) => code === from;
    this.at++;
    const to = this.classChar();
    if (to < from) throw new BadPattern();
    return (code) => code >= from && code <= to;
  }

  private classChar(): number {
    const code = this.pattern.codePointAt(this.at);
    if (code === undefined) throw new BadPattern();
    this.at += code > 0xffff ? 2 : 1;
    return code === 0x5c ? this.escaped(this.pattern[this.at++] ?? '') : code;
  }
}
