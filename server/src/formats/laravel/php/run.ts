/** The state of one evaluation of one file. */
import type { Place, Span } from '../../../text/place';
import { mergeSteps, unknown, type Step, type UnknownValue } from '../configValue';
import type { EvaluationContext } from '../evaluationContext';
import type { PhpExpression, PhpFunction, PhpProgram, PhpStatement } from './syntax';
import type { FunctionValue, PhpValue } from './value';

export interface Run {
  readonly file: string;
  readonly program: PhpProgram;
  readonly context: EvaluationContext;
  /** Steps that are left; at 0 everything becomes unknown. */
  budget: number;
  /** Expressions that are being evaluated, one inside the other. */
  depth: number;
  /** Functions of the file by lower-cased full name. */
  readonly functions: Map<string, PhpFunction>;
  /** Classes of the file by lower-cased full name. */
  readonly classes: Map<string, Extract<PhpStatement, { readonly kind: 'classDefinition' }>>;
  /** Constants of the file by full name. */
  readonly constants: Map<string, PhpValue>;
  /** How many ways are being tried of which it is not known whether PHP takes them. */
  forks: number;
  /** What the file itself gave to `putenv()`. */
  readonly putenv: Map<string, string>;
  /** Set when the file gave something unknown to `putenv()`. */
  putenvUnknown: UnknownValue | undefined;
  evaluate(expression: PhpExpression, scope: Scope): PhpValue;
  /** Calls a function value with evaluated arguments. */
  call(target: FunctionValue, args: readonly PhpValue[], at: Place): PhpValue;
}

/** The variables of a function or of the file. */
export interface Scope {
  readonly variables: Map<string, PhpValue>;
  /** Variables that share their value with another one, by reference: they may change at any time. */
  readonly shared: Set<string>;
  /** Set when all variables may have changed in an unknown way. */
  lost: UnknownValue | undefined;
  /** What `return` statements gave that are reached only when an unknown condition holds. */
  readonly maybeReturned: MaybeReturned[];
}

export interface MaybeReturned {
  readonly value: PhpValue;
  readonly condition: UnknownValue;
}

export const initialBudget = 50_000;
export const maximalEvaluationDepth = 300;
/** Longer texts and larger arrays are not built: no config has them, and time stays bounded. */
export const maximalTextLength = 65_536;
export const maximalArraySize = 4_096;

export function newScope(variables: ReadonlyMap<string, PhpValue> = new Map()): Scope {
  return { variables: new Map(variables), shared: new Set(), lost: undefined, maybeReturned: [] };
}

/** A scope in which the same code can be run on trial. */
export function forkScope(scope: Scope): Scope {
  return { ...scope, variables: new Map(scope.variables) };
}

export function placeOf(run: Run, span: Span): Place {
  return { file: run.file, span };
}

export function unknownAt(run: Run, span: Span, reason: string, because: readonly Step[] = []): UnknownValue {
  return unknown(reason, placeOf(run, span), because);
}

/** The first unknown one of some values, with the steps of them all; undefined when there is none. */
export function firstUnknown(values: readonly PhpValue[]): UnknownValue | undefined {
  const found = values.find((value) => value.kind === 'unknown');
  if (found?.kind !== 'unknown') return undefined;
  return { ...found, because: mergeSteps(...values.map((value) => value.because)) };
}

/** Takes steps off the budget; false when none are left. */
export function spend(run: Run, steps: number): boolean {
  run.budget -= steps;
  return run.budget > 0;
}

export function mayRunOnPhp7(run: Run): boolean {
  return run.context.frameworkMajor !== undefined && run.context.frameworkMajor < 9;
}
