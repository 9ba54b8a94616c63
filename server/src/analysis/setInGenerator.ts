import { appendItem, insertPair } from '../formats/yaml/insertion';
import { replaceScalar } from '../formats/yaml/replaceScalar';
import { items, pair, type YamlDocument, type YamlMap } from '../formats/yaml/tree';
import { nodeAt } from '../formats/yaml/walk';
import type { TextEdit } from '../text/edit';

/** Whether a map is an entry of a kustomization's `configMapGenerator` or `secretGenerator`. */
export function isGenerator(document: YamlDocument, map: YamlMap): boolean {
  if (!/(^|\/)kustomization(\.ya?ml)?$/i.test(map.at.file)) return false;
  const path = nodeAt(document, map.at.span.start)?.path ?? [];
  return path[0] === 'configMapGenerator' || path[0] === 'secretGenerator';
}

/** Gives the object that a generator makes a key: its data are `literals`, a text `KEY=value` each. */
export function setInGenerator(text: string, generator: YamlMap, key: string, value: string): TextEdit {
  const literal = `${key}=${value}`;
  const literals = pair(generator, 'literals')?.value;
  const existing = items(literals).findLast(
    (item) => item.kind === 'scalar' && item.text.startsWith(`${key}=`),
  );
  if (existing?.kind === 'scalar') return replaceScalar(text, existing, literal);
  if (literals?.kind === 'sequence') return appendItem(text, literals, literal);
  return insertPair(text, generator, 'literals', { lines: [`- ${literal}`] });
}
