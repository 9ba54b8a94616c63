import { redisContainer } from '../model/redisServer';
import { selects } from '../model/selectors';
import { sameNamespace, type ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import { milder, talksToStores } from './endpointReports';
import type { Fix, Report, Rule } from './rule';
import { workloadName } from './words';

export const redisServiceSelectsNothing: Rule = {
  id: 'redis-service-selects-nothing',
  scope: 'workload',
  severity: 'error',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      const report = checkWorkload(stack, workload);
      if (report) yield report;
    }
  },
};

function checkWorkload(stack: StackModel, workload: LaravelWorkload): Report | undefined {
  const { redis } = workload;
  const service = redis.resolution.resolves === 'yes' ? redis.resolution.service : undefined;
  if (!talksToStores(workload) || redis.usedBy.length === 0 || !service) return undefined;
  const { selector, selectorAt } = service.details;
  if (selector.size === 0 || !selectorAt) return undefined;
  const pods = stack.index
    .all('workload')
    .filter((each) => sameNamespace(each.namespace, service.namespace?.value));
  if (pods.some((each) => selects(selector, each.details.template.labels) !== false)) return undefined;
  if (fromOperator(stack, selector)) return undefined;
  const servers = pods.filter((each) => redisContainer(each) !== undefined);
  if (servers.length === 0 && selectsChart(selector)) return undefined;
  return {
    at: selectorAt,
    message: message(workload, service, servers.length > 0),
    certainty: redis.certainty === 'certain' ? 'certain' : 'likely',
    ...(servers.length === 0 && { severity: 'warning' as const }),
    ...milder(workload, redis),
    related: servers.map((server) => ({
      at: server.name.at,
      message: `The Redis pods of ${server.kind} "${server.name.value}" have other labels.`,
    })),
    fixes: () => fixes(service, servers),
    subject: `Service/${service.namespace?.value ?? ''}/${service.name.value}`,
  };
}

type Selector = ObjectOf<'service'>['details']['selector'];

/** Labels that all charts of bitnami's manner give to the pods of a master (kubernetes.md, "Services and names"). */
const MASTER = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/component': 'master' } as const;

/** Whether a selector is made for the pods of a chart, which was then installed by hand. */
function selectsChart(selector: Selector): boolean {
  return [...selector].every(([key, { value }]) => {
    if (key === 'app.kubernetes.io/instance') return true;
    if (key === 'app.kubernetes.io/name') return /^(redis|valkey)(-cluster)?$/.test(value);
    return key === 'app.kubernetes.io/component' && /^(master|primary|replica|node)$/.test(value);
  });
}

function message(workload: LaravelWorkload, service: ObjectOf<'service'>, hasServers: boolean): string {
  const labels = [...service.details.selector].map(([key, { value }]) => `${key}: ${value}`).join(', ');
  const start = `Service "${service.name.value}" selects ${labels}, and no pods here have these labels, so nobody answers ${workloadName(workload)} there: "Connection refused".`;
  return hasServers
    ? start
    : `${start} If Redis comes from the bitnami chart, its pods carry app.kubernetes.io/name: redis, and the chart makes a Service "<release>-redis-master" of its own.`;
}

/** Pods that an operator makes are not seen here. */
function fromOperator({ index }: StackModel, selector: Selector): boolean {
  const values = new Set([...selector.values()].map(({ value }) => value));
  return index
    .all('operator')
    .some(
      ({ details, name }) => /redis|valkey|keydb|dragonfly/i.test(details.what) || values.has(name.value),
    );
}

function fixes(service: ObjectOf<'service'>, servers: readonly ObjectOf<'workload'>[]): Fix[] {
  const { specAt, name } = service;
  if (!specAt) return [];
  const select = (labels: Readonly<Record<string, string>>): EditRequest[] => [
    { kind: 'set-pair', map: specAt, key: 'selector', value: labels },
  ];
  if (servers.length === 0) {
    return [
      {
        title: `Select the master pods of the bitnami chart in Service "${name.value}"`,
        edits: select(MASTER),
      },
    ];
  }
  return servers.flatMap((server, order): Fix[] => {
    const labels = [...server.details.template.labels];
    if (labels.length === 0 || labels.some(([, { unknown }]) => unknown !== undefined)) return [];
    return [
      {
        title: `Select the pods of ${server.kind} "${server.name.value}"`,
        edits: select(Object.fromEntries(labels.map(([key, { value }]) => [key, value]))),
        preferred: order === 0,
      },
    ];
  });
}
