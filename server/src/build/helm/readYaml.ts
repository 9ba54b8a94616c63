/** YAML as Helm's values and `fromYaml` see it: through JSON, so every number is a float64 and every key a string. */
import { FILLED_IN } from '../../formats/yaml/placeholders';
import type { YamlNode, YamlScalar } from '../../formats/yaml/tree';
import { formatFloat } from './formatNumber';
import { sourcedText, type Source } from './text';
import { float64, unknown, type MapEntry, type Value } from './value';

/** The value of a node, each part with its place. Depth and size are bounded by the reader of YAML. */
export function readYaml(node: YamlNode, sourceOf: (node: YamlNode) => Source | undefined): Value {
  const source = sourceOf(node);
  switch (node.kind) {
    case 'scalar':
      return readScalar(node, source);
    case 'sequence':
      return { kind: 'list', items: node.items.map((item) => readYaml(item, sourceOf)), source };
    case 'map': {
      const entries = new Map<string, MapEntry>();
      for (const { key, value } of node.pairs) {
        entries.set(keyText(key), { value: readYaml(value, sourceOf), keyAt: sourceOf(key)?.at });
      }
      return { kind: 'map', entries, source, unknown: node.unknown };
    }
  }
}

function readScalar(node: YamlScalar, source: Source | undefined): Value {
  // Helm reads values as they are written: `{{ … }}` is text, which `tpl` may make something of.
  const literal = node.unknown === FILLED_IN && typeof node.value === 'string' && node.value.includes('{{');
  if (node.unknown !== undefined && !literal) return unknown(node.unknown);
  const { value } = node;
  if (value === null) return { kind: 'nil', source };
  if (typeof value === 'boolean') return { kind: 'bool', value, source };
  if (typeof value === 'number') return { ...float64(value), source };
  return sourcedText(value, source);
}

/** JSON's keys are strings: `80:` becomes "80", `on:` becomes "true". */
export function keyText(key: YamlScalar): string {
  const { value } = key;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatFloat(value);
  return value === null ? 'null' : String(value);
}
