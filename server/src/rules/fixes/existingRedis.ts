import type { LaravelWorkload } from '../../model/stackModel';
import type { ObjectOf } from '../../model/stackIndex';
import { redisServers } from '../../model/redisServer';
import { sameNamespace } from '../../model/stackIndex';

/** A Redis that the stack already has, or that the workload already talks to. */
export interface ExistingRedis {
  readonly host: string;
  readonly port: number;
  readonly service?: ObjectOf<'service'>;
  /** A Secret and its key with the password, where the server's manifest shows one. */
  readonly password?: { readonly secret: string; readonly key: string };
}

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
      const [server] = redisServers(index, service);
      const named =
        /(^|-)(redis|valkey|keydb|dragonfly)(-master|-primary)?$/i.test(service.name.value) && port === 6379;
      if ((!server && !named) || /sentinel|exporter|metrics|insight|commander/i.test(service.name.value))
        return [];
      const asked = server?.password.state === 'wanted' ? server.password.secret : undefined;
      const password = asked && { secret: asked.name, key: asked.key };
      return [{ host: service.name.value, port: port ?? 6379, service, ...(password && { password }) }];
    });
}
