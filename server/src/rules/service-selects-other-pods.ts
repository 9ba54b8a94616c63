import { selects, workloadsOf } from '../model/selectors';
import type { ObjectOf } from '../model/stackIndex';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import type { Fix, Report, Rule } from './rule';
import { list } from './words';

export const serviceSelectsOtherPods: Rule = {
  id: 'service-selects-other-pods',
  severity: 'error',
  *check(stack: StackModel) {
    const seen = new Set<ObjectOf<'service'>>();
    for (const workload of stack.workloads) {
      if (workload.role !== 'web') continue;
      for (const service of workload.path.services) {
        if (seen.has(service)) continue;
        seen.add(service);
        const report = checkService(stack, workload, service);
        if (report) yield report;
      }
    }
  },
};

const STORE =
  /(^|\/)(mysql|mysql-server|mariadb|percona[\w-]*|postgres|postgresql|postgis|timescaledb|redis|redis-stack[\w-]*|valkey|keydb|dragonfly|memcached|mongo|mongodb|rabbitmq|elasticsearch|opensearch|meilisearch|minio)([:@/]|$)/i;

function checkService(
  stack: StackModel,
  workload: LaravelWorkload,
  service: ObjectOf<'service'>,
): Report | undefined {
  const { selector, selectorAt } = service.details;
  const own = workload.object;
  if (!selectorAt || selects(selector, own.details.template.labels) !== true) return undefined;
  const strangers = workloadsOf(stack.index, service).filter(
    (each) =>
      each !== own &&
      !each.details.runsToCompletion &&
      !(each.kind === own.kind && each.name.value === own.name.value) &&
      selects(selector, each.details.template.labels) === true &&
      servesNoPages(stack, each),
  );
  if (strangers.length === 0) return undefined;
  const names = strangers.map((each) => `${each.kind} "${each.name.value}"`);
  return {
    at: selectorAt,
    message: `Service "${service.name.value}" of ${own.kind} "${own.name.value}" also selects the pods of ${list([...new Set(names)])}, which serve no pages. Requests that reach them fail with "502 Bad Gateway" or "Connection refused".`,
    certainty: 'certain',
    related: strangers.map((each) => ({
      at: each.name.at,
      message: `The pods of ${each.kind} "${each.name.value}" have these labels, too.`,
    })),
    fixes: () => fixes(service, own, strangers),
    subject: `Service/${service.namespace?.value ?? ''}/${service.name.value}`,
  };
}

/** A data store, or a Laravel workload that certainly is no web server. */
function servesNoPages(stack: StackModel, object: ObjectOf<'workload'>): boolean {
  const laravel = stack.workloads.find((each) => each.object === object);
  if (laravel) {
    const { containers } = object.details.template;
    const listens = containers.some(({ ports, httpProbes }) => ports.length > 0 || httpProbes.length > 0);
    return (laravel.role === 'worker' || laravel.role === 'scheduler') && !listens;
  }
  const { containers } = object.details.template;
  return containers.length > 0 && containers.every(({ image }) => STORE.test(image?.value ?? ''));
}

function fixes(
  service: ObjectOf<'service'>,
  own: ObjectOf<'workload'>,
  strangers: readonly ObjectOf<'workload'>[],
): readonly Fix[] {
  const { selectorAt } = service.details;
  const { labels, labelsAt } = own.details.template;
  if (!selectorAt) return [];
  const select = (key: string, value: string): EditRequest => ({
    kind: 'set-pair',
    map: selectorAt,
    key,
    value,
  });
  const different = [...labels].find(
    ([key, { value, unknown }]) =>
      unknown === undefined &&
      strangers.every(({ details }) => {
        const other = details.template.labels.get(key);
        return other?.unknown === undefined && other?.value !== value;
      }),
  );
  if (different) {
    const [key, { value }] = different;
    const title = `Select ${key}: ${value} as well, which only the web pods have`;
    return [{ title, edits: [select(key, value)], preferred: true }];
  }
  const key = 'app.kubernetes.io/component';
  if (!labelsAt || labels.has(key)) return [];
  return [
    {
      title: `Give the web pods the label ${key}: web and select it`,
      edits: [{ kind: 'set-pair', map: labelsAt, key, value: 'web' }, select(key, 'web')],
      preferred: true,
    },
  ];
}
