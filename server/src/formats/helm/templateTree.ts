/**
 * The syntax tree of one Helm template (Go's `text/template`), with the span of every node in its file.
 * Trim markers are already applied: the text of a `TextNode` is exactly what stands in its span.
 */
import type { Span } from '../../text/place';

interface NodeBase {
  readonly span: Span;
}

/** Text outside of actions. */
export interface TextNode extends NodeBase {
  readonly kind: 'text';
  readonly text: string;
}

/** `{{ pipeline }}`, also `{{ $x := pipeline }}`, which prints nothing. */
export interface ActionNode extends NodeBase {
  readonly kind: 'action';
  readonly pipe: Pipe;
}

export interface IfNode extends NodeBase {
  readonly kind: 'if';
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  /** `else if` is an `if` alone in here, and `else with` a `with`. */
  readonly otherwise: readonly TemplateNode[];
}

export interface WithNode extends NodeBase {
  readonly kind: 'with';
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

export interface RangeNode extends NodeBase {
  readonly kind: 'range';
  readonly pipe: Pipe;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

/** `{{ template "name" pipeline }}`, and what a `{{ block }}` leaves in its place. */
export interface TemplateCallNode extends NodeBase {
  readonly kind: 'template';
  readonly name: string;
  readonly pipe?: Pipe;
}

export interface LoopControlNode extends NodeBase {
  readonly kind: 'break' | 'continue';
}

/** An action that is not well-formed: what it prints cannot be known. */
export interface BadNode extends NodeBase {
  readonly kind: 'bad';
  readonly reason: string;
}

export type TemplateNode =
  TextNode | ActionNode | IfNode | WithNode | RangeNode | TemplateCallNode | LoopControlNode | BadNode;

/** Commands joined by `|`; each but the first takes the result of the one before as its last argument. */
export interface Pipe extends NodeBase {
  /** Variables that take the value, `$` included: two at most, and two in `range` only. */
  readonly variables: readonly string[];
  /** Whether the variables are set by `=` rather than declared by `:=`. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** An operand, or a function or method with its arguments. */
export interface Command extends NodeBase {
  readonly operands: readonly Operand[];
}

export interface IdentifierOperand extends NodeBase {
  readonly kind: 'identifier';
  readonly name: string;
}

/** `.a.b`; the dot alone has no names. */
export interface FieldOperand extends NodeBase {
  readonly kind: 'field';
  readonly names: readonly string[];
}

/** `$x.a.b`; the name includes the `$`, and `$` alone is the root. */
export interface VariableOperand extends NodeBase {
  readonly kind: 'variable';
  readonly name: string;
  readonly names: readonly string[];
}

/** `(pipeline)`, `(pipeline).a.b`. */
export interface PipeOperand extends NodeBase {
  readonly kind: 'pipe';
  readonly pipe: Pipe;
  readonly names: readonly string[];
}

export interface StringOperand extends NodeBase {
  readonly kind: 'string';
  readonly value: string;
}

/** An integer literal (also a character constant) is `int`, anything with a point or an exponent `float`. */
export interface NumberOperand extends NodeBase {
  readonly kind: 'int' | 'float';
  readonly value: number;
}

export interface WordOperand extends NodeBase {
  readonly kind: 'true' | 'false' | 'nil';
}

export type Operand =
  | IdentifierOperand
  | FieldOperand
  | VariableOperand
  | PipeOperand
  | StringOperand
  | NumberOperand
  | WordOperand;

/** `{{ define "name" }}…{{ end }}`, and what a `{{ block }}` defines. */
export interface Definition extends NodeBase {
  readonly name: string;
  readonly body: readonly TemplateNode[];
}

export interface TemplateProblem extends NodeBase {
  /** Go's own reason where it has one, as a full sentence. */
  readonly message: string;
}

export interface TemplateTree {
  readonly body: readonly TemplateNode[];
  readonly definitions: readonly Definition[];
  readonly problems: readonly TemplateProblem[];
}
