/**
 * The syntax tree of PHP as far as config files use it. Made from the parser's own tree so that the evaluator sees
 * few, typed shapes; everything else is `unsupported`, with words for users.
 */
import type { Span } from '../../../text/place';
import type { PhpScalar } from '../configValue';

export interface PhpProgram {
  readonly statements: readonly PhpStatement[];
  /** `declare(strict_types=1)`: PHP's own functions throw at arguments of another type. */
  readonly strictTypes: boolean;
  /** The namespace that the file declares, without backslashes at its ends. */
  readonly namespace: string;
  /** Class imports: lower-cased alias → full name. */
  readonly classes: ReadonlyMap<string, string>;
  /** Function imports: lower-cased alias → full name. */
  readonly functions: ReadonlyMap<string, string>;
  /** Constant imports: alias → full name. */
  readonly constants: ReadonlyMap<string, string>;
}

export type PhpExpression = { readonly span: Span } & (
  | { readonly kind: 'literal'; readonly value: PhpScalar }
  | { readonly kind: 'interpolated'; readonly parts: readonly (string | PhpExpression)[] }
  | ArrayLiteral
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'subscript'; readonly base: PhpExpression; readonly index: PhpExpression | undefined }
  | {
      readonly kind: 'member';
      readonly base: PhpExpression;
      readonly name: string;
      readonly nullsafe: boolean;
    }
  /** A constant, `true` and `null` excepted. */
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'classConstant'; readonly className: string; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly PhpArgument[] }
  | {
      readonly kind: 'staticCall';
      readonly className: string;
      readonly name: string;
      readonly args: readonly PhpArgument[];
    }
  | {
      readonly kind: 'methodCall';
      readonly base: PhpExpression;
      readonly name: string;
      readonly nullsafe: boolean;
      readonly args: readonly PhpArgument[];
    }
  | { readonly kind: 'invoke'; readonly callee: PhpExpression; readonly args: readonly PhpArgument[] }
  | { readonly kind: 'function'; readonly definition: PhpFunction }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: PhpExpression }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: PhpExpression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: PhpExpression;
      readonly right: PhpExpression;
    }
  | {
      readonly kind: 'ternary';
      readonly condition: PhpExpression;
      readonly then: PhpExpression | undefined;
      readonly otherwise: PhpExpression;
    }
  | {
      readonly kind: 'match';
      readonly subject: PhpExpression;
      readonly arms: readonly {
        readonly conditions?: readonly PhpExpression[];
        readonly value: PhpExpression;
      }[];
    }
  | {
      readonly kind: 'assign';
      /** `=`, or a compound operator such as `.=` and `??=`. */
      readonly operator: string;
      readonly target: PhpExpression;
      readonly value: PhpExpression;
    }
  | {
      readonly kind: 'increment';
      readonly target: PhpExpression;
      readonly by: 1 | -1;
      readonly prefix: boolean;
    }
  /** `throw`, `exit` and `die`: evaluation ends here. */
  | { readonly kind: 'abort'; readonly what: string }
  | { readonly kind: 'unsupported'; readonly what: string; readonly assigns: readonly string[] }
);

export interface ArrayLiteral {
  readonly kind: 'array';
  readonly items: readonly PhpArrayItem[];
  /** Set when the parser met something it could not read between the brackets. */
  readonly broken: boolean;
  /** The brackets are those of a `list(…)` that can only be assigned to. */
  readonly list: boolean;
}

export interface PhpArrayItem {
  readonly span: Span;
  /** Absent for the gap in `[, $b]`. */
  readonly value: PhpExpression | undefined;
  readonly key?: PhpExpression;
  readonly spread: boolean;
  readonly byReference: boolean;
}

export interface PhpArgument {
  readonly value: PhpExpression;
  readonly name?: string;
  readonly spread: boolean;
}

export interface PhpFunction {
  readonly parameters: readonly PhpParameter[];
  readonly body: readonly PhpStatement[];
  /** Variables taken from outside with `use`; undefined for arrow functions, which see all of them. */
  readonly uses: readonly { readonly name: string; readonly byReference: boolean }[] | undefined;
  readonly generator: boolean;
}

export interface PhpParameter {
  readonly name: string;
  readonly default?: PhpExpression;
  readonly variadic: boolean;
  readonly byReference: boolean;
}

export type PhpStatement = { readonly span: Span } & (
  | { readonly kind: 'expression'; readonly expression: PhpExpression }
  | { readonly kind: 'return'; readonly value: PhpExpression | undefined }
  | { readonly kind: 'if'; readonly branches: readonly PhpBranch[] }
  | { readonly kind: 'block'; readonly body: readonly PhpStatement[] }
  | {
      readonly kind: 'foreach';
      readonly subject: PhpExpression;
      readonly key: PhpExpression | undefined;
      readonly value: PhpExpression;
      readonly byReference: boolean;
      readonly body: readonly PhpStatement[];
    }
  | {
      readonly kind: 'loop';
      readonly initial: readonly PhpExpression[];
      /** None: forever. */
      readonly condition: PhpExpression | undefined;
      readonly step: readonly PhpExpression[];
      readonly body: readonly PhpStatement[];
      /** `do … while`: the body comes first. */
      readonly bodyFirst: boolean;
    }
  | {
      readonly kind: 'switch';
      readonly subject: PhpExpression;
      readonly cases: readonly { readonly value?: PhpExpression; readonly body: readonly PhpStatement[] }[];
    }
  | { readonly kind: 'break' | 'continue'; readonly levels: number }
  | { readonly kind: 'unset'; readonly targets: readonly PhpExpression[] }
  | { readonly kind: 'constants'; readonly values: readonly PhpConstant[] }
  | { readonly kind: 'functionDefinition'; readonly name: string; readonly definition: PhpFunction }
  | {
      readonly kind: 'classDefinition';
      readonly name: string;
      readonly constants: readonly PhpConstant[];
      readonly methods: ReadonlyMap<string, PhpFunction>;
    }
  /** Has no effect on values: `declare`, `echo`, a `use` import. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'unsupported';
      readonly what: string;
      readonly assigns: readonly string[];
      readonly mayReturn: boolean;
    }
);

/** One branch of an `if`; the `else` has no condition. */
export interface PhpBranch {
  readonly condition: PhpExpression | undefined;
  readonly body: readonly PhpStatement[];
}

export interface PhpConstant {
  readonly name: string;
  readonly value: PhpExpression;
}
