import type { SyntaxNode } from '@lezer/common';
import { children, hasError, spanOf, textOf, unsupported, type Reader } from './reader';
import type { PhpArgument, PhpExpression, PhpFunction, PhpParameter } from './syntax';

/** `f(…)`, `C::f(…)`, `$o->f(…)` and `$f(…)`. */
export function readCall(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpExpression {
  const [callee, list] = parts;
  const span = spanOf(reader, node);
  if (!callee || list?.name !== 'ArgList') return unsupported(reader, node, 'a syntax error');
  const args = readArguments(reader, list);
  if (args === undefined) return unsupported(reader, node, 'a syntax error in the arguments');
  if (args === 'callable') return unsupported(reader, node, 'a function is passed on here');
  switch (callee.name) {
    case 'Name':
    case 'QualifiedName': {
      const name = textOf(reader, callee).replace(/\s+/g, '');
      if (/^(exit|die)$/i.test(name)) return { kind: 'abort', span, what: 'the script ends here' };
      return { kind: 'call', span, name, args };
    }
    case 'ScopedExpression': {
      const scoped = scopedName(reader, callee);
      return scoped
        ? { kind: 'staticCall', span, ...scoped, args }
        : unsupported(reader, node, 'the class or method is computed here');
    }
    case 'MemberExpression': {
      const member = readMember(reader, callee, children(callee));
      if (member.kind !== 'member') return { ...member, span };
      return {
        kind: 'methodCall',
        span,
        base: member.base,
        name: member.name,
        nullsafe: member.nullsafe,
        args,
      };
    }
  }
  return { kind: 'invoke', span, callee: reader.expression(callee), args };
}

/** `C::NAME`, `C::class`. */
export function readScoped(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpExpression {
  const scoped = parts.length > 0 ? scopedName(reader, node) : undefined;
  return scoped
    ? { kind: 'classConstant', span: spanOf(reader, node), ...scoped }
    : unsupported(reader, node, 'a static property is read here');
}

/** `$o->name`, `$o?->name`. */
export function readMember(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpExpression {
  const [base, arrow, name] = parts;
  if (!base || !arrow || name?.name !== 'Name' || hasError(parts)) {
    return unsupported(reader, node, 'the name of a member is computed here');
  }
  return {
    kind: 'member',
    span: spanOf(reader, node),
    base: reader.expression(base),
    name: textOf(reader, name),
    nullsafe: arrow.name === '?->',
  };
}

/** `function (…) use (…) { … }` and `fn (…) => …`. */
export function readFunction(reader: Reader, node: SyntaxNode): PhpExpression {
  const definition = readDefinition(reader, node);
  return definition
    ? { kind: 'function', span: spanOf(reader, node), definition }
    : unsupported(reader, node, 'a function that cannot be read');
}

/** The parameters and the body of any kind of function; undefined when a part is missing. */
export function readDefinition(reader: Reader, node: SyntaxNode): PhpFunction | undefined {
  const parts = children(node);
  const list = parts.find((part) => part.name === 'ParamList');
  if (!list || hasError(parts)) return undefined;
  const parameters = readParameters(reader, list);
  if (!parameters) return undefined;
  const last = parts[parts.length - 1];
  if (!last) return undefined;
  if (node.name === 'ArrowFunction') {
    const value = reader.expression(last);
    return {
      parameters,
      body: [{ kind: 'return', span: value.span, value }],
      uses: undefined,
      generator: false,
    };
  }
  if (last.name !== 'Block') return undefined;
  const useList = parts.find((part) => part.name === 'UseList');
  const uses: { name: string; byReference: boolean }[] = [];
  let byReference = false;
  for (const part of useList ? children(useList) : []) {
    if (part.name === '&') byReference = true;
    if (part.name !== 'VariableName') continue;
    uses.push({ name: textOf(reader, part).slice(1), byReference });
    byReference = false;
  }
  return { parameters, body: reader.body(last), uses, generator: /\byield\b/.test(textOf(reader, last)) };
}

function readParameters(reader: Reader, list: SyntaxNode): PhpParameter[] | undefined {
  const parameters: PhpParameter[] = [];
  for (const part of children(list)) {
    if (part.type.isError) return undefined;
    if (!part.name.endsWith('Parameter')) continue;
    const pieces = children(part);
    const variable = pieces.find((piece) => piece.name === 'VariableName');
    const assign = pieces.findIndex((piece) => piece.name === 'AssignOp');
    const initial = assign < 0 ? undefined : pieces[assign + 1];
    if (!variable || hasError(pieces)) return undefined;
    parameters.push({
      name: textOf(reader, variable).slice(1),
      ...(initial ? { default: reader.expression(initial) } : {}),
      variadic: part.name === 'VariadicParameter',
      byReference: pieces.some((piece) => piece.name === '&' || piece.firstChild?.name === '&'),
    });
  }
  return parameters;
}

function readArguments(reader: Reader, list: SyntaxNode): PhpArgument[] | 'callable' | undefined {
  const parts = children(list);
  if (hasError(parts) || parts[parts.length - 1]?.name !== ')') return undefined;
  const args: PhpArgument[] = [];
  for (const part of parts) {
    if (part.name === '(' || part.name === ')' || part.name === ',') continue;
    const pieces = children(part);
    const last = pieces[pieces.length - 1];
    if (part.name === 'SpreadArgument') {
      if (!last || last.name === '...') return 'callable';
      args.push({ value: reader.expression(last), spread: true });
    } else if (part.name === 'NamedArgument') {
      const name = pieces[0];
      if (!name || !last || last === name || hasError(pieces)) return undefined;
      args.push({ value: reader.expression(last), name: textOf(reader, name), spread: false });
    } else {
      args.push({ value: reader.expression(part), spread: false });
    }
  }
  return args;
}

function scopedName(reader: Reader, node: SyntaxNode): { className: string; name: string } | undefined {
  const parts = children(node);
  const [owner, , member] = parts;
  const name = member?.firstChild;
  if (!owner || !name || hasError(parts)) return undefined;
  if (owner.name !== 'Name' && owner.name !== 'QualifiedName' && owner.name !== 'static') return undefined;
  if (name.name !== 'Name' && name.name !== 'class') return undefined;
  return { className: textOf(reader, owner).replace(/\s+/g, ''), name: textOf(reader, name) };
}
