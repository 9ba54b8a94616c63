import { workloadsOf } from './selectors';
import type { SessionStore } from './sessionStore';
import type { ObjectOf, StackIndex } from './stackIndex';
import type { Endpoint } from './stackModel';

/** Whether the server behind the session store keeps its data over a restart; null where it is not seen. */
export function storePersists(
  index: StackIndex,
  store: SessionStore,
  redis: Endpoint,
  database: Endpoint,
): boolean | null {
  const endpoint = store.kind === 'redis' ? redis : store.kind === 'database' ? database : undefined;
  if (endpoint?.resolution.resolves !== 'yes' || !endpoint.resolution.service) return null;
  const servers = workloadsOf(index, endpoint.resolution.service);
  if (servers.length === 0) return null;
  return servers.every((server) => keepsData(server));
}

/** Whether the pods of a server have a volume that outlives them. */
export function keepsData({ details, kind }: ObjectOf<'workload'>): boolean {
  if (kind === 'StatefulSet' && details.claimTemplates.length > 0) return true;
  const { template } = details;
  return template.volumes.some(
    ({ name, source }) =>
      (source.kind === 'claim' || source.kind === 'hostPath' || source.kind === 'nfs') &&
      template.containers.some((container) => container.mounts.some((mount) => mount.volume === name)),
  );
}
