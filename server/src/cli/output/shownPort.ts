import type { Endpoint } from '../../model/stackModel';

/** The port as it may be shown: the address that a service link will hold is known in the cluster only. */
export function shownPort({ port, portVariable }: Endpoint): number | string | null {
  const linked = portVariable?.chain[0]?.source === 'service-link';
  return linked && port !== null ? String(port).replace(/^tcp:\/\/[^:]*/, 'tcp://…') : port;
}
