import { plainSecrets, type PlainSecret } from '../model/plainSecrets';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { Place } from '../text/place';
import type { Report, Rule } from './rule';
import { list, workloadName } from './words';

export const envValueNotString: Rule = {
  id: 'env-value-not-string',
  severity: 'error',
  scope: 'workload',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      for (const value of valuesOf(workload)) yield report(value);
      for (const secret of plainSecrets(workload)) yield reportPlain(secret);
    }
  },
};

interface LooseValue {
  readonly name: string;
  readonly at: Place;
  readonly text: string;
  readonly type: 'number' | 'boolean';
  readonly secret: boolean;
  /** The object that is refused: `ConfigMap "web-env"`. */
  readonly owner: string;
}

function* valuesOf(workload: LaravelWorkload): Iterable<LooseValue> {
  const { object, hosts } = workload;
  const { containers, initContainers } = object.details.template;
  for (const container of [...initContainers, ...containers]) {
    for (const { name, value } of container.env) {
      if (value?.scalarType !== 'number' && value?.scalarType !== 'boolean') continue;
      if (value.unknown !== undefined) continue;
      const base = { name: name.value, at: value.at, text: value.value, type: value.scalarType };
      yield { ...base, secret: false, owner: workloadName(workload) };
    }
    const sources = [
      ...container.envFrom.map(({ kind, name }) => ({ kind, name })),
      ...container.env.flatMap(({ from }) => (from && from.kind !== 'other' ? [from] : [])),
    ];
    for (const { kind, name } of sources) {
      const type = kind === 'Secret' ? 'secret' : 'config-map';
      const found = hosts.index.find(type, name.value, object.namespace?.value, object.at.file);
      for (const [key, field] of found?.details.data ?? []) {
        if (field.scalarType !== 'number' && field.scalarType !== 'boolean') continue;
        if (field.unknown !== undefined) continue;
        const base = { name: key, at: field.at, text: field.value, type: field.scalarType };
        yield { ...base, secret: kind === 'Secret', owner: `${kind} "${name.value}"` };
      }
    }
  }
}

function reportPlain({ name: secret, entries }: PlainSecret): Report {
  const names = entries.map(({ name }) => name);
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names;
  const [first, ...others] = entries;
  return {
    at: first.at,
    message: `Secret "${secret}" holds plain text under "data", where Kubernetes takes base64: ${list(shown)}. kubectl refuses the Secret with "illegal base64 data", and pods that need it do not start. Plain text belongs under "stringData".`,
    certainty: 'certain',
    related: others.slice(0, 9).map(({ name, at }) => ({ at, message: `${name} is plain text too.` })),
    fixes: () => [
      {
        title: `Encode ${others.length === 0 ? first.name : `all ${names.length} values`} as base64`,
        edits: entries.map(({ at, text }) => ({ kind: 'replace-scalar', at, value: base64(text) })),
        preferred: true,
      },
    ],
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function report({ name, at, text, type, secret, owner }: LooseValue): Report {
  const what = secret ? `a ${type}` : `the ${type} ${text}`;
  return {
    at,
    message: `${name} is ${what}, and Kubernetes takes strings only. kubectl refuses ${owner}: "cannot unmarshal ${type === 'boolean' ? 'bool' : 'number'} into Go struct field … of type string".`,
    certainty: 'certain',
    fixes: () =>
      // What a Secret's data holds is decoded here, and quotes would not make it base64.
      secret
        ? []
        : [
            {
              title: `Quote the value of ${name}`,
              edits: [{ kind: 'replace-scalar', at, value: text }],
              preferred: true,
              safe: true,
            },
          ],
  };
}
