import { child, items, pairs, scalar, type YamlNode } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import type { FieldMerge, MergeSchema } from './mergeSchema';

/**
 * The merge keys that a schema file says, by `apiVersion/kind`: what a kustomization's `openapi.path` puts in place of the
 * built-in ones, as a rule to merge lists of custom resources.
 */
export function readOpenapi(path: string, context: BuildContext): ReadonlyMap<string, MergeSchema> {
  const root = context.yaml(path)?.documents.find((document) => document.root)?.root;
  const definitions = child(root, 'definitions');
  const byName = new Map(pairs(definitions).map(({ key, value }) => [key.text, value]));
  const known = new Map<string, MergeSchema>();

  /** The schema of a definition; those that are within themselves are finished later. */
  const schemaOf = (name: string): MergeSchema => {
    const done = known.get(name);
    if (done) return done;
    const made: Record<string, FieldMerge> = {};
    known.set(name, made);
    Object.assign(made, fieldsOf(byName.get(name)));
    return made;
  };
  const fieldsOf = (node: YamlNode | undefined): Record<string, FieldMerge> => {
    const fields: Record<string, FieldMerge> = {};
    for (const { key, value } of pairs(child(node, 'properties'))) {
      context.work.spend(1);
      fields[key.text] = fieldOf(value);
    }
    return fields;
  };
  const fieldOf = (node: YamlNode): FieldMerge => {
    const inner = child(node, 'items') ?? node;
    const reference = scalar(child(inner, '$ref'))?.text.split('/').at(-1);
    const of = reference === undefined ? fieldsOf(inner) : schemaOf(reference);
    const keys = mergeKeys(node);
    return { ...(keys ? { keys } : {}), of };
  };

  const kinds = new Map<string, MergeSchema>();
  for (const [name, definition] of byName) {
    for (const gvk of items(child(definition, 'x-kubernetes-group-version-kind'))) {
      const text = (key: string) => scalar(child(gvk, key))?.text ?? '';
      const apiVersion = text('group') === '' ? text('version') : `${text('group')}/${text('version')}`;
      kinds.set(`${apiVersion}/${text('kind')}`, schemaOf(name));
    }
  }
  return kinds;
}

function mergeKeys(node: YamlNode): string[] | undefined {
  const strategy = scalar(child(node, 'x-kubernetes-patch-strategy'))?.text;
  if (!strategy?.includes('merge')) return undefined;
  const list = items(child(node, 'x-kubernetes-list-map-keys'));
  if (list.length > 0) return list.map((key) => scalar(key)?.text ?? '');
  const key = scalar(child(node, 'x-kubernetes-patch-merge-key'))?.text;
  return key === undefined ? [] : [key];
}
