import type { Span } from '../../text/place';
import type { Token, TokenKind } from './lexTemplate';
import type { Command, Operand, Pipe } from './templateTree';

/** An action that Go's parser refuses; caught by `parseTemplate`, never seen outside of it. */
export class PipeSyntaxError extends Error {}

const keywords = new Set([
  'if',
  'else',
  'end',
  'range',
  'with',
  'define',
  'template',
  'block',
  'break',
  'continue',
]);

/** Deeper parentheses are refused, so that reading and evaluating cannot overflow the stack. */
const deepestParentheses = 100;

/** Reads the tokens of one action: its keyword, its names, its pipelines (Go's `text/template/parse/parse.go`). */
export class ActionReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly span: Span,
  ) {}

  /** The keyword that begins the action (or what follows `else`), which is then consumed. */
  keyword(): string | undefined {
    this.skipSpace();
    const token = this.tokens[this.at];
    if (token?.kind !== 'identifier' || !keywords.has(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  /** The string that must come next. */
  string(context: string): string {
    this.skipSpace();
    const token = this.tokens[this.at];
    if (token?.kind !== 'string') throw this.unexpected(context);
    this.at++;
    return token.text;
  }

  atEnd(): boolean {
    this.skipSpace();
    return this.at >= this.tokens.length;
  }

  /** Refuses anything that is left. */
  done(context: string): void {
    if (!this.atEnd()) throw this.unexpected(context);
  }

  /** The pipeline up to the end of the action. */
  pipe(context: string): Pipe {
    const pipe = this.pipeline(context, undefined);
    this.done(context);
    return pipe;
  }

  private pipeline(context: string, closing: TokenKind | undefined): Pipe {
    this.skipSpace();
    const start = this.tokens[this.at]?.span.start ?? this.span.end - 2;
    const { variables, assigns } = this.declarations(context);
    const commands: Command[] = [];
    for (;;) {
      this.skipSpace();
      commands.push(this.command(context, commands.length > 0));
      this.skipSpace();
      const next = this.tokens[this.at];
      if (next?.kind === 'pipe') {
        this.at++;
        // Go lets a pipe at the very end pass.
        if (closing === undefined && this.atEnd()) break;
        continue;
      }
      if (next === undefined ? closing !== undefined : next.kind !== closing) throw this.unexpected(context);
      break;
    }
    const end = commands[commands.length - 1]?.span.end ?? start;
    return { span: { start, end }, variables, assigns, commands };
  }

  /** `$x :=`, `$x =`, `$i, $x :=`; nothing is consumed when the pipeline merely begins with a variable. */
  private declarations(context: string): { variables: string[]; assigns: boolean } {
    const begin = this.at;
    const variables: string[] = [];
    while (this.tokens[this.at]?.kind === 'variable') {
      variables.push(this.tokens[this.at]?.text ?? '');
      this.at++;
      this.skipSpace();
      const kind = this.tokens[this.at]?.kind;
      if (kind === 'declare' || kind === 'assign') {
        this.at++;
        if (variables.length === 2 && context !== 'range')
          throw new PipeSyntaxError(`too many declarations in ${context}`);
        return { variables, assigns: kind === 'assign' };
      }
      if (kind !== 'comma' || variables.length === 2 || context !== 'range') break;
      this.at++;
      this.skipSpace();
    }
    this.at = begin;
    return { variables: [], assigns: false };
  }

  private command(context: string, piped: boolean): Command {
    const operands: Operand[] = [];
    const start = this.tokens[this.at]?.span.start ?? this.span.end;
    for (;;) {
      this.skipSpace();
      const operand = this.operand();
      if (!operand) break;
      operands.push(operand);
      const next = this.tokens[this.at]?.kind;
      if (next !== undefined && next !== 'space' && next !== 'pipe' && next !== 'close') {
        throw this.unexpected('operand');
      }
    }
    const [first] = operands;
    if (!first) {
      if (this.at < this.tokens.length && this.tokens[this.at]?.kind !== 'pipe')
        throw this.unexpected(context);
      throw new PipeSyntaxError(
        piped
          ? `missing value for ${context}`
          : this.tokens.length === 0
            ? 'missing value for command'
            : `missing value for ${context}`,
      );
    }
    if (
      piped &&
      first.kind !== 'identifier' &&
      first.kind !== 'field' &&
      first.kind !== 'variable' &&
      first.kind !== 'pipe'
    ) {
      throw new PipeSyntaxError('non executable command in pipeline');
    }
    return { span: { start, end: operands[operands.length - 1]?.span.end ?? start }, operands };
  }

  private operand(): Operand | undefined {
    const token = this.tokens[this.at];
    if (!token) return undefined;
    const { span, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (keywords.has(text)) throw new PipeSyntaxError(`unexpected <${text}> in operand`);
        this.at++;
        this.refuseFields(text);
        if (text === 'true' || text === 'false' || text === 'nil') return { kind: text, span };
        return { kind: 'identifier', span, name: text };
      case 'dot':
        this.at++;
        return { kind: 'field', span, names: [] };
      case 'field': {
        const names = this.fields();
        return { kind: 'field', span: this.since(span), names };
      }
      case 'variable': {
        this.at++;
        const names = this.fields();
        return { kind: 'variable', span: this.since(span), name: text, names };
      }
      case 'string':
        this.at++;
        this.refuseFields(text);
        return { kind: 'string', span, value: text };
      case 'char':
        this.at++;
        return { kind: 'int', span, value: text.codePointAt(0) ?? 0 };
      case 'number':
        this.at++;
        return numberOperand(token);
      case 'open': {
        if (++this.depth > deepestParentheses) throw new PipeSyntaxError('max expression depth exceeded');
        this.at++;
        const pipe = this.pipeline('parenthesized pipeline', 'close');
        this.at++;
        this.depth--;
        const names = this.fields();
        return { kind: 'pipe', span: this.since(span), pipe, names };
      }
      default:
        return undefined;
    }
  }

  /** Fields that follow without a space. */
  private fields(): string[] {
    const names: string[] = [];
    for (let token = this.tokens[this.at]; token?.kind === 'field'; token = this.tokens[this.at]) {
      names.push(token.text);
      this.at++;
    }
    return names;
  }

  private refuseFields(term: string): void {
    if (this.tokens[this.at]?.kind === 'field') {
      throw new PipeSyntaxError(`unexpected . after term ${JSON.stringify(term)}`);
    }
  }

  private since(span: Span): Span {
    return { start: span.start, end: this.tokens[this.at - 1]?.span.end ?? span.end };
  }

  private skipSpace(): void {
    while (this.tokens[this.at]?.kind === 'space') this.at++;
  }

  private unexpected(context: string): PipeSyntaxError {
    const token = this.tokens[this.at];
    const what = token ? `<${token.kind === 'field' ? '.' : ''}${token.text.trim()}>` : '"}}"';
    return new PipeSyntaxError(`unexpected ${what} in ${context}`);
  }
}

function numberOperand(token: Token): Operand {
  const { span } = token;
  const text = token.text.replace(/(?<=[\da-fA-FxXoObB])_(?=[\da-fA-F])/g, '');
  const integer = /^([+-]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (integer) {
    const digits = integer[2] ?? '0';
    const magnitude = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    return { kind: 'int', span, value: integer[1] === '-' ? -magnitude : magnitude };
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    // Go gives `1e3` to whoever wants an integer; as a plain constant it is a float.
    return { kind: 'float', span, value };
  }
  throw new PipeSyntaxError(`bad number syntax: ${JSON.stringify(token.text)}`);
}
