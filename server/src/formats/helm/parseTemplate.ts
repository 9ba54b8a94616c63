import type { Span } from '../../text/place';
import { lexTemplate, type ActionChunk, type TextChunk } from './lexTemplate';
import { ActionReader, PipeSyntaxError } from './parsePipe';
import type {
  Definition,
  IfNode,
  Pipe,
  RangeNode,
  TemplateNode,
  TemplateProblem,
  TemplateTree,
  WithNode,
} from './templateTree';

/**
 * Reads one Go template. Total: an action that is not well-formed becomes a `bad` node and a problem, a missing
 * `{{ end }}` is supplied at the end of the file, and everything else is still read.
 */
export function parseTemplate(source: string): TemplateTree {
  return new TemplateParser(source).parse();
}

type BlockKind = 'if' | 'with' | 'range' | 'define' | 'block';

/** A block that is still open, and where its nodes go. */
interface OpenBlock {
  readonly kind: BlockKind;
  readonly span: Span;
  readonly pipe?: Pipe;
  readonly name?: string;
  readonly body: TemplateNode[];
  readonly otherwise: TemplateNode[];
  inElse: boolean;
  /** Set for the inner block of `else if` and `else with`: the end of the outer one ends it too. */
  readonly chained: boolean;
}

/** Deeper nesting than any author writes; beyond it blocks are not opened any more, so that evaluation cannot overflow. */
const deepestNesting = 200;

class TemplateParser {
  private readonly root: TemplateNode[] = [];
  private readonly open: OpenBlock[] = [];
  private readonly definitions: Definition[] = [];
  private readonly problems: TemplateProblem[] = [];
  private skipped = 0;

  constructor(private readonly source: string) {}

  parse(): TemplateTree {
    for (const chunk of lexTemplate(this.source)) {
      if (chunk.kind === 'text') this.text(chunk);
      else this.action(chunk);
    }
    while (this.open.length > 0) {
      const block = this.open[this.open.length - 1];
      if (block) this.problem(block.span, `unexpected EOF: no {{end}} for {{${block.kind}}}`);
      this.end({ start: this.source.length, end: this.source.length });
    }
    return { body: this.root, definitions: this.definitions, problems: this.problems };
  }

  private text(chunk: TextChunk): void {
    const { span } = chunk;
    this.add({ kind: 'text', span, text: this.source.slice(span.start, span.end) });
  }

  private action(chunk: ActionChunk): void {
    if (chunk.problem !== undefined) {
      this.bad(chunk.span, chunk.problem);
      return;
    }
    const reader = new ActionReader(chunk.tokens, chunk.span);
    const keyword = reader.keyword();
    try {
      if (keyword === 'end') {
        reader.done('end');
        this.end(chunk.span);
      } else if (keyword === 'else') this.otherwise(chunk.span, reader);
      else if (keyword === undefined) {
        this.add({ kind: 'action', span: chunk.span, pipe: reader.pipe('command') });
      } else this.keyword(keyword, chunk.span, reader);
    } catch (error) {
      if (!(error instanceof PipeSyntaxError)) throw error;
      this.bad(chunk.span, error.message);
      // The block is opened all the same, so that its {{ end }} finds it.
      if (
        keyword === 'if' ||
        keyword === 'with' ||
        keyword === 'range' ||
        keyword === 'define' ||
        keyword === 'block'
      ) {
        this.push(keyword, chunk.span, undefined, undefined, false);
      } else if (keyword === 'end') this.end(chunk.span);
    }
  }

  private keyword(keyword: string, span: Span, reader: ActionReader): void {
    switch (keyword) {
      case 'if':
      case 'with':
      case 'range':
        this.push(keyword, span, reader.pipe(keyword), undefined, false);
        break;
      case 'define': {
        const name = reader.string('define clause');
        reader.done('define clause');
        this.push('define', span, undefined, name, false);
        break;
      }
      case 'block': {
        const name = reader.string('block clause');
        this.push('block', span, reader.pipe('block clause'), name, false);
        break;
      }
      case 'template': {
        const name = reader.string('template clause');
        const pipe = reader.atEnd() ? undefined : reader.pipe('template clause');
        this.add({ kind: 'template', span, name, pipe });
        break;
      }
      case 'break':
      case 'continue':
        reader.done(`{{${keyword}}}`);
        if (this.open.some((block) => block.kind === 'range')) this.add({ kind: keyword, span });
        else this.bad(span, `{{${keyword}}} outside {{range}}`);
        break;
    }
  }

  private otherwise(span: Span, reader: ActionReader): void {
    const block = this.open[this.open.length - 1];
    if (this.skipped > 0) return;
    if (!block || block.kind === 'define' || block.kind === 'block') {
      this.problem(span, 'unexpected {{else}}');
      return;
    }
    if (block.inElse) {
      this.problem(span, 'expected end; found {{else}}');
      return;
    }
    block.inElse = true;
    const chained = reader.keyword();
    if (chained === 'if' || chained === 'with')
      this.push(chained, span, reader.pipe(chained), undefined, true);
    else reader.done('else');
  }

  private push(
    kind: BlockKind,
    span: Span,
    pipe: Pipe | undefined,
    name: string | undefined,
    chained: boolean,
  ): void {
    if (this.skipped > 0 || this.open.length >= deepestNesting) {
      if (this.skipped === 0) this.bad(span, `blocks are nested more than ${deepestNesting} deep`);
      this.skipped++;
      return;
    }
    if (kind === 'define' && this.open.length > 0) this.problem(span, 'unexpected {{define}}');
    this.open.push({ kind, span, pipe, name, body: [], otherwise: [], inElse: false, chained });
  }

  private end(span: Span): void {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    const block = this.open.pop();
    if (!block) {
      this.problem(span, 'unexpected {{end}}');
      return;
    }
    const whole = { start: block.span.start, end: span.end };
    this.close(block, whole);
    if (block.chained) this.end(span);
  }

  private close(block: OpenBlock, span: Span): void {
    const { body, otherwise, pipe } = block;
    if (block.kind === 'define' || block.kind === 'block') {
      if (block.name === undefined) return;
      this.definitions.push({ name: block.name, span, body });
      if (block.kind === 'block') this.add({ kind: 'template', span: block.span, name: block.name, pipe });
      return;
    }
    if (!pipe) return;
    const node: IfNode | WithNode | RangeNode = { kind: block.kind, span, pipe, body, otherwise };
    this.add(node);
  }

  private add(node: TemplateNode): void {
    if (this.skipped > 0) return;
    const block = this.open[this.open.length - 1];
    if (!block) this.root.push(node);
    else (block.inElse ? block.otherwise : block.body).push(node);
  }

  private bad(span: Span, reason: string): void {
    this.problem(span, reason);
    this.add({ kind: 'bad', span, reason });
  }

  private problem(span: Span, message: string): void {
    this.problems.push({ span, message: `The template does not parse: ${message}.` });
  }
}
