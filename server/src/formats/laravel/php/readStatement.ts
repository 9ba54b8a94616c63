import type { SyntaxNode } from '@lezer/common';
import { readDefinition } from './readCall';
import { children, hasError, spanOf, textOf, variablesIn, type Reader } from './reader';
import type { PhpBranch, PhpConstant, PhpExpression, PhpFunction, PhpStatement } from './syntax';

/** The statement that a node stands for; undefined for punctuation, text outside of PHP and stray errors. */
export function readStatement(reader: Reader, node: SyntaxNode): PhpStatement | undefined {
  const span = spanOf(reader, node);
  const parts = children(node);
  const first = parts[0];
  switch (node.name) {
    case 'ExpressionStatement':
      return first ? { kind: 'expression', span, expression: reader.expression(first) } : undefined;
    case 'ReturnStatement': {
      const value = parts[1];
      if (!value || value.name === ';') return { kind: 'return', span, value: undefined };
      return { kind: 'return', span, value: reader.expression(value) };
    }
    case 'Block':
      return { kind: 'block', span, body: reader.body(node) };
    case 'IfStatement':
      return readIf(reader, node, parts);
    case 'ForeachStatement':
      return readForeach(reader, node, parts);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoStatement':
      return readLoop(reader, node, parts);
    case 'SwitchStatement':
      return readSwitch(reader, node, parts);
    case 'BreakStatement':
    case 'ContinueStatement': {
      const levels = parts.find((part) => part.name === 'Integer');
      return {
        kind: node.name === 'BreakStatement' ? 'break' : 'continue',
        span,
        levels: levels ? Number(textOf(reader, levels)) : 1,
      };
    }
    case 'UnsetStatement': {
      const targets = parts.filter(
        (part) => part.name === 'VariableName' || part.name === 'SubscriptExpression',
      );
      return { kind: 'unset', span, targets: targets.map((part) => reader.expression(part)) };
    }
    case 'ConstDeclaration':
      return { kind: 'constants', span, values: readConstants(reader, parts) };
    case 'FunctionDefinition':
    case 'ClassDeclaration':
    case 'EnumDeclaration':
    case 'InterfaceDeclaration':
    case 'TraitDeclaration':
      return readNamedDefinition(reader, node, parts);
    case 'EchoStatement':
    case 'DeclareStatement':
    case 'EmptyStatement':
    case 'NamespaceUseDeclaration':
      return { kind: 'nothing', span };
    case 'TextInterpolation':
      return undefined;
  }
  if (node.name.endsWith('Statement') || node.name.endsWith('Declaration')) return other(reader, node);
  return undefined;
}

function other(reader: Reader, node: SyntaxNode): PhpStatement {
  const what = otherStatements[node.name] ?? 'this statement is not supported';
  const mayReturn = /\breturn\b/i.test(textOf(reader, node));
  return {
    kind: 'unsupported',
    span: spanOf(reader, node),
    what,
    assigns: variablesIn(reader, node),
    mayReturn,
  };
}

const otherStatements: Readonly<Record<string, string>> = {
  TryStatement: 'errors are caught here',
  GotoStatement: 'the code jumps here',
  GlobalDeclaration: 'a global variable is used here',
  FunctionStaticDeclaration: 'a static variable is used here',
};

function readIf(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpStatement {
  const branches: PhpBranch[] = [];
  let condition: PhpExpression | undefined;
  let open = false;
  for (const part of parts) {
    switch (part.name) {
      case 'if':
      case 'elseif':
        open = true;
        break;
      case 'else':
        open = true;
        condition = undefined;
        break;
      case 'ParenthesizedExpression':
        condition = reader.expression(part);
        break;
      case 'endif':
      case ';':
        break;
      default:
        if (part.type.isError) return other(reader, node);
        if (open) branches.push({ condition, body: reader.body(part) });
        open = false;
    }
  }
  if (branches.length === 0) return other(reader, node);
  return { kind: 'if', span: spanOf(reader, node), branches };
}

function readForeach(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpStatement {
  const specification = parts.find((part) => part.name === 'ForSpec');
  const inner = specification ? children(specification) : [];
  const as = inner.findIndex((part) => part.name === 'as');
  const subject = inner[as - 1];
  const rest = inner
    .slice(as + 1)
    .filter((part) => part.name !== ')' && part.name !== '&' && !part.type.isError);
  const target = rest[0];
  const body = parts[parts.findIndex((part) => part === specification) + 1];
  if (as < 1 || !subject || !target || !body || hasError(inner)) return other(reader, node);
  const pair = target.name === 'Pair' ? children(target).filter((part) => !part.type.isError) : [];
  const [key] = pair;
  const value = pair.length > 0 ? pair[pair.length - 1] : target;
  if (!value) return other(reader, node);
  return {
    kind: 'foreach',
    span: spanOf(reader, node),
    subject: reader.expression(subject),
    key: key && reader.expression(key),
    value: reader.expression(value),
    byReference: /&\s*\$/.test(specification ? textOf(reader, specification) : ''),
    body: reader.body(body),
  };
}

function readLoop(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpStatement {
  const span = spanOf(reader, node);
  const head = parts.find((part) => part.name === 'ForSpec' || part.name === 'ParenthesizedExpression');
  if (!head || hasError(parts)) return other(reader, node);
  if (node.name === 'ForStatement') {
    const sections: PhpExpression[][] = [[]];
    for (const part of children(head)) {
      if (part.name === ';') sections.push([]);
      else if (part.type.isError) return other(reader, node);
      else if (!'(),'.includes(part.name)) sections[sections.length - 1]?.push(reader.expression(part));
    }
    const [initial = [], conditions = [], step = []] = sections;
    const body = parts[parts.indexOf(head) + 1];
    if (sections.length !== 3 || conditions.length > 1 || !body) return other(reader, node);
    return {
      kind: 'loop',
      span,
      initial,
      condition: conditions[0],
      step,
      body: reader.body(body),
      bodyFirst: false,
    };
  }
  const body = node.name === 'DoStatement' ? parts[1] : parts[2];
  if (!body) return other(reader, node);
  return {
    kind: 'loop',
    span,
    initial: [],
    condition: reader.expression(head),
    step: [],
    body: reader.body(body),
    bodyFirst: node.name === 'DoStatement',
  };
}

function readSwitch(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpStatement {
  const subject = parts.find((part) => part.name === 'ParenthesizedExpression');
  const block = parts.find((part) => part.name === 'Block' || part.name === 'ColonBlock');
  if (!subject || !block || hasError(children(block))) return other(reader, node);
  const cases: { value?: PhpExpression; body: readonly PhpStatement[] }[] = [];
  for (const part of children(block)) {
    if (part.name !== 'CaseStatement' && part.name !== 'DefaultStatement') continue;
    const inner = children(part);
    const value = part.name === 'CaseStatement' ? inner[1] : undefined;
    const body: PhpStatement[] = [];
    for (const child of inner.slice(value ? 3 : 2)) body.push(...reader.body(child));
    cases.push({ ...(value ? { value: reader.expression(value) } : {}), body });
  }
  return { kind: 'switch', span: spanOf(reader, node), subject: reader.expression(subject), cases };
}

function readNamedDefinition(reader: Reader, node: SyntaxNode, parts: readonly SyntaxNode[]): PhpStatement {
  const span = spanOf(reader, node);
  const nameNode = parts.find((part) => part.name === 'Name');
  const name = nameNode ? textOf(reader, nameNode).trim() : '';
  if (node.name === 'FunctionDefinition') {
    const definition = readDefinition(reader, node);
    return definition ? { kind: 'functionDefinition', span, name, definition } : { kind: 'nothing', span };
  }
  const constants: PhpConstant[] = [];
  const methods = new Map<string, PhpFunction>();
  const list = parts.find((part) => part.name === 'DeclarationList');
  for (const part of list ? children(list) : []) {
    const inner = children(part);
    if (part.name === 'ConstDeclaration') constants.push(...readConstants(reader, inner));
    if (part.name !== 'MethodDeclaration' || !inner.some((piece) => piece.name === 'static')) continue;
    const methodName = inner.find((piece) => piece.name === 'Name');
    const definition = readDefinition(reader, part);
    if (methodName && definition) methods.set(textOf(reader, methodName).toLowerCase(), definition);
  }
  return { kind: 'classDefinition', span, name, constants, methods };
}

function readConstants(reader: Reader, parts: readonly SyntaxNode[]): PhpConstant[] {
  const constants: PhpConstant[] = [];
  for (const part of parts) {
    if (part.name !== 'VariableDeclarator') continue;
    const [name, , value] = children(part);
    if (name && value && !value.type.isError) {
      constants.push({ name: textOf(reader, name), value: reader.expression(value) });
    }
  }
  return constants;
}
