import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../yaml/tree';
import type { KustomizationProblem } from './kustomization';

/**
 * Reads maps as Go reads JSON into structs, strictly: field names whatever their case, null as if it were not there, an
 * unknown field or a value of another type is a problem and otherwise ignored.
 */
export class StructReader {
  readonly problems: KustomizationProblem[] = [];
  private readonly pairs = new Map<YamlMap, ReadonlyMap<string, YamlPair>>();

  /** The map itself; a problem and undefined when it is something else. */
  struct(node: YamlNode | undefined, type: string): YamlMap | undefined {
    if (!node || isNull(node)) return undefined;
    if (node.kind === 'map') return node;
    this.mismatch(node, type, `of type ${type}`);
    return undefined;
  }

  /** Reports the keys that are none of these. */
  only(map: YamlMap, fields: readonly string[]): void {
    let known = knownFields.get(fields);
    if (!known) knownFields.set(fields, (known = new Set(fields.map((field) => field.toLowerCase()))));
    for (const { key } of map.pairs) {
      if (!known.has(key.text.toLowerCase())) {
        this.problems.push({ at: key.at, reason: `json: unknown field "${key.text}"` });
      }
    }
  }

  get(map: YamlMap, name: string): YamlNode | undefined {
    const value = this.pairsOf(map).get(name.toLowerCase())?.value;
    return value && isNull(value) ? undefined : value;
  }

  /** By their keys in lower case, the last of the same key. A map is asked for all of its fields in turn. */
  private pairsOf(map: YamlMap): ReadonlyMap<string, YamlPair> {
    let pairs = this.pairs.get(map);
    if (!pairs) {
      pairs = new Map(map.pairs.map((pair) => [pair.key.text.toLowerCase(), pair]));
      this.pairs.set(map, pairs);
    }
    return pairs;
  }

  text(map: YamlMap, name: string): YamlScalar | undefined {
    const value = this.get(map, name);
    if (!value) return undefined;
    if (value.kind === 'scalar' && typeof value.value === 'string') return value;
    this.mismatch(value, name, 'of type string');
    return undefined;
  }

  plainText(map: YamlMap, name: string): string {
    return this.text(map, name)?.text ?? '';
  }

  flag(map: YamlMap, name: string): boolean {
    const value = this.get(map, name);
    if (!value) return false;
    if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
    this.mismatch(value, name, 'of type bool');
    return false;
  }

  integer(map: YamlMap, name: string): YamlScalar | undefined {
    const value = this.get(map, name);
    if (!value) return undefined;
    if (value.kind === 'scalar' && Number.isInteger(value.value)) return value;
    this.mismatch(value, name, 'of type int');
    return undefined;
  }

  list(map: YamlMap, name: string): readonly YamlNode[] {
    const value = this.get(map, name);
    if (!value) return [];
    if (value.kind === 'sequence') return value.items;
    this.mismatch(value, name, 'of type []');
    return [];
  }

  texts(map: YamlMap, name: string): YamlScalar[] {
    return this.list(map, name).flatMap((item) => {
      if (item.kind === 'scalar' && typeof item.value === 'string') return [item];
      if (!isNull(item)) this.mismatch(item, name, 'of type string');
      return [];
    });
  }

  /** The maps of a list. */
  structs(map: YamlMap, name: string): YamlMap[] {
    return this.list(map, name).flatMap((item) => this.struct(item, name) ?? []);
  }

  /** A map from strings to strings; entries of other types are problems and left out. */
  textMap(map: YamlMap, name: string): YamlMap | undefined {
    const value = this.struct(this.get(map, name), name);
    if (!value) return undefined;
    const pairs: YamlPair[] = [];
    for (const pair of value.pairs) {
      // A key that YAML takes for a truth or a number is the text of that: `n` is "false".
      const { value: key } = pair.key;
      const text = typeof key === 'string' || key === null ? pair.key.text : String(key);
      if (pair.value.kind === 'scalar' && typeof pair.value.value === 'string') {
        pairs.push({ ...pair, key: { ...pair.key, text } });
      } else if (!isNull(pair.value)) this.mismatch(pair.value, name, 'of type string');
    }
    return { ...value, pairs };
  }

  private mismatch(node: YamlNode, name: string, wanted: string): void {
    const found = node.kind === 'map' ? 'object' : node.kind === 'sequence' ? 'array' : typeof node.value;
    const type = found === 'boolean' ? 'bool' : found;
    this.problems.push({
      at: node.at,
      reason: `json: cannot unmarshal ${type} into Go struct field ${name} ${wanted}`,
    });
  }
}

/** The lists of fields are the same few. */
const knownFields = new WeakMap<readonly string[], ReadonlySet<string>>();

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
