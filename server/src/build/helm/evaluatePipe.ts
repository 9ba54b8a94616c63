/** Evaluates the pipelines of Go's `text/template` (`exec.go`): operands, fields, calls, variables. */
import type { Command, Operand, Pipe } from '../../formats/helm/templateTree';
import type { Place, Span } from '../../text/place';
import { functions } from './functions/functionTable';
import { TemplateFailure, type Budget } from './templateFailure';
import type { CallContext, TemplateFunction } from './templateFunction';
import { plainText, sourcedText, type Text } from './text';
import {
  bool,
  float64,
  goType,
  int,
  nil,
  sortedKeys,
  truth,
  unknown,
  unknownReason,
  type MapValue,
  type Value,
} from './value';

/** What is in scope while one template is executed. */
export interface Scope {
  /** The value of `.`. */
  readonly dot: Value;
  readonly variables: Variables;
  /** The place of a stretch of the template that is being executed. */
  readonly placeOf: (span: Span) => Place;
}

export interface PipeHost {
  readonly budget: Budget;
  include(name: string, data: Value): Text;
  tpl(template: Text, data: Value, at: Place): Text;
}

/** The variables of one execution of a template; blocks forget theirs by `restore`. */
export class Variables {
  private readonly stack: { readonly name: string; value: Value }[];

  constructor(root: Value) {
    this.stack = [{ name: '$', value: root }];
  }

  mark(): number {
    return this.stack.length;
  }

  restore(mark: number): void {
    this.stack.length = mark;
  }

  declare(name: string, value: Value): void {
    this.stack.push({ name, value });
  }

  /** Sets the innermost variable of this name; false when there is none. */
  assign(name: string, value: Value): boolean {
    const found = this.stack.findLast((variable) => variable.name === name);
    if (found) found.value = value;
    return found !== undefined;
  }

  get(name: string): Value | undefined {
    return this.stack.findLast((variable) => variable.name === name)?.value;
  }
}

/** The value of a pipeline; its variables are not yet set. Throws a TemplateFailure where Go would stop. */
export function evaluatePipe(pipe: Pipe, scope: Scope, host: PipeHost): Value {
  return new PipeEvaluation(scope, host).pipe(pipe);
}

class PipeEvaluation {
  constructor(
    private readonly scope: Scope,
    private readonly host: PipeHost,
  ) {}

  pipe(pipe: Pipe): Value {
    let value: Value | undefined;
    for (const command of pipe.commands) {
      this.host.budget.step();
      value = this.command(command, value);
    }
    // What leaves a pipeline is no interface any more: a nil of which fields may be asked.
    return value?.kind === 'nil' ? { ...value, untyped: true } : (value ?? nil);
  }

  private command(command: Command, final: Value | undefined): Value {
    const [first, ...rest] = command.operands;
    if (!first) return nil;
    switch (first.kind) {
      case 'identifier':
        return this.call(first.name, rest, final, command.span);
      case 'field':
        return this.fields(this.scope.dot, first.names, rest, final);
      case 'variable':
        return this.fields(this.variable(first.name), first.names, rest, final, first.name);
      case 'pipe': {
        const inner = this.parenthesized(first.pipe);
        return this.fields(inner, first.names, rest, final, '(…)');
      }
      case 'nil':
        throw new TemplateFailure('template', 'nil is not a command');
      default:
        if (rest.length > 0 || final)
          throw new TemplateFailure('template', `can't give argument to non-function`);
        return this.operand(first);
    }
  }

  private operand(operand: Operand): Value {
    switch (operand.kind) {
      case 'string':
        return plainText(operand.value);
      case 'int':
        return int(operand.value);
      case 'float':
        return float64(operand.value);
      case 'true':
      case 'false':
        return bool(operand.kind === 'true');
      case 'nil':
        return { ...nil, untyped: true };
      case 'field':
        return this.fields(this.scope.dot, operand.names, [], undefined);
      case 'variable':
        return this.fields(this.variable(operand.name), operand.names, [], undefined);
      case 'pipe':
        return this.fields(this.parenthesized(operand.pipe), operand.names, [], undefined);
      case 'identifier':
        return this.call(operand.name, [], undefined, operand.span);
    }
  }

  private parenthesized(pipe: Pipe): Value {
    const value = this.pipe(pipe);
    for (const name of pipe.variables) this.scope.variables.declare(name, value);
    return value;
  }

  private variable(name: string): Value {
    const value = this.scope.variables.get(name);
    if (!value) throw new TemplateFailure('template', `undefined variable "${name}"`);
    return value;
  }

  private fields(
    start: Value,
    names: readonly string[],
    rest: readonly Operand[],
    final: Value | undefined,
    called?: string,
  ): Value {
    const hasArguments = rest.length > 0 || final !== undefined;
    if (names.length === 0) {
      if (hasArguments)
        throw new TemplateFailure('template', `can't give argument to non-function ${called ?? '.'}`);
      return start;
    }
    let value = start;
    names.forEach((name, i) => {
      const last = i === names.length - 1;
      const method = value.kind === 'native' ? value.methods.get(name) : undefined;
      if (method) {
        const args = last ? [...rest.map((operand) => this.operand(operand)), ...(final ? [final] : [])] : [];
        const reason = args.map(unknownReason).find((each) => each !== undefined);
        value = reason === undefined ? method(args) : unknown(reason);
        return;
      }
      if (last && hasArguments && value.kind !== 'unknown') {
        throw new TemplateFailure('template', `${name} is not a method but has arguments`);
      }
      value = fieldOf(value, name);
    });
    return value;
  }

  private call(name: string, operands: readonly Operand[], final: Value | undefined, span: Span): Value {
    if (name === 'and' || name === 'or') return this.shortCircuit(name, operands, final);
    const called = functions.get(name);
    const values = operands.map((operand) => this.operand(operand));
    if (final) values.push(final);
    if (!called) return unknown(`the function "${name}" is not modelled`);
    const literals = operands.map(({ kind }) => kind === 'int' || kind === 'float');
    checkArity(name, called, values.length);
    const { budget } = this.host;
    for (const value of values) if (value.kind === 'list') budget.step(value.items.length >> 6);
    const context: CallContext = {
      at: this.scope.placeOf(span),
      include: (template, data) => this.host.include(template, data),
      tpl: (template, data) => this.host.tpl(template, data, this.scope.placeOf(span)),
      work: (count) => budget.step(count),
    };
    const result = called.run(values, literals, context);
    if (result.kind === 'string') budget.text(result.text.length);
    else if (result.kind === 'list') budget.step(result.items.length >> 2);
    return result;
  }

  /** Go evaluates no operand behind the one that decides. */
  private shortCircuit(name: 'and' | 'or', operands: readonly Operand[], final: Value | undefined): Value {
    const decides = name === 'or';
    let value: Value | undefined;
    let undecided: string | undefined;
    for (const get of [
      ...operands.map((operand) => () => this.operand(operand)),
      ...(final ? [() => final] : []),
    ]) {
      value = get();
      const holds = truth(value);
      if (holds === undefined) undecided ??= unknownReason(value) ?? 'the condition is not known';
      else if (holds === decides) return undecided === undefined ? value : unknown(undecided, decides);
    }
    if (!value)
      throw new TemplateFailure('template', `wrong number of args for ${name}: want at least 1 got 0`);
    return undecided === undefined ? value : unknown(undecided);
  }
}

function checkArity(name: string, called: TemplateFunction, count: number): void {
  const wanted = called.parameters.length;
  if (called.rest === undefined ? count === wanted : count >= wanted) return;
  const atLeast = called.rest === undefined ? '' : 'at least ';
  throw new TemplateFailure(
    'template',
    `wrong number of args for ${name}: want ${atLeast}${wanted} got ${count}`,
  );
}

/** `value.name` (Go's `evalField`): a missing key is nil, and a field of nil is an error unless nil came from outside. */
function fieldOf(value: Value, name: string): Value {
  switch (value.kind) {
    case 'map': {
      const found = value.entries.get(name);
      if (found) return found.value;
      return value.unknown === undefined ? nil : unknown(value.unknown);
    }
    case 'unknown':
      return unknown(value.reason);
    case 'nil':
      if (value.untyped) return value;
      throw new TemplateFailure('data', `nil pointer evaluating interface {}.${name}`);
    case 'native': {
      const found = value.fields.get(name);
      if (found) return found;
      throw new TemplateFailure('template', `can't evaluate field ${name} in type ${value.type}`);
    }
    default:
      throw new TemplateFailure(
        'data',
        `can't evaluate field ${name} in type ${value.kind === 'list' ? goType(value) : 'interface {}'}`,
      );
  }
}

/** What `range` visits: the values with their keys, in Go's order. Undefined when it cannot be known. */
export function rangeOver(value: Value): Iterable<{ key: Value; value: Value }> | undefined {
  switch (value.kind) {
    case 'nil':
      return [];
    case 'list':
      return listItems(value.items);
    case 'map':
      return value.unknown === undefined ? mapItems(value) : undefined;
    case 'number':
      if (value.type !== 'float64') return counted(value.value);
      break;
    case 'unknown':
      return undefined;
    case 'native':
      if (value.entries) return rangeOver(value.entries);
      break;
    default:
  }
  throw new TemplateFailure('data', `range can't iterate over ${goType(value)}`);
}

function* listItems(items: readonly Value[]): Iterable<{ key: Value; value: Value }> {
  for (const [i, value] of items.entries()) yield { key: int(i), value };
}

function* mapItems(value: MapValue): Iterable<{ key: Value; value: Value }> {
  for (const key of sortedKeys(value)) {
    const found = value.entries.get(key);
    if (found) yield { key: sourcedText(key, found.keyAt && { at: found.keyAt }), value: found.value };
  }
}

function* counted(count: number): Iterable<{ key: Value; value: Value }> {
  for (let i = 0; i < count; i++) yield { key: int(i), value: int(i) };
}
