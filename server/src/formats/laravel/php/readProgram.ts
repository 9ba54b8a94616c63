import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/php';
import { readExpression } from './readExpression';
import { readStatement } from './readStatement';
import { children, maximalDepth, spanOf, textOf, variablesIn, type Reader } from './reader';
import type { PhpExpression, PhpProgram, PhpStatement } from './syntax';

/**
 * The program that a PHP file holds, and the parser's tree, in which syntax errors can be looked up. Total. What comes
 * after a number of steps that no real config file needs is not parsed: recovering from errors takes @lezer/php 1.0 long.
 */
export function readProgram(text: string): { readonly program: PhpProgram; readonly tree: Tree } {
  const tree = parseBounded(text);
  const reader = makeReader(text, 0);
  const imports: Imports = { namespace: '', classes: new Map(), functions: new Map(), constants: new Map() };
  const statements: PhpStatement[] = [];
  for (const node of children(tree.topNode)) readTopLevel(reader, node, imports, statements);
  const strictTypes = children(tree.topNode).some(
    (node) =>
      node.name === 'DeclareStatement' && /strict_types\s*=\s*1/i.test(text.slice(node.from, node.to)),
  );
  return { program: { statements, strictTypes, ...imports }, tree };
}

const maximalSteps = 40_000;

function parseBounded(text: string): Tree {
  const parse = parser.startParse(text);
  for (let step = 0; ; step++) {
    const tree = parse.advance();
    if (tree) return tree;
    if (step === maximalSteps) parse.stopAt(parse.parsedPos);
  }
}

interface Imports {
  namespace: string;
  readonly classes: Map<string, string>;
  readonly functions: Map<string, string>;
  readonly constants: Map<string, string>;
}

function makeReader(text: string, shift: number): Reader {
  const reader: Reader = {
    text,
    shift,
    depth: 0,
    expression: (node) => readExpression(reader, node),
    body: (node) => readBody(reader, node),
    embedded: (inner, start) => readEmbedded(inner, start),
  };
  return reader;
}

/** The statements of a block, of a `:` block, or the single statement that stands for one. */
function readBody(reader: Reader, node: SyntaxNode): readonly PhpStatement[] {
  if (reader.depth >= maximalDepth) {
    const assigns = variablesIn(reader, node);
    return [
      {
        kind: 'unsupported',
        span: spanOf(reader, node),
        what: 'code nested too deeply',
        assigns,
        mayReturn: true,
      },
    ];
  }
  reader.depth++;
  const nodes = node.name === 'Block' || node.name === 'ColonBlock' ? children(node) : [node];
  const statements: PhpStatement[] = [];
  for (const child of nodes) {
    const statement = readStatement(reader, child);
    if (statement) statements.push(statement);
  }
  reader.depth--;
  return statements;
}

function readEmbedded(text: string, start: number): PhpExpression | undefined {
  const opening = '<?php ';
  const reader = makeReader(`${opening}${text};`, start - opening.length);
  const statement = children(parser.parse(reader.text).topNode).find(
    (node) => node.name === 'ExpressionStatement',
  );
  return statement?.firstChild ? reader.expression(statement.firstChild) : undefined;
}

function readTopLevel(reader: Reader, node: SyntaxNode, imports: Imports, statements: PhpStatement[]): void {
  if (node.name === 'NamespaceDefinition') {
    const parts = children(node);
    const name = parts.find((part) => part.name === 'QualifiedName' || part.name === 'Name');
    imports.namespace = name ? plainName(textOf(reader, name)) : '';
    const block = parts.find((part) => part.name === 'Block');
    for (const child of block ? children(block) : []) readTopLevel(reader, child, imports, statements);
    return;
  }
  if (node.name === 'NamespaceUseDeclaration') {
    readImport(textOf(reader, node), imports);
    return;
  }
  const statement = readStatement(reader, node);
  if (statement) statements.push(statement);
}

/** Reads `use A\B as C, D;`, `use function f;`, `use A\{B, C as D, function g};` from its text. */
function readImport(text: string, imports: Imports): void {
  const clean = text.replace(/\/\*[^]*?\*\/|(?:\/\/|#)[^\n]*/g, ' ').replace(/^use\s+|;?\s*$/gi, '');
  const outer = /^(function|const)\s+/i.exec(clean);
  const list = outer ? clean.slice(outer[0].length) : clean;
  const group = /^([^{]*)\{([^}]*)\}?$/.exec(list);
  const prefix = group ? (group[1] ?? '').trim() : '';
  for (const item of (group ? (group[2] ?? '') : list).split(',')) {
    const clause = /^\s*(?:(function|const)\s+)?([\w\\]+)(?:\s+as\s+(\w+))?\s*$/i.exec(item);
    if (!clause) continue;
    const full = plainName(prefix + (clause[2] ?? ''));
    const alias = clause[3] ?? full.slice(full.lastIndexOf('\\') + 1);
    const kind = (outer?.[1] ?? clause[1] ?? '').toLowerCase();
    if (kind === 'function') imports.functions.set(alias.toLowerCase(), full);
    else if (kind === 'const') imports.constants.set(alias, full);
    else imports.classes.set(alias.toLowerCase(), full);
  }
}

function plainName(text: string): string {
  return text.replace(/\s+/g, '').replace(/^\\|\\$/g, '');
}
