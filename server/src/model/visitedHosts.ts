import type { Field } from '../formats/kubernetes/facts';
import { isPlaceholder } from '../text/placeholder';
import type { LaravelWorkload } from './stackModel';

/**
 * The hosts under which visitors reach a workload, as its Ingresses and routes name them. Undefined when none is named, when
 * one cannot be known, or when there is a way in that takes any host.
 */
export function visitedHosts({ path }: LaravelWorkload): readonly Field[] | undefined {
  const found: Field[] = [];
  for (const { object, service } of path.hops) {
    const { details } = object;
    if (details.type !== 'ingress' && details.type !== 'route') return undefined;
    const backends = details.backends.filter((backend) => backend.service.value === service.name.value);
    const any =
      details.hosts.length === 0 ||
      (details.type === 'ingress' && backends.some((backend) => backend.host === undefined));
    if (any) return undefined;
    const named =
      details.type === 'ingress'
        ? details.hosts.filter((host) => backends.some((backend) => backend.host === host.value))
        : details.hosts;
    found.push(...named);
    const alias = object.annotations.get('nginx.ingress.kubernetes.io/server-alias');
    if (alias) found.push(...alias.value.split(',').map((value) => ({ ...alias, value: value.trim() })));
  }
  const unknown = found.some(
    ({ value, unknown: why }) => why !== undefined || isPlaceholder(value) || value === '*',
  );
  return found.length === 0 || unknown ? undefined : found;
}
