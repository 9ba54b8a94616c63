import { CHART_LIKE_NAME, type HostContext } from './hostResolution';
import { sameNamespace, type ObjectOf } from './stackIndex';
import type { Endpoint } from './stackModel';

/**
 * The Service that a host was meant to name, where a kustomization's namePrefix or nameSuffix gave it another name and, as
 * kustomize does, left the text of the host alone.
 */
export function renamedService(
  { stack, index, workload }: HostContext,
  endpoint: Endpoint,
): ObjectOf<'service'> | undefined {
  const { resolution, host } = endpoint;
  const missing =
    (resolution.resolves === 'no' && resolution.why === 'no-such-service') ||
    (resolution.resolves === 'unknown' && resolution.why === CHART_LIKE_NAME);
  const written = stack.kustomization?.writtenNames;
  if (!missing || host === null || !written || written.size === 0) return undefined;
  const wanted = host.toLowerCase().split('.')[0];
  const found = index
    .all('service')
    .filter(
      (service) =>
        written.get(service)?.toLowerCase() === wanted &&
        sameNamespace(service.namespace, workload.namespace?.value),
    );
  return found.length === 1 ? found[0] : undefined;
}
