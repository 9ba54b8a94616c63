import { selects } from '../model/selectors';
import { sameNamespace, type ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest, YamlContent } from '../text/editRequest';
import { milder, talksToStores } from './endpointReports';
import type { Fix, Report, Rule } from './rule';
import { workloadName } from './words';

export const redisServiceSelectsNothing: Rule = {
  id: 'redis-service-selects-nothing',
  severity: 'error',
  docs: {
    problem: 'The Service that REDIS_HOST names selects no pods.',
    why: `A Service without pods behind it has an address that nobody answers: \`Connection refused\` or a time-out at each access. A common
case is a Service with \`app: redis\` in front of the bitnami chart, whose pods carry \`app.kubernetes.io/name: redis\`.`,
    remedy:
      'Make the selector equal to the labels of the Redis pods. With the bitnami chart no Service is needed: it makes `<release>-redis-master`.',
    silent: `Silent for Services without a selector (their endpoints are made by hand) and when labels cannot be known. When no Redis pods are
defined here at all, so that a chart may have been installed by hand, it is a warning.`,
  },
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(stack, workload);
      if (report) yield report;
    }
  },
};

/** The labels of bitnami's master pods (kubernetes.md, "Services and names"). */
const BITNAMI_LABELS = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/component': 'master' };

const REDIS = /redis|valkey|keydb|dragonfly/i;

function checkWorkload(stack: StackModel, workload: LaravelWorkload): Report | undefined {
  const { redis } = workload;
  const { resolution } = redis;
  if (
    !talksToStores(workload) ||
    redis.usedBy.length === 0 ||
    resolution.resolves !== 'yes' ||
    !resolution.service
  )
    return undefined;
  const { service } = resolution;
  const { selector, selectorAt } = service.details;
  if (selector.size === 0 || !selectorAt) return undefined;
  const pods = stack.index
    .all('workload')
    .filter((each) => sameNamespace(each.namespace, service.namespace?.value));
  if (pods.some((each) => selects(selector, each.details.template.labels) !== false)) return undefined;
  if (fromOperator(stack, selector)) return undefined;
  const servers = pods.filter(runsRedis);
  const bitnami = [...selector].every(([key, { value }]) =>
    key.startsWith('app.kubernetes.io/') && (BITNAMI_LABELS as Record<string, string>)[key] !== undefined
      ? (BITNAMI_LABELS as Record<string, string>)[key] === value
      : key === 'app.kubernetes.io/instance',
  );
  if (servers.length === 0 && bitnami) return undefined;
  const labels = [...selector].map(([key, { value }]) => `${key}: ${value}`).join(', ');
  return {
    at: selectorAt,
    message: message(service, labels, servers.length > 0, workload),
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    ...(servers.length === 0 && { severity: 'warning' as const }),
    ...milder(workload, redis),
    related: servers.map((server) => ({
      at: server.name.at,
      message: `The Redis pods of ${server.kind} "${server.name.value}" have other labels.`,
    })),
    fixes: () => fixes(service, selectorAt, servers),
    subject: `Service/${service.namespace?.value ?? ''}/${service.name.value}`,
  };
}

function message(
  service: ObjectOf<'service'>,
  labels: string,
  hasServers: boolean,
  workload: LaravelWorkload,
): string {
  const start = `Service "${service.name.value}" selects ${labels}, and no pods of this stack have these labels, so nobody answers ${workloadName(workload)} there.`;
  return hasServers
    ? start
    : `${start} If Redis comes from the bitnami chart, its pods carry app.kubernetes.io/name: redis, and the chart makes a Service "<release>-redis-master" of its own.`;
}

function runsRedis({ details }: ObjectOf<'workload'>): boolean {
  return details.template.containers.some(
    ({ image }) =>
      REDIS.test(image?.value.split('/').at(-1) ?? '') &&
      !/exporter|commander|insight/i.test(image?.value ?? ''),
  );
}

/** Pods that an operator makes are not seen here. */
function fromOperator(stack: StackModel, selector: ObjectOf<'service'>['details']['selector']): boolean {
  return stack.index
    .all('operator')
    .some(
      ({ details, name }) =>
        REDIS.test(details.what) || [...selector.values()].some(({ value }) => value === name.value),
    );
}

function fixes(
  service: ObjectOf<'service'>,
  selectorAt: NonNullable<ObjectOf<'service'>['details']['selectorAt']>,
  servers: readonly ObjectOf<'workload'>[],
): Fix[] {
  const replace = (labels: Readonly<Record<string, YamlContent>>): EditRequest[] =>
    service.specAt ? [{ kind: 'set-pair', map: service.specAt, key: 'selector', value: labels }] : [];
  if (servers.length === 0) {
    return [
      {
        title: `Select the master pods of the bitnami chart in Service "${service.name.value}"`,
        edits: replace(BITNAMI_LABELS),
      },
    ];
  }
  void selectorAt;
  return servers.map((server, order): Fix => {
    const labels = Object.fromEntries(
      [...server.details.template.labels].map(([key, { value }]) => [key, value]),
    );
    return {
      title: `Select the pods of ${server.kind} "${server.name.value}"`,
      edits: replace(labels),
      preferred: order === 0,
    };
  });
}
