import { child, pairs, scalar, type YamlNode, type YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { Failure } from './failure';
import type { FieldSpec } from './fieldSpecs';
import type { NameReference, TransformerConfig } from './transformerConfig';

/**
 * Reads a file of `crds`: OpenAPI definitions by type name, whose `x-kubernetes-…` extensions say which fields of custom
 * resources hold labels, annotations or the names of other objects (kustomize `loadconfigfromcrds.go`).
 */
export function readCrds(entry: YamlScalar, directory: string, context: BuildContext): TransformerConfig {
  const path = context.loadPath(entry, directory);
  const root = context.yaml(path)?.documents.find((document) => document.root)?.root;
  const definitions = new Map<string, YamlNode>();
  for (const { key, value } of pairs(root)) {
    if (value.kind !== 'map') {
      throw new Failure(
        `unable to parse open API definition from '${entry.text}': "${key.text}" is no definition`,
      );
    }
    definitions.set(key.text, value);
  }
  const found: Found = { labels: [], annotations: [], names: [], references: [] };
  for (const [name, definition] of definitions) {
    const properties = propertiesOf(definition);
    if (!['kind', 'apiVersion', 'metadata'].every((field) => properties.has(field))) continue;
    collect(properties, name.slice(name.lastIndexOf('.') + 1), [], [name]);
  }
  return {
    namePrefix: found.names,
    nameSuffix: [],
    namespace: [],
    commonLabels: found.labels,
    templateLabels: [],
    commonAnnotations: found.annotations,
    nameReference: found.references,
    varReference: [],
    images: [],
    replicas: [],
  };

  function collect(
    properties: ReadonlyMap<string, YamlNode>,
    kind: string,
    path: readonly string[],
    types: readonly string[],
  ): void {
    for (const [name, property] of properties) {
      context.work.spend(1);
      const steps = [...path, name];
      const spec = (...more: string[]): FieldSpec => ({
        kind,
        path: [...steps, ...more].join('/'),
      });
      const extension = (key: string) => scalar(child(property, `x-kubernetes-${key}`))?.text;
      if (extension('annotation') !== undefined) found.annotations.push(spec());
      if (extension('label-selector') !== undefined) found.labels.push(spec());
      if (extension('identity') !== undefined) found.names.push(spec());
      const version = extension('object-ref-api-version');
      const target = extension('object-ref-kind');
      if (version !== undefined && target !== undefined) {
        const nameKey = extension('object-ref-name-key') ?? 'name';
        found.references.push({ version, kind: target, fieldSpecs: [spec(nameKey)] });
      }
      const type = scalar(child(property, '$ref'))?.text;
      const inner = type === undefined || types.includes(type) ? undefined : definitions.get(type);
      if (type !== undefined && inner) collect(propertiesOf(inner), kind, steps, [...types, type]);
    }
  }
}

interface Found {
  readonly labels: FieldSpec[];
  readonly annotations: FieldSpec[];
  readonly names: FieldSpec[];
  readonly references: NameReference[];
}

function propertiesOf(definition: YamlNode): Map<string, YamlNode> {
  const schema = child(definition, 'Schema') ?? child(definition, 'schema');
  return new Map(pairs(child(schema, 'properties')).map(({ key, value }) => [key.text, value]));
}
