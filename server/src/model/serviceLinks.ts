import type { Certainty } from './certainty';
import type { Provenance, Slot } from './provenance';
import { by, sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

/** The variable of that name that Kubernetes makes for a Service with a cluster address (kubernetes.md §1). */
export function serviceLink(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  name: string,
): Slot | undefined {
  const { template } = workload.details;
  if (template.enableServiceLinks && !template.enableServiceLinks.value) return undefined;
  const namespace = workload.namespace?.value;
  const service = index.having(BY_LINK, name).findLast((each) => sameNamespace(each.namespace, namespace));
  if (!service) return undefined;
  const provenance: Provenance = {
    at: service.name.at,
    source: 'service-link',
    what: `service link of Service "${service.name.value}"`,
    object: service,
  };
  const certainty: Certainty = service.namespace?.value === namespace ? 'certain' : 'likely';
  const value = linksOf(service).get(name) ?? '';
  return { state: 'set', value, secret: false, certainty, chain: [provenance] };
}

const BY_LINK = by('service', (service) => [...linksOf(service).keys()]);

function linksOf({ details, name }: ObjectOf<'service'>): ReadonlyMap<string, string> {
  const port = details.ports[0]?.port;
  if (details.headless || details.externalName || port === undefined || name.unknown !== undefined)
    return new Map();
  const prefix = name.value.toUpperCase().replace(/[-.]/g, '_');
  return new Map([
    [`${prefix}_SERVICE_HOST`, CLUSTER_ADDRESS],
    [`${prefix}_SERVICE_PORT`, String(port)],
    [`${prefix}_PORT`, `tcp://${CLUSTER_ADDRESS}:${port}`],
  ]);
}

/** Stands for the address that the cluster will give a Service. */
export const CLUSTER_ADDRESS = '10.0.0.1';
