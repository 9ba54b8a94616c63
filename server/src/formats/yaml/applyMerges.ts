import type { Place } from '../../text/place';
import type { YamlMap, YamlNode, YamlPair } from './tree';

/**
 * Replaces `<<` pairs by the pairs that they bring in, which come first; a key that the map sets itself is not
 * brought in. Of several maps in one `<<` list the earlier one wins.
 */
export function applyMerges(
  pairs: readonly YamlPair[],
  report: (at: Place, message: string) => void,
): readonly YamlPair[] {
  if (!pairs.some(isMerge)) return pairs;
  const own = pairs.filter((pair) => !isMerge(pair));
  const taken = new Set(own.map((pair) => pair.key.text));
  const merged: YamlPair[] = [];
  for (const pair of pairs.filter(isMerge)) {
    const sources = mergeSources(pair.value);
    if (!sources)
      report(pair.key.at, 'Behind "<<" there has to be a map, an alias of one, or a list of such.');
    for (const source of sources ?? []) {
      const added = source.pairs.filter((each) => !taken.has(each.key.text));
      for (const each of added) taken.add(each.key.text);
      merged.push(...added);
    }
  }
  return [...merged, ...own];
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
