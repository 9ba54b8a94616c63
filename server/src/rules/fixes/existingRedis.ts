import type { LaravelWorkload } from '../../model/stackModel';
import type { ObjectOf } from '../../model/stackIndex';
import { workloadsOf } from '../../model/selectors';
import { sameNamespace } from '../../model/stackIndex';

/** A Redis that the stack already has, or that the workload already talks to. */
export interface ExistingRedis {
  readonly host: string;
  readonly port: number;
  readonly service?: ObjectOf<'service'>;
  /** A Secret and its key with the password, where the server's manifest shows one. */
  readonly password?: { readonly secret: string; readonly key: string };
}

const REDIS_IMAGE =
  /(^|\/)(redis|valkey|keydb|dragonfly|redis-stack(-server)?|bitnami\/(redis|valkey))([:@]|$)/i;

/** Redis Services that this workload can reach, the likeliest first. */
export function existingRedis(workload: LaravelWorkload): ExistingRedis[] {
  const { index } = workload.hosts;
  const namespace = workload.object.namespace?.value;
  return index
    .all('service')
    .filter((service) => sameNamespace(service.namespace, namespace) && service.name.unknown === undefined)
    .flatMap((service) => {
      const port =
        service.details.ports.find((each) => each.port === 6379)?.port ?? service.details.ports[0]?.port;
      const servers = workloadsOf(index, service);
      const server = servers.find(({ details }) =>
        details.template.containers.some((each) => REDIS_IMAGE.test(each.image?.value ?? '')),
      );
      const named =
        /(^|-)(redis|valkey|keydb|dragonfly)(-master|-primary)?$/i.test(service.name.value) && port === 6379;
      if ((!server && !named) || /sentinel|exporter|metrics|insight|commander/i.test(service.name.value))
        return [];
      const password = server && passwordOf(server);
      return [{ host: service.name.value, port: port ?? 6379, service, ...(password && { password }) }];
    });
}

function passwordOf(server: ObjectOf<'workload'>): ExistingRedis['password'] {
  for (const container of server.details.template.containers) {
    for (const { name, from } of container.env) {
      if (/PASSWORD|REDISCLI_AUTH/i.test(name.value) && from && from.kind === 'Secret') {
        return { secret: from.name.value, key: from.key.value };
      }
    }
  }
  return undefined;
}
