import type { YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import {
  field,
  isNull,
  keyNode,
  setField,
  textAt,
  textNode,
  valueAt,
  type Draft,
  type DraftMap,
} from './draft';
import { Failure } from './failure';
import { visitField, type FieldSpec } from './fieldSpecs';
import type { Resource } from './resource';
import { idKey, idText, isClusterScoped } from './resourceId';

/** Which subjects of role bindings get the namespace; `defaultOnly` is what the field `namespace` means. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

/**
 * Puts all objects that can live in a namespace into this one, and the references that go with it (kustomize
 * `api/filters/namespace`). Throws a Failure when two objects then have the same id.
 */
export function setNamespace(
  resources: readonly Resource[],
  namespace: YamlScalar,
  specs: readonly FieldSpec[],
  context: BuildContext,
  options: { unsetOnly?: boolean; subjects?: SubjectMode } = {},
): void {
  if (namespace.text === '') return;
  const named = (): Draft => textNode(namespace.text, namespace.at);
  const key = (name: string) => keyNode(name, namespace.at);
  const set = (map: DraftMap, name: string) => {
    const old = field(map, name);
    if (options.unsetOnly && old && !isNull(old.value) && textAt(map, name) !== '') return;
    if (old && isNull(old.value)) old.value = named();
    else setField(map, key(name), named());
  };
  for (const resource of resources) {
    const { node } = resource;
    const id = resource.storePreviousId();
    if (!isClusterScoped(id)) {
      const metadata = valueAt(node, 'metadata');
      if (metadata?.kind === 'map') set(metadata, 'namespace');
    }
    const isBinding = id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding';
    if (isBinding)
      setSubjects(node, options.subjects ?? 'defaultOnly', (subject) => set(subject, 'namespace'));
    for (const spec of specs) {
      if (spec.path === 'metadata/namespace' || (isBinding && spec.path === 'subjects/namespace')) continue;
      const { parent, name } = splitSpec(spec);
      const creation = { make: named, at: namespace.at };
      visitField(
        node,
        parent,
        context.work,
        (value) => {
          if (value.kind === 'map' && (spec.create === true || field(value, name))) set(value, name);
        },
        spec.create ? { ...creation, make: () => ({ ...emptyMap(namespace) }) } : undefined,
      );
    }
  }
  failOnSameIds(resources, namespace);
}

/** The spec of the map that holds the field, and the field's name. */
function splitSpec(spec: FieldSpec): { readonly parent: FieldSpec; readonly name: string } {
  let split = splitSpecs.get(spec);
  if (!split) {
    const slash = spec.path.lastIndexOf('/');
    split = { parent: { ...spec, path: spec.path.slice(0, slash) }, name: spec.path.slice(slash + 1) };
    splitSpecs.set(spec, split);
  }
  return split;
}

const splitSpecs = new WeakMap<FieldSpec, { readonly parent: FieldSpec; readonly name: string }>();

function failOnSameIds(resources: readonly Resource[], namespace: YamlScalar): void {
  const ids = new Set<string>();
  for (const { currentId } of resources) {
    const key = idKey(currentId);
    if (ids.has(key)) {
      throw new Failure(`namespace transformation produces ID conflict: ${idText(currentId)}`, namespace.at);
    }
    ids.add(key);
  }
}

function emptyMap(namespace: YamlScalar): Draft {
  return { kind: 'map', at: namespace.at, pairs: [], flow: false, indent: 0 };
}

/** The subject `default` is moved along, other accounts are not, unless the transformer is told so. */
function setSubjects(node: DraftMap, mode: SubjectMode, set: (subject: DraftMap) => void): void {
  const subjects = valueAt(node, 'subjects');
  if (mode === 'none' || subjects?.kind !== 'sequence') return;
  for (const subject of subjects.items) {
    if (subject.kind !== 'map') continue;
    const chosen =
      mode === 'defaultOnly'
        ? textAt(subject, 'name') === 'default'
        : textAt(subject, 'kind') === 'ServiceAccount';
    if (chosen) set(subject);
  }
}
