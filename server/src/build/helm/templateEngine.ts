/**
 * Executes the templates of one chart and its subcharts, which share their named templates, as Helm's engine does
 * (`pkg/engine/engine.go`), and keeps the place of everything that is printed.
 *
 * Where Helm would stop because one action fails, the rest is rendered all the same: the action's output becomes
 * unknown and the reason a problem. Only `fail`, and work out of all proportion, end a template.
 */
import { parseTemplate } from '../../formats/helm/parseTemplate';
import type { Definition, Pipe, TemplateNode, TemplateTree } from '../../formats/helm/templateTree';
import type { Place, Span } from '../../text/place';
import type { BuildProblem } from '../builtStack';
import { assignedIn, leadOf, printsNothing } from './blockEffects';
import { evaluatePipe, rangeOver, Variables, type PipeHost, type Scope } from './evaluatePipe';
import { printAction } from './printValue';
import { LimitExceeded } from '../limitExceeded';
import { Budget, TemplateFailure } from './templateFailure';
import { gapText, plainText, TextBuilder, wholeSource, type Text } from './text';
import { nil, truth, unknown, unknownReason, type Value } from './value';

/** A template file, parsed, under the name by which Helm knows it: `chart/templates/web.yaml`. */
export interface TemplateFile {
  readonly name: string;
  readonly file: string;
  readonly tree: TemplateTree;
}

/** Where the nodes of a template stand. */
type PlaceOf = (span: Span) => Place;

interface NamedTemplate {
  readonly body: readonly TemplateNode[];
  readonly placeOf: PlaceOf;
  /** Whether the spans of its text are places of the same text. */
  readonly literal: boolean;
}

/** More calls of templates inside one another than any chart has; Helm gives up at 1,000. */
const deepestCalls = 150;

/** More problems of one chart are not told. */
const mostProblems = 100;

type Flow = 'on' | 'break' | 'continue';

export class TemplateEngine implements PipeHost {
  readonly problems: BuildProblem[] = [];
  private readonly seenProblems = new Set<string>();
  private readonly named = new Map<string, NamedTemplate>();
  private readonly parsed = new Map<string, TemplateTree>();
  private depth = 0;

  constructor(
    readonly budget = new Budget(),
    /** Named templates may exist that are not in the workspace: those of a chart that is not vendored. */
    private readonly missingTemplates?: string,
  ) {}

  /** Adds a file's own body and its definitions; what is added later replaces what has the same name. */
  add(template: TemplateFile): void {
    const placeOf: PlaceOf = (span) => ({ file: template.file, span });
    this.named.set(template.name, { body: template.tree.body, placeOf, literal: true });
    this.define(template.tree.definitions, placeOf, true);
  }

  /** The output of one file, or undefined when the template gave up. */
  render(template: TemplateFile, root: Value): Text | undefined {
    const named = this.named.get(template.name);
    if (!named) return undefined;
    try {
      return this.execute({ ...named, body: template.tree.body }, root);
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error;
      this.report(error, error.at ?? { file: template.file, span: { start: 0, end: 0 } });
      return undefined;
    }
  }

  include(name: string, data: Value): Text {
    const found = this.named.get(name);
    if (!found) {
      const { missingTemplates } = this;
      if (missingTemplates !== undefined) return gapText(missingTemplates, undefined);
      throw new TemplateFailure(
        'template',
        `template: no template "${name}" associated with template "gotpl"`,
      );
    }
    return this.nested(name, () => this.execute(found, asRoot(data)));
  }

  tpl(template: Text, data: Value, at: Place): Text {
    if (template.unknown !== undefined) return gapText(template.unknown, undefined);
    if (!template.text.includes('{{')) return template;
    const place = wholeSource(template.pieces, 0, template.text.length)?.at ?? at;
    let tree = this.parsed.get(template.text);
    if (!tree) {
      tree = parseTemplate(template.text);
      this.parsed.set(template.text, tree);
    }
    const [problem] = tree.problems;
    if (problem) throw new TemplateFailure('template', problem.message.replace(/\.$/, ''));
    const { body, definitions } = tree;
    const placeOf: PlaceOf = () => place;
    this.define(definitions, placeOf, false);
    return this.nested('tpl', () => this.execute({ body, placeOf, literal: false }, asRoot(data)));
  }

  /** Records why an action failed. */
  report(failure: TemplateFailure, at: Place): void {
    const message = `Helm refuses this template: ${failure.reason}.`;
    const key = `${at.file}:${at.span.start}:${message}`;
    if (this.seenProblems.has(key) || this.problems.length >= mostProblems) return;
    this.seenProblems.add(key);
    this.problems.push({ at, message, severity: failure.kind === 'template' ? 'error' : 'information' });
  }

  private define(definitions: readonly Definition[], placeOf: PlaceOf, literal: boolean): void {
    for (const { name, body } of definitions) {
      // Go keeps the earlier template when the later one is empty.
      if (this.named.has(name) && body.every((node) => node.kind === 'text' && node.text.trim() === ''))
        continue;
      this.named.set(name, { body, placeOf, literal });
    }
  }

  private nested(name: string, run: () => Text): Text {
    if (this.depth >= deepestCalls) {
      throw new LimitExceeded(`the template "${name}" calls itself without end`);
    }
    this.depth++;
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  private execute(template: NamedTemplate, dot: Value): Text {
    const out = new TextBuilder();
    const scope = { dot, variables: new Variables(dot), placeOf: template.placeOf };
    new Execution(this, template, out).nodes(template.body, scope);
    this.budget.text(out.length);
    return out.text();
  }

  /** Executes a named template for a `{{ template }}` action. */
  callTemplate(name: string, data: Value): Text {
    return this.include(name, data);
  }
}

/** `$` and `.` of a template that is called with nil are no values at all. */
function asRoot(data: Value): Value {
  return data.kind === 'nil' ? { ...nil, untyped: true } : data;
}

/** One execution of one template, into one output. */
class Execution {
  constructor(
    private readonly engine: TemplateEngine,
    private readonly template: NamedTemplate,
    private readonly out: TextBuilder,
  ) {}

  nodes(nodes: readonly TemplateNode[], scope: Scope): Flow {
    for (const node of nodes) {
      const flow = this.node(node, scope);
      if (flow !== 'on') return flow;
    }
    return 'on';
  }

  private node(node: TemplateNode, scope: Scope): Flow {
    this.engine.budget.step();
    switch (node.kind) {
      case 'text':
        this.out.addUnder(plainText(node.text), {
          at: this.template.placeOf(node.span),
          literal: this.template.literal,
        });
        return 'on';
      case 'action':
        this.action(node.pipe, node.span, scope);
        return 'on';
      case 'template':
        this.guarded(node.span, (): Text => {
          const data = node.pipe ? evaluatePipe(node.pipe, scope, this.engine) : nil;
          return this.engine.callTemplate(node.name, data);
        });
        return 'on';
      case 'if':
      case 'with':
        return this.branch(node.kind, node, scope);
      case 'range':
        return this.range(node, scope);
      case 'break':
      case 'continue':
        return node.kind;
      case 'bad':
        this.gap(node.span, `the template does not parse here: ${node.reason}`);
        return 'on';
    }
  }

  private action(pipe: Pipe, span: Span, scope: Scope): void {
    const value = this.value(pipe, scope);
    if (pipe.variables.length > 0) {
      for (const name of pipe.variables) this.set(pipe, name, value, scope);
      return;
    }
    this.out.addUnder(printAction(value), { at: this.template.placeOf(span) });
  }

  /** The value of a pipeline; something unknown, and a problem, where Helm would stop. */
  private value(pipe: Pipe, scope: Scope): Value {
    try {
      return evaluatePipe(pipe, scope, this.engine);
    } catch (error) {
      return unknown(this.caught(error, pipe.span));
    }
  }

  private guarded(span: Span, make: () => Text): void {
    const at = this.template.placeOf(span);
    try {
      this.out.addUnder(make(), { at });
    } catch (error) {
      this.gap(span, this.caught(error, span));
    }
  }

  /** The reason of a failure that does not end the template; throws on any other. */
  private caught(error: unknown, span: Span): string {
    if (!(error instanceof TemplateFailure)) throw error;
    const at = error.at ?? this.template.placeOf(span);
    if (error.kind === 'fail') throw new TemplateFailure('fail', error.reason, at);
    this.engine.report(error, at);
    return `Helm cannot compute this: ${error.reason}`;
  }

  private set(pipe: Pipe, name: string, value: Value, scope: Scope): void {
    if (!pipe.assigns) scope.variables.declare(name, value);
    else if (!scope.variables.assign(name, value)) {
      this.engine.report(
        new TemplateFailure('template', `undefined variable "${name}"`),
        this.template.placeOf(pipe.span),
      );
    }
  }

  private gap(span: Span, reason: string): void {
    this.out.addUnder(gapText(reason, undefined), { at: this.template.placeOf(span) });
  }

  private branch(
    kind: 'if' | 'with',
    node: {
      readonly span: Span;
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    },
    scope: Scope,
  ): Flow {
    const { variables } = scope;
    const mark = variables.mark();
    const value = this.value(node.pipe, scope);
    for (const name of node.pipe.variables) this.set(node.pipe, name, value, scope);
    const holds = truth(value);
    let flow: Flow = 'on';
    if (holds === undefined) {
      this.undecided(node, unknownReason(value) ?? 'the condition is not known', scope);
    } else if (holds) {
      flow = this.nodes(node.body, kind === 'with' ? { ...scope, dot: value } : scope);
    } else {
      flow = this.nodes(node.otherwise, scope);
    }
    variables.restore(mark);
    return flow;
  }

  private range(
    node: {
      readonly span: Span;
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    },
    scope: Scope,
  ): Flow {
    const { variables } = scope;
    const mark = variables.mark();
    const over = this.value(node.pipe, scope);
    let items: ReturnType<typeof rangeOver>;
    this.engine.budget.step((over.kind === 'map' ? over.entries.size : 0) >> 4);
    try {
      items = rangeOver(over);
    } catch (error) {
      this.undecided(node, this.caught(error, node.pipe.span), scope);
      return 'on';
    }
    if (!items) {
      this.undecided(node, unknownReason(over) ?? 'the list is not known', scope);
      return 'on';
    }
    let none = true;
    for (const { key, value } of items) {
      none = false;
      const [first, second] = node.pipe.variables;
      if (second !== undefined) {
        this.set(node.pipe, first ?? '', key, scope);
        this.set(node.pipe, second, value, scope);
      } else if (first !== undefined) this.set(node.pipe, first, value, scope);
      const flow = this.nodes(node.body, { ...scope, dot: value });
      variables.restore(mark);
      if (flow === 'break') break;
    }
    return none ? this.nodes(node.otherwise, scope) : 'on';
  }

  /** A block whose condition is not known: what it would print is unknown, and so is every variable it may set. */
  private undecided(
    node: {
      readonly span: Span;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    },
    reason: string,
    scope: Scope,
  ): void {
    for (const name of assignedIn([...node.body, ...node.otherwise])) {
      scope.variables.assign(name, unknown(reason));
    }
    const printing = [node.body, node.otherwise].find((each) => !printsNothing(each));
    if (!printing) return;
    // On a line of its own, if that is where the block prints: then it is known not to be a part of any other value.
    this.out.add(plainText(leadOf(printing)));
    this.gap(node.span, reason);
  }
}
