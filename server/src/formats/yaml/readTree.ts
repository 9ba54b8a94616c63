import { Composer, Parser, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import { place } from '../../text/place';
import type { Place } from '../../text/place';
import { applyMerges } from './applyMerges';
import { resolvePlain } from './resolvePlain';
import { resolveTagged } from './resolveTagged';
import { describeError } from './describeError';
import type { YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSequence, YamlValue } from './tree';

export interface ReadTree {
  readonly root?: YamlNode;
  readonly problems: readonly YamlProblem[];
}

/** So many nodes may be reached through aliases in one document; what is beyond them is left out. */
const ALIAS_LIMIT = 10_000;

/**
 * Reads one document with the `yaml` package and turns it into the neutral tree. `text` is the document's own text,
 * `offset` its place in the file. The caller has made sure that it is not nested too deeply.
 *
 * An alias becomes the very node that it names, so a tree may hold one node several times; but never inside itself,
 * and in all no more than {@link ALIAS_LIMIT} times: a reader may walk the tree without counting.
 */
export function readTree(file: string, text: string, offset: number): ReadTree {
  return new TreeReader(file, text, offset).read();
}

class TreeReader {
  private readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, { node: YamlNode; size: number } | 'open'>();
  /** Nodes that a walk over what has been read so far would visit. */
  private size = 0;
  private aliased = 0;
  /** Where the node that was read last ends in this text. */
  private end = 0;

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly offset: number,
  ) {}

  read(): ReadTree {
    const document = compose(this.text.replace(/\r(?!\n)/g, '\n'));
    if (!document) return { problems: [] };
    for (const error of document.errors) this.complain(error);
    const contents = document.contents as Node | null;
    if (!contents || isEmptyScalar(contents)) return { problems: this.problems };
    const root = this.node(contents);
    return { root, problems: this.problems };
  }

  private complain(error: YAMLError): void {
    const [start, end] = error.pos;
    this.report(
      this.at(start, Math.max(start, end)),
      describeError(error.code, error.message, this.text, start),
    );
  }

  private report(at: Place, message: string, severity: YamlProblem['severity'] = 'error'): void {
    this.problems.push({ at, message, severity });
  }

  private node(node: Node): YamlNode {
    if (isAlias(node)) {
      const at = this.at(...range(node));
      this.end = at.span.end;
      return this.alias(node.source, at);
    }
    const anchor = node.anchor;
    if (anchor === undefined) return this.plainNode(node);
    this.anchors.set(anchor, 'open');
    const before = this.size;
    const read = this.plainNode(node);
    this.anchors.set(anchor, { node: read, size: this.size - before });
    return read;
  }

  private plainNode(node: Node): YamlNode {
    this.size++;
    if (isMap(node)) return this.map(node);
    if (isSeq(node)) return this.sequence(node);
    return this.scalar(node as Scalar);
  }

  private alias(name: string, at: Place): YamlNode {
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.report(at, `No anchor "&${name}" stands above this alias.`);
      return unknownScalar(at, 'it is an alias without an anchor');
    }
    if (target === 'open') {
      this.report(at, `The alias "*${name}" stands inside the value that it repeats.`);
      return unknownScalar(at, 'it is an alias of a value that it is a part of');
    }
    if (this.aliased + target.size > ALIAS_LIMIT) {
      this.report(
        at,
        `The aliases of this document repeat more than ${ALIAS_LIMIT} values; the rest is not read.`,
        'warning',
      );
      return unknownScalar(at, 'too many values are repeated by aliases');
    }
    this.aliased += target.size;
    this.size += target.size;
    return target.node;
  }

  private map(node: YAMLMap): YamlMap {
    const pairs = (node.items as Pair<Node, Node | null>[]).map((pair) => this.pair(pair));
    const flow = node.flow === true;
    const [start, end] = this.extent(node, flow);
    this.findDuplicates(pairs);
    return {
      kind: 'map',
      at: place(this.file, start, end),
      ...tagOf(node),
      pairs: applyMerges(pairs, (at, message) => this.report(at, message)),
      flow,
      indent: this.column(start),
    };
  }

  private pair(pair: Pair<Node, Node | null>): YamlPair {
    const key = this.key(pair.key);
    const value = pair.value ? this.node(pair.value) : this.nothing(key.at.span.end);
    return { key, value };
  }

  private key(node: Node): YamlScalar {
    const read = this.node(node);
    if (read.kind === 'scalar' && !isAlias(node)) return read;
    const at = this.at(...range(node));
    if (read.kind === 'scalar') return { ...read, at };
    this.report(at, 'A key has to be a plain name here, not a list or a map.');
    return unknownScalar(at, 'its key is not a plain name', this.slice(at));
  }

  private nothing(end: number): YamlScalar {
    this.end = end;
    return { kind: 'scalar', at: place(this.file, end, end), value: null, text: '', style: 'plain' };
  }

  private sequence(node: YAMLSeq): YamlSequence {
    const items = (node.items as (Node | null)[]).map((item) => (item ? this.node(item) : this.nothing(0)));
    const flow = node.flow === true;
    const [start, end] = this.extent(node, flow);
    return {
      kind: 'sequence',
      at: place(this.file, start, end),
      ...tagOf(node),
      items,
      flow,
      indent: this.column(start),
    };
  }

  private scalar(node: Scalar): YamlScalar {
    const [start, end] = this.span(node);
    const text = typeof node.source === 'string' ? node.source : String(node.value ?? '');
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const block = style === 'literal' || style === 'folded';
    const at = place(this.file, start, block ? this.trimmed(start, end) : end);
    this.end = at.span.end;
    const tag = tagOf(node);
    let value: YamlValue = style === 'plain' ? resolvePlain(text) : text;
    if (tag.tag !== undefined) {
      const tagged = resolveTagged(tag.tag, text, value);
      if (tagged.problem !== undefined) this.report(at, tagged.problem);
      value = tagged.value;
    }
    return { kind: 'scalar', at, ...tag, value, text, style };
  }

  private findDuplicates(pairs: readonly YamlPair[]): void {
    const seen = new Set<string>();
    for (const { key } of pairs) {
      if (key.unknown !== undefined || key.text === '<<') continue;
      if (seen.has(key.text)) {
        this.report(key.at, `The key "${key.text}" stands here twice; the last one counts.`, 'warning');
      }
      seen.add(key.text);
    }
  }

  /** Where a collection stands. A block collection ends with its last child, before any comment. */
  private extent(node: Node, flow: boolean): [number, number] {
    const [start, end] = this.span(node);
    if (flow) this.end = end;
    else this.end = Math.min(Math.max(start, this.end), this.offset + this.text.length);
    return [start, this.end];
  }

  /** The end of the last thing that is no white space and no comment before `end`, as far as can be seen backwards. */
  private trimmed(start: number, end: number): number {
    let at = end - this.offset;
    while (at > start - this.offset && ' \t\r\n'.includes(this.text.charAt(at - 1))) at--;
    return at + this.offset;
  }

  private column(at: number): number {
    let line = at - this.offset;
    while (line > 0 && !'\r\n'.includes(this.text.charAt(line - 1))) line--;
    return at - this.offset - line;
  }

  private span(node: Node): [number, number] {
    const [start, end] = range(node);
    return [this.offset + start, this.offset + end];
  }

  private at(start: number, end: number): Place {
    const length = this.text.length;
    return place(this.file, this.offset + Math.min(start, length), this.offset + Math.min(end, length));
  }

  private slice(at: Place): string {
    return this.text.slice(at.span.start - this.offset, at.span.end - this.offset);
  }
}

function compose(text: string): Document | undefined {
  const tokens = new Parser().parse(text);
  const options = {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    resolveKnownTags: false,
  } as const;
  for (const document of new Composer(options).compose(tokens, true, text.length))
    return document as unknown as Document;
  return undefined;
}

function range(node: Node): [number, number] {
  const [start, end] = node.range ?? [0, 0];
  return [start, end];
}

function isEmptyScalar(node: Node): boolean {
  return isScalar(node) && node.source === '' && node.type === 'PLAIN' && !node.tag && !node.anchor;
}

const styles: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function tagOf(node: Node): { tag?: string } {
  return node.tag === undefined ? {} : { tag: node.tag.replace(/^tag:yaml\.org,2002:/, '!!') };
}

function unknownScalar(at: Place, unknown: string, text = ''): YamlScalar {
  return { kind: 'scalar', at, value: text, text, style: 'plain', unknown };
}
