import { Composer, Parser, isAlias, isMap, isSeq } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { DocumentText, ReadTree } from './blockReader';
import { TreeBuilder } from './treeBuilder';
import type { Properties } from './treeBuilder';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from './tree';

/**
 * Reads one document with the `yaml` package, which knows all of YAML 1.2. Returns the package's first error instead of
 * a tree when it finds one. The caller has made sure that the document is not nested too deeply: the package exhausts
 * the stack in a way that nothing can catch.
 */
export function readWithPackage(
  document: DocumentText,
): ReadTree | { code: string; detail: string; start: number } {
  const composed = compose(document.text.replace(/\r(?!\n)/g, '\n'));
  const [error] = composed?.errors ?? [];
  if (error)
    return { code: error.code, detail: error.message, start: Math.min(error.pos[0], document.text.length) };
  return new PackageReader(document).read(composed?.contents);
}

/**
 * The package resolves nothing by itself (failsafe schema): what values mean is up to the tree builder, which looks for keys
 * that are there twice, too: `yaml` 2.9 compares each key with all others, minutes for 100,000 of them. It makes an Error
 * for each of its findings, thousands in a broken document, whose stack traces would take most of the time.
 */
function compose(text: string): Document | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const options = {
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
      resolveKnownTags: false,
    } as const;
    const documents = new Composer(options).compose(new Parser().parse(text), true, text.length);
    for (const document of documents) return document;
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

class PackageReader {
  private readonly builder: TreeBuilder;
  private readonly text: string;
  /** Where the node that was read last ends; an alias, not what it names. */
  private end = 0;

  constructor(private readonly document: DocumentText) {
    this.text = document.text;
    this.builder = new TreeBuilder(document.file, document.offset, document.text);
  }

  read(contents: Node | null | undefined): ReadTree {
    const { problems } = this.builder;
    if (!contents || isNothing(contents)) return { problems };
    return { root: this.node(contents), problems };
  }

  private node(node: Node): YamlNode {
    const [start, end] = range(node);
    if (isAlias(node)) {
      this.end = end;
      return this.builder.alias(node.source, start, end);
    }
    if (isMap(node)) return this.map(node);
    if (isSeq(node)) return this.sequence(node);
    return this.scalar(node);
  }

  private map(node: YAMLMap): YamlMap {
    const properties = propertiesOf(node);
    const before = this.builder.open(properties);
    const pairs = (node.items as Pair<Node, Node | null>[]).map((pair) => this.pair(pair));
    const { start, end, flow, indent } = this.extent(node);
    return this.builder.map(start, end, { pairs, flow, indent }, before, properties);
  }

  private sequence(node: YAMLSeq): YamlSequence {
    const properties = propertiesOf(node);
    const before = this.builder.open(properties);
    const items = (node.items as (Node | null)[]).map((item) => (item ? this.node(item) : this.nothing()));
    const { start, end, flow, indent } = this.extent(node);
    return this.builder.sequence(start, end, { items, flow, indent }, before, properties);
  }

  private pair(pair: Pair<Node, Node | null>): YamlPair {
    const key = this.key(pair.key);
    return { key, value: pair.value ? this.node(pair.value) : this.nothing() };
  }

  private key(node: Node): YamlScalar {
    const read = this.node(node);
    if (read.kind === 'scalar' && !isAlias(node)) return read;
    const [start, end] = range(node);
    const at = this.builder.at(start, end);
    if (read.kind === 'scalar') return { ...read, at };
    this.builder.report(at, 'A key has to be a plain name, not a list or a map.');
    const raw = { start, end, text: this.text.slice(start, end), style: 'plain' } as const;
    return this.builder.scalar(raw, undefined, 'its key is not a plain name');
  }

  private scalar(node: Scalar): YamlScalar {
    const [start, end] = range(node);
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const properties = propertiesOf(node);
    if (style === 'plain' && start === end) {
      // The package puts the empty value behind the blanks that follow the colon.
      this.end = this.trimmed(0, start);
      return this.builder.nothing(this.end, properties);
    }
    const block = style === 'literal' || style === 'folded';
    this.end = block ? this.trimmed(start, end) : end;
    return this.builder.scalar({ start, end: this.end, text: node.source ?? '', style }, properties);
  }

  private nothing(): YamlScalar {
    return this.builder.nothing(this.end);
  }

  /** Where a collection stands. A block collection ends with its last child, before any comment. */
  private extent(node: YAMLMap | YAMLSeq): { start: number; end: number; flow: boolean; indent: number } {
    const [start, end] = range(node);
    const flow = node.flow === true;
    this.end = flow ? end : Math.max(start, this.end);
    return { start, end: this.end, flow, indent: this.column(start) };
  }

  private trimmed(start: number, end: number): number {
    let at = end;
    while (at > start && ' \t\r\n'.includes(this.text.charAt(at - 1))) at--;
    return at;
  }

  private column(at: number): number {
    let line = at;
    while (line > 0 && !'\r\n'.includes(this.text.charAt(line - 1))) line--;
    return at - line + (line === 0 ? this.document.column : 0);
  }
}

function range(node: Node): [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}

function isNothing(node: Node): boolean {
  const scalar = node as Scalar;
  return scalar.source === '' && scalar.type === 'PLAIN' && !scalar.tag && !scalar.anchor;
}

function propertiesOf(node: Exclude<Node, { source: string }> | Scalar): Properties | undefined {
  if (node.anchor === undefined && node.tag === undefined) return undefined;
  return { anchor: node.anchor, tag: node.tag?.replace(/^tag:yaml\.org,2002:/, '!!') };
}

const styles: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
