import { renamedService } from '../model/renamedService';
import type { ObjectOf } from '../model/stackIndex';
import type { Endpoint, LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest, YamlContent } from '../text/editRequest';
import { chainOf, endpointOf, needs, shownHost, STORES, talksToStores, type Store } from './endpointReports';
import { setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { capital, subjectOf, workloadName } from './words';

export const kustomizePrefixBreaksHost: Rule = {
  id: 'kustomize-prefix-breaks-host',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      for (const store of ['redis', 'database'] as const) {
        const report = checkStore(workload, store);
        if (report) yield report;
      }
    }
  },
};

function checkStore(workload: LaravelWorkload, store: Store): Report | undefined {
  const endpoint = endpointOf(workload, store);
  if (!talksToStores(workload) || endpoint.usedBy.length === 0 || !endpoint.hostAt) return undefined;
  const service = renamedService(workload.hosts, endpoint);
  if (!service) return undefined;
  const { kustomization, name } = workload.hosts.stack;
  const variable = endpoint.url?.variable?.name ?? STORES[store].variable;
  const sure = endpoint.certainty === 'certain' && endpoint.resolution.resolves === 'no';
  return {
    at: endpoint.hostAt,
    message: `${variable} is ${shownHost(endpoint)}, but kustomization "${name}" renames that Service to "${service.name.value}" and leaves the host as it is. ${capital(needs(endpoint))} of ${workloadName(workload)} cannot reach ${STORES[store].server}: the name does not resolve.`,
    certainty: sure ? 'certain' : 'likely',
    related: [
      ...(kustomization?.renamesAt
        ? [{ at: kustomization.renamesAt, message: `Kustomization "${name}" renames Services here.` }]
        : []),
      { at: service.name.at, message: `Service "${service.name.value}" is defined here.` },
      ...chainOf(workload, endpoint),
    ],
    fixes: () => fixes(workload, store, service),
    subject: subjectOf(workload, variable),
  };
}

function fixes(workload: LaravelWorkload, store: Store, service: ObjectOf<'service'>): Fix[] {
  const endpoint = endpointOf(workload, store);
  const { kustomization, name: stack } = workload.hosts.stack;
  if (endpoint.host === null || !kustomization) return [];
  const [, ...rest] = endpoint.host.split('.');
  const host = [service.name.value, ...rest].join('.');
  const setting = settingOf(endpoint, STORES[store].variable, host);
  if (!setting) return [];
  const { variable, value } = setting;
  const what = value === host ? `"${host}"` : `the host "${host}"`;
  const title = `Set ${variable} to ${what} in kustomization "${stack}"`;
  const inOverlay =
    endpoint.hostAt && directoryOf(endpoint.hostAt.file) === directoryOf(kustomization.at.file);
  if (inOverlay) return [{ title, edits: setVariable(workload, variable, value), preferred: true }];
  const patch = patchOf(workload, variable, value);
  if (patch === undefined) return [];
  const item: YamlContent = { patch };
  const edit: EditRequest = kustomization.patchesAt
    ? { kind: 'append-item', sequence: kustomization.patchesAt, item }
    : { kind: 'set-pair', map: kustomization.at, key: 'patches', value: [item] };
  return [{ title, edits: [edit], preferred: true }];
}

/** What is to be set: the host, or the URL that holds it and that is no secret, since it is written out in the overlay. */
function settingOf(
  endpoint: Endpoint,
  name: string,
  host: string,
): { variable: string; value: string } | undefined {
  if (endpoint.url?.host === undefined) return { variable: name, value: host };
  const { variable, host: old } = endpoint.url;
  if (variable?.state !== 'set' || variable.secret) return undefined;
  const start = variable.value.indexOf('//') + 2;
  const end = /[/?#]|$/.exec(variable.value.slice(start))?.index ?? 0;
  const authority = variable.value.slice(start, start + end);
  const at = authority.lastIndexOf('@') + 1;
  if (authority.slice(at).replace(/:\d*$/, '').toLowerCase() !== old.toLowerCase()) return undefined;
  const port = authority.slice(at + old.length);
  const value = `${variable.value.slice(0, start + at)}${host}${port}${variable.value.slice(start + end)}`;
  return { variable: variable.name, value };
}

function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** A strategic merge patch for the object that decides the variable, under the name that its manifest gives it. */
function patchOf(workload: LaravelWorkload, variable: string, value: string): string | undefined {
  const winner = workload.environment.get(variable).chain[0];
  const owner = winner?.source === 'env' ? workload.object : winner?.object;
  if (!owner) return undefined;
  const { kustomization } = workload.hosts.stack;
  const name = kustomization?.writtenNames.get(owner) ?? owner.name.value;
  const namespace = kustomization?.writtenNamespace(owner);
  const head = [`apiVersion: ${owner.apiVersion}`, `kind: ${owner.kind}`, 'metadata:', `  name: ${name}`];
  if (namespace !== undefined) head.push(`  namespace: ${namespace}`);
  const { details } = owner;
  if (details.type === 'config-map') return [...head, 'data:', `  ${variable}: ${value}`].join('\n');
  if (details.type === 'secret') return [...head, 'stringData:', `  ${variable}: ${value}`].join('\n');
  if (details.type !== 'workload' || !TEMPLATES.has(owner.kind)) return undefined;
  const spec = ['spec:', '  template:', '    spec:', '      containers:'];
  const container = [`        - name: ${workload.container.name}`, '          env:'];
  const entry = [`            - name: ${variable}`, `              value: ${value}`];
  return [...head, ...spec, ...container, ...entry].join('\n');
}

const TEMPLATES: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);
