import { place } from '../../text/place';
import type { Place } from '../../text/place';
import { applyMerges } from './applyMerges';
import { FILLED_IN, isFilledIn } from './placeholders';
import { resolvePlain } from './resolvePlain';
import { resolveTagged } from './resolveTagged';
import type { YamlMap, YamlNode, YamlPair, YamlProblem, YamlScalar, YamlSequence } from './tree';

/** A scalar as the text has it; offsets count from the beginning of the document. */
export interface RawScalar {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly style: YamlScalar['style'];
}

/** What may stand before a node: an anchor, a tag. */
export interface Properties {
  readonly anchor?: string | undefined;
  readonly tag?: string | undefined;
}

/** So many nodes may be reached through aliases in one document; what is beyond them is left out. */
const ALIAS_LIMIT = 10_000;

/** More problems of one document are of no use to anyone. */
const PROBLEM_LIMIT = 20;

/**
 * Makes the nodes of one document, whichever parser reads it, so that anchors, merge keys, tags and plain values mean
 * the same everywhere.
 *
 * An alias becomes the very node that it names, so a tree may hold one node several times; but never inside itself,
 * and in all no more than {@link ALIAS_LIMIT} times: a reader may walk the tree without counting.
 */
export class TreeBuilder {
  readonly problems: YamlProblem[] = [];
  private readonly anchors = new Map<string, { node: YamlNode; size: number } | 'open'>();
  /** Nodes that a walk over what has been made so far would visit. */
  private size = 0;
  private aliased = 0;
  private overLimit = false;

  /** Whether the document has something like `{{ name }}` in it. */
  private readonly marked: boolean;
  private readonly length: number;

  /** @param offset where the document begins in its file. */
  constructor(
    private readonly file: string,
    readonly offset: number,
    text: string,
  ) {
    this.marked = isFilledIn(text);
    this.length = text.length;
  }

  /** The place of a stretch of the document; what reaches beyond its end is cut off. */
  at(start: number, end: number): Place {
    return place(
      this.file,
      this.offset + Math.min(start, this.length),
      this.offset + Math.min(end, this.length),
    );
  }

  report(at: Place, message: string, severity: YamlProblem['severity'] = 'error'): void {
    if (this.problems.length < PROBLEM_LIMIT) this.problems.push({ at, message, severity });
  }

  /** A scalar with a placeholder in it is unknown, even if the file as a whole is no template. */
  scalar(raw: RawScalar, properties?: Properties, reason?: string): YamlScalar {
    this.size++;
    const { text, style } = raw;
    const unknown = reason ?? (this.marked && isFilledIn(text) ? FILLED_IN : undefined);
    const at = this.at(raw.start, raw.end);
    const value = style === 'plain' ? resolvePlain(text) : text;
    if (!properties && unknown === undefined) return { kind: 'scalar', at, value, text, style };
    const tagged = resolveTagged(properties?.tag, text, value);
    if (tagged.problem !== undefined) this.report(at, tagged.problem);
    const node: YamlScalar = {
      kind: 'scalar',
      at,
      ...extras(properties, unknown),
      value: tagged.value,
      text,
      style,
    };
    this.close(properties, node, this.size - 1);
    return node;
  }

  /** The value of a pair or an item of which nothing is written. */
  nothing(at: number, properties?: Properties): YamlScalar {
    return this.scalar({ start: at, end: at, text: '', style: 'plain' }, properties);
  }

  /** @param before what {@link open} said before the first of the pairs was made. */
  map(
    start: number,
    end: number,
    content: { pairs: readonly YamlPair[]; flow: boolean; indent: number },
    before: number,
    properties?: Properties,
    unknown?: string,
  ): YamlMap {
    this.size++;
    this.findDuplicates(content.pairs);
    const node: YamlMap = {
      kind: 'map',
      at: this.at(start, end),
      ...extras(properties, unknown),
      pairs: applyMerges(content.pairs, (at, message) => this.report(at, message)),
      flow: content.flow,
      indent: content.indent,
    };
    this.close(properties, node, before);
    return node;
  }

  /** @param before what {@link open} said before the first of the items was made. */
  sequence(
    start: number,
    end: number,
    content: { items: readonly YamlNode[]; flow: boolean; indent: number },
    before: number,
    properties?: Properties,
    unknown?: string,
  ): YamlSequence {
    this.size++;
    const node: YamlSequence = {
      kind: 'sequence',
      at: this.at(start, end),
      ...extras(properties, unknown),
      ...content,
    };
    this.close(properties, node, before);
    return node;
  }

  /** To be called before the parts of a collection are made. */
  open(properties?: Properties): number {
    if (properties?.anchor !== undefined) this.anchors.set(properties.anchor, 'open');
    return this.size;
  }

  alias(name: string, start: number, end: number): YamlNode {
    const at = this.at(start, end);
    const target = this.anchors.get(name);
    if (target === undefined) {
      this.report(at, 'No anchor of this name stands above; text that begins with "*" has to be in quotes.');
      return this.unknownAlias(at, 'it is an alias without an anchor');
    }
    if (target === 'open') {
      this.report(at, 'This alias stands inside the value that it repeats.');
      return this.unknownAlias(at, 'it is an alias of a value that it is a part of');
    }
    if (this.aliased + target.size > ALIAS_LIMIT) {
      const message = `The aliases of this document repeat more than ${ALIAS_LIMIT} values; the rest is not read.`;
      if (!this.overLimit) this.report(at, message, 'warning');
      this.overLimit = true;
      return this.unknownAlias(at, 'too many values are repeated by aliases');
    }
    this.aliased += target.size;
    this.size += target.size;
    return target.node;
  }

  private unknownAlias(at: Place, unknown: string): YamlScalar {
    this.size++;
    return { kind: 'scalar', at, value: '', text: '', style: 'plain', unknown };
  }

  private close(properties: Properties | undefined, node: YamlNode, before: number): void {
    if (properties?.anchor === undefined) return;
    this.anchors.set(properties.anchor, { node, size: this.size - before });
  }

  private findDuplicates(pairs: readonly YamlPair[]): void {
    if (
      pairs.length < 8 &&
      !pairs.some((pair, i) => pairs.some((other, j) => j < i && other.key.text === pair.key.text))
    ) {
      return;
    }
    const seen = new Set<string>();
    for (const { key } of pairs) {
      if (key.unknown === undefined && seen.has(key.text) && key.text !== '<<') {
        this.report(key.at, `The key "${key.text}" stands here twice; the last one counts.`, 'warning');
      }
      seen.add(key.text);
    }
  }
}

function extras(
  properties: Properties | undefined,
  unknown: string | undefined,
): { tag?: string; unknown?: string } {
  return {
    ...(properties?.tag === undefined ? {} : { tag: properties.tag }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}
