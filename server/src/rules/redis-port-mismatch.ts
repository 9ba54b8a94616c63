import { workloadsOf } from '../model/selectors';
import type { ObjectOf } from '../model/stackIndex';
import { runningContainers } from '../model/runningContainers';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { needs, talksToStores } from './endpointReports';
import { placeOfVariable, setVariable } from './fixes/setVariable';
import type { Fix, Report, Rule } from './rule';
import { capital, list, subjectOf, workloadName } from './words';

export const redisPortMismatch: Rule = {
  id: 'redis-port-mismatch',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const { redis } = workload;
      const service = redis.resolution.resolves === 'yes' ? redis.resolution.service : undefined;
      if (!talksToStores(workload) || redis.usedBy.length === 0 || !service) continue;
      const { headless, externalName, ports } = service.details;
      if (headless || externalName || ports.length === 0) continue;
      const report = otherPort(workload, service) ?? unknownName(stack, workload, service);
      if (report) yield report;
    }
  },
};

function portOf({ redis }: LaravelWorkload): number | undefined {
  if (redis.address?.kind === 'tcp' && redis.address.port !== undefined) return redis.address.port;
  const port = Number(redis.port);
  return redis.port !== null && Number.isInteger(port) ? port : undefined;
}

function otherPort(workload: LaravelWorkload, service: ObjectOf<'service'>): Report | undefined {
  const { redis } = workload;
  const port = portOf(workload);
  const { ports } = service.details;
  const known = ports.every((each) => Number.isInteger(each.port));
  // A default is nobody's fault: then the host is what was chosen.
  const at = redis.portVariable ? (redis.portAt ?? redis.hostAt) : redis.hostAt;
  if (port === undefined || !known || !at || ports.some((each) => each.port === port)) return undefined;
  const has = list(ports.map((each) => String(each.port)));
  return {
    at,
    message: `Laravel connects to port ${port} of Service "${service.name.value}", which has only ${has}. ${capital(needs(redis))} of ${workloadName(workload)} cannot reach Redis.`,
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    related: ports.map((each) => ({
      at: each.at,
      message: `Service "${service.name.value}" has this port.`,
    })),
    fixes: () => portFixes(workload, service),
    subject: subjectOf(workload, 'REDIS_PORT'),
  };
}

function portFixes(workload: LaravelWorkload, service: ObjectOf<'service'>): Fix[] {
  const { redis } = workload;
  const byUrl = redis.url?.host !== undefined;
  const inHost = redis.address?.kind === 'tcp' && redis.address.port !== undefined;
  if (byUrl || inHost || (workload.app && !workload.readNames.has('REDIS_PORT'))) return [];
  const [port] = service.details.ports;
  if (!port || service.details.ports.length > 1) return [];
  return [
    {
      title: `Set REDIS_PORT to "${port.port}" in ${placeOfVariable(workload, 'REDIS_PORT')}`,
      edits: setVariable(workload, 'REDIS_PORT', String(port.port)),
      preferred: true,
    },
  ];
}

/** A named target port that none of the pods has. */
function unknownName(
  stack: StackModel,
  workload: LaravelWorkload,
  service: ObjectOf<'service'>,
): Report | undefined {
  const wanted = portOf(workload);
  const port = service.details.ports.find((each) => each.port === wanted);
  const { targetPort } = port ?? {};
  if (!port || typeof targetPort !== 'string') return undefined;
  const pods = workloadsOf(stack.index, service);
  const containers = pods.flatMap(({ details }) => runningContainers(details.template));
  const hidden = pods.some(({ details }) => details.template.unknown !== undefined);
  if (
    pods.length === 0 ||
    hidden ||
    containers.some((each) => each.ports.some(({ name }) => name === targetPort))
  )
    return undefined;
  const { redis } = workload;
  return {
    at: port.targetPortAt ?? port.at,
    message: `Service "${service.name.value}" leads to a port called "${targetPort}", and no container of its pods has one. ${capital(needs(redis))} of ${workloadName(workload)} cannot reach Redis.`,
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    related: pods.map(({ kind, name }) => ({ at: name.at, message: `The pods of ${kind} "${name.value}".` })),
    fixes: () => targetFixes(port, containers),
    subject: `Service/${service.namespace?.value ?? ''}/${service.name.value}`,
  };
}

type ServicePort = ObjectOf<'service'>['details']['ports'][number];
type Container = ObjectOf<'workload'>['details']['template']['containers'][number];

function targetFixes(port: ServicePort, containers: readonly Container[]): Fix[] {
  const ports = containers.flatMap((each) => each.ports);
  const meant = ports.find((each) => each.port === port.port) ?? (ports.length === 1 ? ports[0] : undefined);
  const value = meant?.name ?? meant?.port ?? port.port;
  if (!port.itemAt) return [];
  return [
    {
      title: `Lead to port ${typeof value === 'string' ? `"${value}"` : value} of the container`,
      edits: [{ kind: 'set-pair', map: port.itemAt, key: 'targetPort', value }],
      preferred: true,
    },
  ];
}
