import type { Span } from '../../text/place';
import { lexShell, type ShellRedirect, type ShellToken, type ShellWord } from './lexShell';
import type { ShellAssignment, ShellChain, ShellList, ShellNode } from './shellTree';

/** Deeper nesting is read as if it were flat: no script that people write comes near. */
const maxDepth = 60;

/**
 * Reads a script of a POSIX shell (or bash) into its commands. What makes no sense is passed over, so that a script
 * that is being typed, or one with unusual syntax, yields what can be read of it. Never throws; time grows with the
 * length of the text.
 */
export function parseShell(text: string): ShellList {
  return new ShellParser(lexShell(text)).list(new Set(), 0);
}

class ShellParser {
  private at = 0;

  constructor(private readonly tokens: readonly ShellToken[]) {}

  /** Reads commands up to one of the closing words or operators, which it leaves. */
  list(closing: ReadonlySet<string>, depth: number): ShellList {
    const chains: ShellChain[] = [];
    let items: { node: ShellNode; after: '&&' | '||' | '|' | undefined }[] = [];
    let after: '&&' | '||' | '|' | undefined;
    const endChain = (background: boolean): void => {
      if (items.length > 0) chains.push({ items, background });
      items = [];
      after = undefined;
    };
    for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
      if (closing.has(this.closingText(token))) break;
      if (token.kind === 'operator' && token.text !== '(') {
        this.at++;
        if (token.text === '&&' || token.text === '||' || token.text === '|') after = token.text;
        // A line break behind `&&` does not end the chain.
        else if (token.text !== '\n' || after === undefined) endChain(token.text === '&');
        continue;
      }
      const before = this.at;
      const node = this.command(depth);
      if (node) items.push({ node, after: items.length === 0 ? undefined : (after ?? '&&') });
      after = undefined;
      if (this.at === before) this.at++;
    }
    endChain(false);
    return chains;
  }

  private closingText(token: ShellToken): string {
    if (token.kind === 'operator') return token.text;
    return token.kind === 'word' && !token.quoted ? token.text : '';
  }

  private command(depth: number): ShellNode | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || depth > maxDepth) return this.simple();
    if (token.kind === 'operator') return this.group(')', true, depth);
    if (token.kind === 'word' && !token.quoted) {
      switch (token.text) {
        case 'if':
          return this.ifCommand(depth);
        case 'while':
        case 'until':
          return this.whileLoop(depth);
        case 'for':
        case 'select':
          return this.forLoop(depth);
        case 'case':
          return this.caseCommand(depth);
        case '{':
          return this.group('}', false, depth);
        case 'function':
          this.at++;
          return this.functionDefinition(depth);
        case '!':
          return this.negation(depth);
        case 'time':
          this.at++;
          return this.command(depth + 1);
        case 'then':
        case 'do':
        case 'done':
        case 'fi':
        case 'esac':
        case '}':
          // Without its opening word: passed over.
          this.at++;
          return undefined;
      }
      if (this.isOperator(this.at + 1, '(') && this.isOperator(this.at + 2, ')'))
        return this.functionDefinition(depth);
    }
    return this.simple();
  }

  private negation(depth: number): ShellNode | undefined {
    this.at++;
    const command = this.command(depth + 1);
    return command?.kind === 'simple' ? { ...command, negated: !command.negated } : command;
  }

  private simple(): ShellNode | undefined {
    const assignments: ShellAssignment[] = [];
    const words: ShellWord[] = [];
    const redirects: ShellRedirect[] = [];
    const first = this.at;
    let inTest = false;
    for (let token = this.tokens[this.at]; token; token = this.tokens[++this.at]) {
      if (token.kind === 'redirect') {
        redirects.push(token);
      } else if (token.kind === 'operator') {
        // `[[ a && b ]]` is one command.
        if (!inTest || token.text === '\n' || token.text.startsWith(';')) break;
      } else {
        const assignment = words.length === 0 ? readAssignment(token) : undefined;
        if (assignment) assignments.push(assignment);
        else words.push(token);
        if (words.length === 1 && token.text === '[[') inTest = true;
        else if (token.text === ']]') inTest = false;
      }
    }
    if (assignments.length + words.length + redirects.length === 0) return undefined;
    return { kind: 'simple', assignments, words, redirects, span: this.spanFrom(first) };
  }

  private ifCommand(depth: number): ShellNode {
    const first = this.at;
    const branches: { condition: ShellList; body: ShellList }[] = [];
    let otherwise: ShellList | undefined;
    do {
      this.at++;
      const condition = this.list(new Set(['then', 'fi', 'else', 'elif']), depth + 1);
      this.take('then');
      branches.push({ condition, body: this.list(new Set(['elif', 'else', 'fi']), depth + 1) });
    } while (this.isWord('elif'));
    if (this.take('else')) otherwise = this.list(new Set(['fi']), depth + 1);
    this.take('fi');
    this.redirects();
    return { kind: 'if', branches, ...(otherwise ? { otherwise } : {}), span: this.spanFrom(first) };
  }

  private whileLoop(depth: number): ShellNode {
    const first = this.at++;
    const condition = this.list(new Set(['do', 'done']), depth + 1);
    const body = this.doBody(depth);
    return { kind: 'loop', condition, body, span: this.spanFrom(first) };
  }

  private forLoop(depth: number): ShellNode {
    const first = this.at++;
    const values: ShellWord[] = [];
    const variable = this.tokens[this.at];
    if (variable?.kind === 'word') this.at++;
    this.take('in');
    for (let token = this.tokens[this.at]; token; token = this.tokens[++this.at]) {
      if (token.kind !== 'word' || (!token.quoted && token.text === 'do')) break;
      values.push(token);
    }
    while (this.isOperator(this.at, ';') || this.isOperator(this.at, '\n')) this.at++;
    const body = this.doBody(depth);
    return {
      kind: 'loop',
      ...(variable?.kind === 'word' ? { variable: variable.text } : {}),
      values,
      body,
      span: this.spanFrom(first),
    };
  }

  private doBody(depth: number): ShellList {
    this.take('do');
    const body = this.list(new Set(['done']), depth + 1);
    this.take('done');
    this.redirects();
    return body;
  }

  private caseCommand(depth: number): ShellNode {
    const first = this.at++;
    const word = this.tokens[this.at];
    if (word?.kind === 'word') this.at++;
    while (this.isOperator(this.at, '\n')) this.at++;
    this.take('in');
    const arms: { patterns: string[]; body: ShellList }[] = [];
    while (this.at < this.tokens.length && !this.isWord('esac')) {
      const patterns: string[] = [];
      for (let token = this.tokens[this.at]; token; token = this.tokens[this.at]) {
        if (token.kind === 'word' && !token.quoted && token.text === 'esac') break;
        this.at++;
        if (token.kind === 'word') patterns.push(token.text);
        else if (token.kind === 'operator' && token.text === ')') break;
      }
      if (patterns.length > 0) arms.push({ patterns, body: this.list(new Set([';;', 'esac']), depth + 1) });
      if (this.isOperator(this.at, ';;')) this.at++;
    }
    this.take('esac');
    this.redirects();
    return { kind: 'case', word: word?.kind === 'word' ? word : undefined, arms, span: this.spanFrom(first) };
  }

  private group(close: ')' | '}', subshell: boolean, depth: number): ShellNode {
    const first = this.at++;
    const body = this.list(new Set([close]), depth + 1);
    if (this.at < this.tokens.length) this.at++;
    const redirects = this.redirects();
    return { kind: 'group', subshell, body, redirects, span: this.spanFrom(first) };
  }

  private functionDefinition(depth: number): ShellNode {
    const first = this.at;
    const name = this.tokens[this.at];
    this.at++;
    while (this.isOperator(this.at, '(') || this.isOperator(this.at, ')') || this.isOperator(this.at, '\n'))
      this.at++;
    const body = this.command(depth + 1);
    return {
      kind: 'function',
      name: name?.kind === 'word' ? name.text : '',
      body: body === undefined ? [] : [{ items: [{ node: body, after: undefined }], background: false }],
      span: this.spanFrom(first),
    };
  }

  /** The redirections behind a compound command. */
  private redirects(): ShellRedirect[] {
    const redirects: ShellRedirect[] = [];
    for (let token = this.tokens[this.at]; token?.kind === 'redirect'; token = this.tokens[++this.at]) {
      redirects.push(token);
    }
    return redirects;
  }

  private isWord(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'word' && !token.quoted && token.text === text;
  }

  private take(text: string): boolean {
    const found = this.isWord(text);
    if (found) this.at++;
    return found;
  }

  private isOperator(at: number, text: string): boolean {
    const token = this.tokens[at];
    return token?.kind === 'operator' && token.text === text;
  }

  private spanFrom(first: number): Span {
    const last = this.tokens[Math.max(first, this.at - 1)];
    return { start: this.tokens[first]?.span.start ?? 0, end: last?.span.end ?? 0 };
  }
}

function readAssignment(word: ShellWord): ShellAssignment | undefined {
  const match = /^([A-Za-z_]\w*)\+?=/.exec(word.text);
  if (match === null) return undefined;
  return {
    name: match[1] ?? '',
    value: word.text.slice(match[0].length),
    expands: word.expands,
    span: word.span,
  };
}
