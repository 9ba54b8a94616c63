import type { YamlMap } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { checkKey, keyNode, mapNode, setField, textNode } from './draft';
import { Failure } from './failure';
import { visitField, type FieldSpec } from './fieldSpecs';
import { compareUtf8 } from './hashSuffix';
import type { Resource } from './resource';

/** Sets labels, or annotations, at all fields that the specs name. */
export function setMetadata(
  resources: readonly Resource[],
  entries: YamlMap | undefined,
  specs: readonly FieldSpec[],
  context: BuildContext,
): void {
  if (!entries || entries.pairs.length === 0) return;
  const sorted = [...entries.pairs].sort((a, b) => compareUtf8(a.key.text, b.key.text));
  for (const resource of resources) {
    for (const spec of specs) {
      visitField(
        resource.node,
        spec,
        context.work,
        (value) => {
          if (value.kind !== 'map')
            throw new Failure(`wrong Node Kind for ${spec.path} expected: MappingNode`, value.at);
          for (const { key, value: entry } of sorted) {
            if (entry.kind !== 'scalar') continue;
            checkKey(key);
            setField(value, keyNode(key.text, key.at), textNode(entry.text, entry.at));
          }
        },
        { make: () => mapNode(entries.at), at: entries.at },
      );
    }
  }
}
