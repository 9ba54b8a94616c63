import type { LocalEnv, StackModel } from '../model/stackModel';
import { STORES, similarNames, type Store } from './endpointReports';
import type { Report } from './rule';

/** Hosts in a `.env` that are all but the name of a Service, in a workspace that has no workload of Laravel yet. */
export function* nearlyNamed(stack: StackModel, store: Store): Iterable<Report> {
  for (const env of stack.localEnv ?? []) {
    const report = checkEnv(stack, env, store);
    if (report) yield report;
  }
}

function checkEnv({ index }: StackModel, env: LocalEnv, store: Store): Report | undefined {
  const { variable, server } = STORES[store];
  const entry = env.values.get(variable);
  const host = entry?.value?.toLowerCase();
  // Names with dots may be of any network; those of a cluster say so.
  if (!entry || !host || !/^[a-z][-a-z0-9]*(\.[-a-z0-9]+\.svc(\..*)?)?$/.test(host)) return undefined;
  if (host === 'localhost' || env.knownHosts.has(host.split('.')[0] ?? '')) return undefined;
  const names = index.all('service').map(({ name }) => name.value);
  const [meant, ...others] = [...new Set(similarNames(names, host))];
  if (meant === undefined || others.length > 0) return undefined;
  const service = index.all('service').find(({ name }) => name.value === meant);
  const [, ...rest] = host.split('.');
  const value = [meant, ...rest].join('.');
  return {
    at: entry.valueAt,
    message: `${variable} is "${host}", and no Service is called that; there is one called "${meant}". A pod with this .env cannot reach ${server}: the name does not resolve.`,
    certainty: 'likely',
    related: service ? [{ at: service.name.at, message: `Service "${meant}" is defined here.` }] : [],
    fixes: () => [
      {
        title: `Set ${variable} to Service "${meant}"`,
        edits: [{ kind: 'set-variable', file: env.file, name: variable, value }],
        preferred: true,
      },
    ],
  };
}
