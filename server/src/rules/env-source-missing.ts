import { sourceOutside } from '../model/sourceOutside';
import { sameNamespace } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Place } from '../text/place';
import { isPlaceholder } from '../text/placeholder';
import { nearestName } from './configNames';
import { talksToStores } from './endpointReports';
import type { Fix, Report, Rule } from './rule';
import { subjectOf, workloadName } from './words';

export const envSourceMissing: Rule = {
  id: 'env-source-missing',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (!talksToStores(workload)) continue;
      for (const reference of references(workload)) {
        const report = checkReference(stack, workload, reference);
        if (report) yield report;
      }
    }
  },
};

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly nameAt: Place;
  readonly key?: string;
  readonly keyAt?: Place;
  readonly container: string;
}

/** What all containers of the pod need: it starts with all of them or not at all. */
function* references({ object }: LaravelWorkload): Iterable<Reference> {
  const { containers, initContainers } = object.details.template;
  for (const container of [...initContainers, ...containers]) {
    for (const entry of container.envFrom) {
      if (entry.optional || entry.name.unknown !== undefined) continue;
      yield { kind: entry.kind, name: entry.name.value, nameAt: entry.name.at, container: container.name };
    }
    for (const { from } of container.env) {
      if (!from || from.kind === 'other' || from.optional) continue;
      if (from.name.unknown !== undefined || from.key.unknown !== undefined) continue;
      yield {
        kind: from.kind,
        name: from.name.value,
        nameAt: from.name.at,
        key: from.key.value,
        keyAt: from.key.at,
        container: container.name,
      };
    }
  }
}

function checkReference(
  stack: StackModel,
  workload: LaravelWorkload,
  reference: Reference,
): Report | undefined {
  const { kind, name, key, container } = reference;
  const namespace = workload.object.namespace?.value;
  const type = kind === 'Secret' ? 'secret' : 'config-map';
  const found = stack.index.find(type, name, namespace, workload.object.at.file);
  if (found) return key === undefined ? undefined : checkKey(stack, workload, reference, found);
  if (sourceOutside(workload.hosts, kind, name) !== undefined) return undefined;
  const beside = stack.index
    .all(type)
    .filter((each) => sameNamespace(each.namespace, namespace) && !isOfDependency(each.at));
  const used = beside.filter((each) => isUsed(stack, kind, each.name.value));
  const idle = beside.filter((each) => !used.includes(each) && isMeantFor(each, key));
  if (used.length + idle.length === 0) return undefined;
  const names = [...used, ...idle].map((each) => each.name.value);
  const nearest = nearestName(name, names) ?? (idle.length === 1 ? idle[0]?.name.value : undefined);
  const hint = nearest === undefined ? '' : ` Is "${nearest}" meant?`;
  return {
    at: reference.nameAt,
    message: `${kind} "${name}", which container "${container}" of ${workloadName(workload)} needs, is not defined here, though other ${kind}s are. Without it the pods never start ("CreateContainerConfigError").${hint}`,
    certainty: 'certain',
    fixes: () => (nearest === undefined ? [] : [rename(kind, nearest, reference.nameAt)]),
    missing: { kind, name },
    subject: subjectOf(workload, `${kind}/${name}`),
  };
}

/** Whether a pod of the stack takes variables from it: registry credentials and certificates say nothing of the environment. */
function isUsed(stack: StackModel, kind: Reference['kind'], name: string): boolean {
  return stack.index
    .all('workload')
    .some(({ details }) =>
      [...details.template.containers, ...details.template.initContainers].some(
        (container) =>
          container.envFrom.some((entry) => entry.kind === kind && entry.name.value === name) ||
          container.env.some(({ from }) => from && from.kind === kind && from.name.value === name),
      ),
    );
}

/** What a chart from elsewhere makes for itself says nothing of where this one keeps its own. */
function isOfDependency({ file }: Place): boolean {
  return /(^|\/)(Chart|requirements)\.ya?ml$/.test(file);
}

/** Whether a Secret or ConfigMap that no pod uses holds the key that is wanted, and is no example to be copied. */
function isMeantFor({ details, at, name }: KeyHolder, key: string | undefined): boolean {
  const value = key === undefined ? undefined : details.data.get(key)?.value;
  return (
    value !== undefined &&
    !isPlaceholder(value) &&
    !/example|sample|template|dist\b/i.test(`${at.file} ${name.value}`)
  );
}

interface KeyHolder {
  readonly name: { readonly value: string };
  readonly at: Place;
  readonly details: { readonly data: ReadonlyMap<string, { readonly value: string }> };
}

type Holder = NonNullable<ReturnType<StackModel['index']['find']>>;

function checkKey(
  stack: StackModel,
  workload: LaravelWorkload,
  { kind, name, key = '', keyAt, nameAt, container }: Reference,
  object: Holder,
): Report | undefined {
  const { details } = object;
  if (details.type !== 'secret' && details.type !== 'config-map') return undefined;
  // An empty object is a form that is filled in elsewhere.
  if (details.data.has(key) || details.unknown !== undefined || details.data.size === 0) return undefined;
  if (stack.stack.outside.length > 0 || stack.stack.problems.length > 0) return undefined;
  const sources = stack.index.all('secret-source').some((each) => each.details.target.value === name);
  if (sources || stack.index.named(object.details.type as 'secret', name, nameAt.file).length > 1)
    return undefined;
  const nearest = nearestName(key, [...details.data.keys()]);
  const hint = nearest === undefined ? '' : ` Is "${nearest}" meant?`;
  return {
    at: keyAt ?? nameAt,
    message: `${kind} "${name}" has no key "${key}", which container "${container}" of ${workloadName(workload)} needs. The pods never start ("CreateContainerConfigError").${hint}`,
    certainty: 'certain',
    related: [{ at: object.name.at, message: `${kind} "${name}" is defined here.` }],
    fixes: () => [
      ...(nearest === undefined || !keyAt ? [] : [rename('key', nearest, keyAt)]),
      ...addKey(object, key),
    ],
    subject: subjectOf(workload, `${kind}/${name}/${key}`),
  };
}

function rename(what: string, name: string, at: Place): Fix {
  return {
    title: `Use ${what} "${name}"`,
    edits: [{ kind: 'replace-scalar', at, value: name }],
    preferred: true,
  };
}

/** The value is for people to fill in; a Secret's `data` wants even that in base64. */
function addKey({ details, kind, name }: Holder, key: string): Fix[] {
  if ((details.type !== 'secret' && details.type !== 'config-map') || !details.dataAt) return [];
  const value = details.type === 'secret' && details.encoded ? btoa('REPLACE_ME') : 'REPLACE_ME';
  const title = `Add key "${key}" to ${kind} "${name.value}" (its value is for you to fill in)`;
  return [{ title, edits: [{ kind: 'set-pair', map: details.dataAt, key, value }] }];
}
