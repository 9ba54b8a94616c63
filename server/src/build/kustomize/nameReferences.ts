import type { BuildContext } from './buildContext';
import {
  field,
  isNull,
  keyNode,
  rewriteText,
  scalarText,
  setField,
  textAt,
  textNode,
  valueAt,
  type Draft,
  type DraftMap,
  type DraftScalar,
} from './draft';
import { Failure } from './failure';
import { visitField, type FieldSpec } from './fieldSpecs';
import type { Resource } from './resource';
import {
  effectiveNamespace,
  idText,
  isClusterScoped,
  isSelected,
  sameNamespace,
  type GvkSelector,
} from './resourceId';
import type { NameReference } from './transformerConfig';

/**
 * Follows renamed objects in the fields that hold their names, as kustomize's `filters/nameref` does. A field that could
 * mean several objects is a problem and left alone.
 */
export function fixNameReferences(
  resources: readonly Resource[],
  references: readonly NameReference[],
  context: BuildContext,
): void {
  const renamed = resources.some((resource) => resource.previous.length > 0);
  if (!renamed) return;
  const byName = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of new Set(resource.previous.map((id) => id.name))) {
      byName.set(name, [...(byName.get(name) ?? []), resource]);
    }
  }
  const byKind = referencesByKind(references);
  for (const referrer of resources) {
    const original = referrer.originalId;
    for (const { target, spec, anywhere } of [
      ...(byKind.get(original.kind) ?? []),
      ...(byKind.get('') ?? []),
    ]) {
      if (!isSelected(original, spec)) continue;
      const update = { referrer, target, path: spec.path, byName };
      context.attempt(referrer.node.at, () => {
        visitField(referrer.node, anywhere, context.work, (value) => updateReference(value, update));
      });
    }
  }
}

/** A field that may hold the name of a target. */
interface ReferenceField {
  readonly target: GvkSelector;
  readonly spec: FieldSpec;
  /** The path alone: the kind of the referrer counts as it was, the path is for whatever it is now. */
  readonly anywhere: FieldSpec;
}

/** The fields by the kind of the objects that have them, in the order in which they are looked at. */
function referencesByKind(references: readonly NameReference[]): ReadonlyMap<string, ReferenceField[]> {
  const known = knownByKind.get(references);
  if (known) return known;
  const byKind = new Map<string, ReferenceField[]>();
  for (const target of references) {
    for (const spec of target.fieldSpecs) {
      const kind = spec.kind ?? '';
      const fields = byKind.get(kind) ?? [];
      fields.push({ target, spec, anywhere: { path: spec.path } });
      byKind.set(kind, fields);
    }
  }
  knownByKind.set(references, byKind);
  return byKind;
}

/** Most builds have the references that kustomize knows by itself. */
const knownByKind = new WeakMap<readonly NameReference[], ReadonlyMap<string, ReferenceField[]>>();

interface Update {
  readonly referrer: Resource;
  readonly target: GvkSelector;
  readonly path: string;
  /** All objects by the names that they had. */
  readonly byName: ReadonlyMap<string, readonly Resource[]>;
}

function updateReference(value: Draft, update: Update): void {
  if (isNull(value)) return;
  if (value.kind === 'scalar') updateScalar(value, update);
  else if (value.kind === 'map') updateMap(value, update);
  else for (const item of value.items) if (!isNull(item)) updateReference(item, update);
}

function updateScalar(value: DraftScalar, update: Update): void {
  const found = selectReferral(
    value.text,
    candidatesOf(value.text, update),
    update,
    (a, b) => a.name === b.name,
  );
  if (found && found.name !== value.text) rewriteText(value, found.name);
}

/** A map such as a role binding's subject names the namespace as well. */
function updateMap(map: DraftMap, update: Update): void {
  const name = field(map, 'name');
  if (!name) throw new Failure("path config error; no 'name' field in node", map.at);
  const text = scalarText(name.value);
  let candidates = candidatesOf(text, update);
  const namespace = field(map, 'namespace');
  if (namespace) {
    const wanted = scalarText(namespace.value);
    const originally = candidates.filter((each) => effectiveNamespace(each.originalId) === wanted);
    candidates =
      originally.length > 0
        ? originally
        : candidates.filter((each) => effectiveNamespace(each.currentId) === wanted);
  }
  const found = selectReferral(
    text,
    candidates,
    update,
    (a, b) => a.name === b.name && a.namespace === b.namespace,
  );
  if (!found) return;
  if (name.value.kind === 'scalar' && found.name !== text) rewriteText(name.value, found.name);
  if (found.namespace !== '' && textAt(map, 'namespace') !== found.namespace) {
    const source = valueAt(found.node, 'metadata', 'namespace')?.at ?? found.node.at;
    setField(map, keyNode('namespace', source), textNode(found.namespace, source));
  }
}

/** The objects of a former name that the referrer could mean at all, by namespace. */
function candidatesOf(name: string, { referrer, byName }: Update): Resource[] {
  const id = referrer.currentId;
  const all = byName.get(name) ?? [];
  if (isClusterScoped(id)) return [...all];
  const accounts = roleBindingNamespaces(referrer);
  return all.filter((other) => {
    const otherId = other.currentId;
    return isClusterScoped(otherId) || sameNamespace(otherId, id) || accounts.has(other.namespace);
  });
}

function roleBindingNamespaces(referrer: Resource): Set<string> {
  const namespaces = new Set<string>();
  const subjects = valueAt(referrer.node, 'subjects');
  if (referrer.kind !== 'RoleBinding' || subjects?.kind !== 'sequence') return namespaces;
  for (const subject of subjects.items) {
    if (textAt(subject, 'kind') === 'ServiceAccount' && field(subject, 'namespace')) {
      namespaces.add(textAt(subject, 'namespace'));
    }
  }
  return namespaces;
}

function selectReferral(
  name: string,
  candidates: readonly Resource[],
  { referrer, target, path }: Update,
  identical: (a: Resource, b: Resource) => boolean,
): Resource | undefined {
  const role = path.endsWith('roleRef/name') ? roleRef(referrer) : undefined;
  const id = referrer.currentId;
  let left = candidates.filter(
    (each) =>
      each.previousIds.some((previous) => previous.name === name) &&
      each.previousIds.some((previous) => isSelected(previous, target)) &&
      (!role || each.previousIds.some((previous) => isSelected(previous, role))) &&
      (isClusterScoped(id) ||
        isClusterScoped(each.currentId) ||
        each.kind === 'ServiceAccount' ||
        sameNamespace(id, each.currentId)),
  );
  if (left.length === 1) return left[0];
  for (const allowEmpty of [true, false]) {
    left = left.filter((each) => sameAffixes(each, referrer, allowEmpty));
    if (left.length === 1) return left[0];
  }
  const [first, ...others] = left;
  if (!first || others.every((other) => identical(first, other))) return first;
  throw new Failure(
    `found multiple possible referrals: ${left.map((each) => idText(each.currentId)).join(', ')}`,
    referrer.node.at,
  );
}

function roleRef(referrer: Resource): GvkSelector | undefined {
  const group = textAt(referrer.node, 'roleRef', 'apiGroup');
  const kind = textAt(referrer.node, 'roleRef', 'kind');
  return group === '' || kind === '' ? undefined : { group, kind };
}

/** Whether two objects were renamed by the same kustomizations, the outer ones at least. */
function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  const same = (left: readonly string[], right: readonly string[]) =>
    (allowEmpty && (left.length === 0 || right.length === 0)) || sameEnding(left, right);
  return same(a.prefixes, b.prefixes) && same(a.suffixes, b.suffixes);
}

function sameEnding(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  if (length === 0) return a.length === b.length;
  for (let i = 1; i <= length; i++) if (a.at(-i) !== b.at(-i)) return false;
  return true;
}
