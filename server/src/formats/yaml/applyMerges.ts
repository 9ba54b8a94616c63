import type { Place } from '../../text/place';
import type { YamlMap, YamlNode, YamlPair } from './tree';

/**
 * Replaces `<<` pairs by the pairs that they bring in, as Kubernetes' YAML does (go-yaml v2, `decode.go`): in the order
 * of the text, so that a key beats what was merged above it and is beaten by what is merged below it. Within one `<<`
 * list the earlier map wins.
 */
export function applyMerges(
  pairs: readonly YamlPair[],
  report: (at: Place, message: string) => void,
): readonly YamlPair[] {
  if (!pairs.some(isMerge)) return pairs;
  const byKey = new Map<string, YamlPair[]>();
  const merged = new Set<string>();
  for (const pair of pairs) {
    const name = pair.key.text;
    if (!isMerge(pair)) {
      if (merged.delete(name)) byKey.delete(name);
      const same = byKey.get(name);
      if (same) same.push(pair);
      else byKey.set(name, [pair]);
      continue;
    }
    const sources = mergeSources(pair.value);
    if (!sources)
      report(pair.key.at, 'Behind "<<" there has to be a map, an alias of one, or a list of such.');
    for (const each of sources?.toReversed().flatMap((map) => map.pairs) ?? []) {
      byKey.delete(each.key.text);
      byKey.set(each.key.text, [each]);
      merged.add(each.key.text);
    }
  }
  return [...byKey.values()].flat();
}

function isMerge({ key }: YamlPair): boolean {
  return key.text === '<<' && key.style === 'plain' && (key.tag === undefined || key.tag === '!!merge');
}

function mergeSources(value: YamlNode): YamlMap[] | undefined {
  if (value.unknown !== undefined) return [];
  if (value.kind === 'map') return [value];
  if (value.kind !== 'sequence') return undefined;
  const maps = value.items.filter((item) => item.kind === 'map');
  return maps.length === value.items.length ? maps : undefined;
}
