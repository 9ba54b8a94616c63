import type { Certainty } from './certainty';
import type { Provenance, Slot } from './provenance';
import { sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

/** The variables that Kubernetes makes for each Service with a cluster address (kubernetes.md §1). */
export function serviceLinks(index: StackIndex, workload: ObjectOf<'workload'>): ReadonlyMap<string, Slot> {
  const { template } = workload.details;
  if (template.enableServiceLinks && !template.enableServiceLinks.value) return new Map();
  const known = LINKS.get(index) ?? new Map<string | undefined, ReadonlyMap<string, Slot>>();
  LINKS.set(index, known);
  const namespace = workload.namespace?.value;
  const links = known.get(namespace) ?? linksIn(index, namespace);
  known.set(namespace, links);
  return links;
}

/** All workloads of a namespace are given the same. */
const LINKS = new WeakMap<StackIndex, Map<string | undefined, ReadonlyMap<string, Slot>>>();

function linksIn(index: StackIndex, namespace: string | undefined): ReadonlyMap<string, Slot> {
  const links = new Map<string, Slot>();
  for (const service of index.all('service')) {
    const { details } = service;
    if (details.headless || details.externalName || !sameNamespace(service.namespace, namespace)) continue;
    const port = details.ports[0]?.port;
    if (port === undefined || service.name.unknown !== undefined) continue;
    const prefix = service.name.value.toUpperCase().replace(/[-.]/g, '_');
    const provenance: Provenance = {
      at: service.name.at,
      source: 'service-link',
      what: `service link of Service "${service.name.value}"`,
      object: service,
    };
    const certainty: Certainty = service.namespace?.value === namespace ? 'certain' : 'likely';
    const link = (name: string, value: string): void => {
      links.set(name, { state: 'set', value, secret: false, certainty, chain: [provenance] });
    };
    link(`${prefix}_SERVICE_HOST`, CLUSTER_ADDRESS);
    link(`${prefix}_SERVICE_PORT`, String(port));
    link(`${prefix}_PORT`, `tcp://${CLUSTER_ADDRESS}:${port}`);
  }
  return links;
}

/** Stands for the address that the cluster will give a Service. */
export const CLUSTER_ADDRESS = '10.0.0.1';
