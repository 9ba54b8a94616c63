import type { SyntaxNode } from '@lezer/common';
import type { PhpScalar } from '../configValue';
import { readCall, readFunction, readMember, readScoped } from './readCall';
import { readHeredoc, readString } from './readString';
import { children, hasError, maximalDepth, spanOf, textOf, unsupported, type Reader } from './reader';
import type { PhpArrayItem, PhpExpression } from './syntax';

/** The expression that a node of the parser's tree stands for. Total: what is not understood is `unsupported`. */
export function readExpression(reader: Reader, node: SyntaxNode): PhpExpression {
  if (reader.depth >= maximalDepth) {
    return {
      kind: 'unsupported',
      span: spanOf(reader, node),
      what: 'an expression nested too deeply',
      assigns: [],
    };
  }
  reader.depth++;
  const expression = read(reader, node);
  reader.depth--;
  return expression;
}

function read(reader: Reader, node: SyntaxNode): PhpExpression {
  const parts = children(node);
  const span = spanOf(reader, node);
  const broken = hasError(parts);
  if (node.name === 'ArrayExpression' || node.name === 'ListExpression') {
    return readArray(reader, node, parts, broken);
  }
  if (broken || node.type.isError) return unsupported(reader, node, 'a syntax error');
  switch (node.name) {
    case 'String':
      return readString(reader, node);
    case 'HeredocString':
      return readHeredoc(reader, node);
    case 'Integer':
    case 'Float': {
      const value = readNumber(textOf(reader, node), node.name === 'Float');
      return value
        ? { kind: 'literal', span, value }
        : unsupported(reader, node, 'a number that is too large');
    }
    case 'Boolean':
      return {
        kind: 'literal',
        span,
        value: { type: 'bool', value: textOf(reader, node).toLowerCase() === 'true' },
      };
    case 'null':
      return { kind: 'literal', span, value: { type: 'null', value: null } };
    case 'VariableName':
      return { kind: 'variable', span, name: textOf(reader, node).slice(1) };
    case 'Name':
    case 'QualifiedName':
      return { kind: 'constant', span, name: textOf(reader, node).replace(/\s+/g, '') };
    case 'ParenthesizedExpression':
      return parts[1] ? reader.expression(parts[1]) : unsupported(reader, node, 'empty parentheses');
    case 'SubscriptExpression': {
      const index = parts[2]?.name === ']' ? undefined : parts[2];
      if (!parts[0]) break;
      return {
        kind: 'subscript',
        span,
        base: reader.expression(parts[0]),
        index: index && reader.expression(index),
      };
    }
    case 'MemberExpression':
      return readMember(reader, node, parts);
    case 'ScopedExpression':
      return readScoped(reader, node, parts);
    case 'CallExpression':
      return readCall(reader, node, parts);
    case 'FunctionExpression':
    case 'ArrowFunction':
      return readFunction(reader, node);
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ConditionalExpression':
    case 'CastExpression':
    case 'MatchExpression':
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return readOperation(reader, node, parts);
    case 'ThrowExpression':
      return { kind: 'abort', span, what: 'an exception is thrown here' };
  }
  return unsupported(reader, node, constructNames[node.name] ?? 'this construct is not supported');
}

const constructNames: Readonly<Record<string, string>> = {
  NewExpression: 'an object is made here',
  CloneExpression: 'an object is copied here',
  IncludeExpression: 'another file is included here',
  RequireExpression: 'another file is included here',
  ShellExpression: 'a command is run here',
  YieldExpression: 'a generator is used here',
  DynamicVariable: 'the name of a variable is computed here',
};

function readOperation(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpExpression {
  const span = spanOf(reader, node);
  const [first, second, third] = parts;
  const last = parts[parts.length - 1];
  if (!first || !second || !last) return unsupported(reader, node, 'a syntax error');
  switch (node.name) {
    case 'UnaryExpression':
      return {
        kind: 'unary',
        span,
        operator: textOf(reader, first),
        operand: reader.expression(second),
      };
    case 'CastExpression':
      return {
        kind: 'cast',
        span,
        type: textOf(reader, second).toLowerCase().trim(),
        operand: reader.expression(last),
      };
    case 'ConditionalExpression': {
      const short = third?.name === ':';
      return {
        kind: 'ternary',
        span,
        condition: reader.expression(first),
        then: short || !third ? undefined : reader.expression(third),
        otherwise: reader.expression(last),
      };
    }
    case 'MatchExpression':
      return readMatch(reader, node, second, last);
    case 'AssignmentExpression':
      if (parts.some((part) => part.name === '&'))
        return unsupported(reader, node, 'a reference is made here');
      return {
        kind: 'assign',
        span,
        operator: '=',
        target: reader.expression(first),
        value: reader.expression(last),
      };
    case 'UpdateExpression':
      return readUpdate(reader, node, first, second, last);
  }
  const operator = textOf(reader, second).toLowerCase();
  const left = reader.expression(first);
  const right = reader.expression(last);
  // `-2 ** 2` is `-(2 ** 2)`; the parser binds the minus more closely.
  if (operator === '**' && left.kind === 'unary' && first.name === 'UnaryExpression') {
    const power: PhpExpression = {
      kind: 'binary',
      span: { start: left.operand.span.start, end: span.end },
      operator,
      left: left.operand,
      right,
    };
    return { kind: 'unary', span, operator: left.operator, operand: power };
  }
  return { kind: 'binary', span, operator, left, right };
}

function readUpdate(
  reader: Reader,
  node: SyntaxNode,
  first: SyntaxNode,
  second: SyntaxNode,
  last: SyntaxNode,
): PhpExpression {
  const span = spanOf(reader, node);
  if (second.name === 'UpdateOp') {
    return {
      kind: 'assign',
      span,
      operator: textOf(reader, second),
      target: reader.expression(first),
      value: reader.expression(last),
    };
  }
  const prefix = first.name === 'ArithOp';
  const operator = textOf(reader, prefix ? first : last);
  return {
    kind: 'increment',
    span,
    target: reader.expression(prefix ? last : first),
    by: operator === '--' ? -1 : 1,
    prefix,
  };
}

function readMatch(reader: Reader, node: SyntaxNode, subject: SyntaxNode, block: SyntaxNode): PhpExpression {
  const inner = children(block);
  if (hasError(inner)) return unsupported(reader, node, 'a syntax error');
  const arms: { conditions?: readonly PhpExpression[]; value: PhpExpression }[] = [];
  for (const arm of inner) {
    if (arm.name !== 'MatchArm') continue;
    const parts = children(arm).filter((part) => part.name !== ',');
    const arrow = parts.findIndex((part) => part.name === '=>');
    const value = parts[arrow + 1];
    if (arrow < 1 || !value || hasError(parts)) return unsupported(reader, node, 'a syntax error');
    const conditions = parts.slice(0, arrow);
    arms.push(
      conditions[0]?.name === 'default'
        ? { value: reader.expression(value) }
        : { conditions: conditions.map((part) => reader.expression(part)), value: reader.expression(value) },
    );
  }
  return { kind: 'match', span: spanOf(reader, node), subject: reader.expression(subject), arms };
}

function readArray(
  reader: Reader,
  node: SyntaxNode,
  parts: readonly SyntaxNode[],
  brokenOutside: boolean,
): PhpExpression {
  const valueList = parts.find((part) => part.name === 'ValueList');
  const inner = valueList ? children(valueList) : parts;
  const items: PhpArrayItem[] = [];
  let expectsItem = true;
  for (const part of inner) {
    if (part.name === ',') {
      if (expectsItem)
        items.push({ span: spanOf(reader, part), value: undefined, spread: false, byReference: false });
      expectsItem = true;
    } else if (part.name !== '[' && part.name !== ']' && part.name !== '(' && part.name !== ')') {
      if (part.name === 'array' || part.name === 'list' || part.name === '&' || part.type.isError) continue;
      items.push(readItem(reader, part));
      expectsItem = false;
    }
  }
  const closed = inner.some((part) => part.name === ']' || part.name === ')');
  return {
    kind: 'array',
    span: spanOf(reader, node),
    items,
    broken: brokenOutside || hasError(inner) || !closed,
    list: node.name === 'ListExpression',
  };
}

function readItem(reader: Reader, node: SyntaxNode): PhpArrayItem {
  const span = spanOf(reader, node);
  const parts = children(node);
  const byReference = parts.some((part) => part.name === '&' || part.firstChild?.name === '&');
  if (node.name === 'Pair') {
    const [key] = parts;
    const value = parts[parts.length - 1];
    if (key && value && value !== key && value.name !== '=>' && !hasError(parts)) {
      return {
        span,
        key: reader.expression(key),
        value: reader.expression(value),
        spread: false,
        byReference,
      };
    }
    return {
      span,
      ...(key ? { key: reader.expression(key) } : {}),
      value: unsupported(reader, node, 'a syntax error'),
      spread: false,
      byReference,
    };
  }
  const spread = node.name === 'VariadicUnpacking';
  const last = parts[parts.length - 1];
  const value = spread && last ? reader.expression(last) : reader.expression(node);
  return { span, value, spread, byReference };
}

function readNumber(text: string, float: boolean): PhpScalar | undefined {
  const digits = text.replace(/_/g, '').toLowerCase();
  if (float) return { type: 'float', value: Number(digits) };
  const octal = /^0o?([0-7]+)$/.exec(digits);
  const value = octal ? parseInt(octal[1] ?? '0', 8) : Number(digits);
  return Number.isSafeInteger(value) ? { type: 'int', value } : undefined;
}
