import { readFieldSpecs } from '../../formats/kustomize/readTransformers';
import { StructReader } from '../../formats/kustomize/structReader';
import type { YamlMap, YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { specLists, type TransformerConfig } from './transformerConfig';

/** Reads a file of `configurations`: more fields for the transformers to look at. Undefined when it is empty. */
export function readConfiguration(
  entry: YamlScalar,
  directory: string,
  context: BuildContext,
): TransformerConfig | undefined {
  const path = context.loadPath(entry, directory);
  const root = context.yaml(path)?.documents.find((document) => document.root)?.root;
  if (root?.kind !== 'map') return undefined;
  const reader = new StructReader();
  const lists = Object.fromEntries(
    specLists.map((list) => [list, readFieldSpecs(root, list, reader)]),
  ) as unknown as TransformerConfig;
  const config = { ...lists, nameReference: nameReferences(root, reader) };
  for (const problem of reader.problems) {
    context.report(problem.at, `Kustomize does not build this: ${problem.reason}.`);
  }
  return config;
}

function nameReferences(root: YamlMap, reader: StructReader): TransformerConfig['nameReference'] {
  return reader.structs(root, 'nameReference').map((map) => ({
    group: reader.plainText(map, 'group'),
    version: reader.plainText(map, 'version'),
    kind: reader.plainText(map, 'kind'),
    fieldSpecs: readFieldSpecs(map, 'fieldSpecs', reader),
  }));
}
