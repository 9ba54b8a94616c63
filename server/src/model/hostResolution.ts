import type { Container, PodTemplate } from '../formats/kubernetes/facts';
import type { OutsideHints } from '../build/outsideHints';
import type { Stack } from '../build/stack';
import type { Place } from '../text/place';
import { isPlaceholder } from '../text/placeholder';
import { runningContainers } from './runningContainers';
import type { Neighbours } from './neighbours';
import { sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

/** What a host name means for a pod. */
export type Resolution =
  | { readonly resolves: 'yes'; readonly service?: ObjectOf<'service'>; readonly why: string }
  | { readonly resolves: 'external'; readonly why: string }
  | { readonly resolves: 'unknown'; readonly why: string }
  | {
      readonly resolves: 'no';
      readonly why:
        | 'empty'
        | 'no-such-service'
        | 'other-namespace'
        | 'nothing-listens'
        | 'host-network'
        /** The client cannot use what is written: a scheme, a port or a path in the host. */
        | 'invalid';
      /** For `other-namespace`: the Service that exists there. */
      readonly elsewhere?: ObjectOf<'service'>;
      /** For `host-network`: what keeps Service names from resolving. */
      readonly at?: Place;
    };

export interface HostContext {
  readonly stack: Stack;
  readonly index: StackIndex;
  readonly hints: OutsideHints;
  /** Names of Services that exist outside the repository, from the settings. */
  readonly externalServices: readonly string[];
  readonly neighbours: Neighbours;
  readonly workload: ObjectOf<'workload'>;
}

/** Resolves a host as cluster DNS would for the pods of a workload (kubernetes.md, "Services and names"). */
export function resolveHost(context: HostContext, written: string, port: number | undefined): Resolution {
  const host = written.trim().replace(/^\[(.*)\]$/, '$1');
  const { workload } = context;
  const { template } = workload.details;
  if (host === '') return { resolves: 'no', why: 'empty' };
  if (isPlaceholder(host)) return { resolves: 'unknown', why: 'the host is a placeholder' };
  if (/^(localhost|127(\.\d+){1,3}|::1|0\.0\.0\.0)$/i.test(host)) return resolveLocal(template, port);
  if (/^\d+(\.\d+){3}$/.test(host) || host.includes(':'))
    return { resolves: 'external', why: 'an IP address' };
  if (template.hostAliases.some((alias) => alias.toLowerCase() === host.toLowerCase())) {
    return { resolves: 'external', why: 'hostAliases of the pod name it' };
  }
  const name = clusterName(host, context);
  if (!name) return { resolves: 'external', why: 'a name outside the cluster' };
  if (name.namespace !== undefined && !knowsNamespace(context, name.namespace)) {
    return { resolves: 'unknown', why: `namespace "${name.namespace}" is not part of these manifests` };
  }
  return resolveService(context, name);
}

interface ClusterName {
  readonly service: string;
  readonly namespace?: string;
}

function clusterName(host: string, context: HostContext): ClusterName | undefined {
  const parts = host.toLowerCase().replace(/\.$/, '').split('.');
  if (parts.length === 1) return { service: parts[0] ?? '' };
  const svc = parts.indexOf('svc');
  if (svc >= 2) return { service: parts[svc - 2] ?? '', namespace: parts[svc - 1] ?? '' };
  const [service = '', namespace = ''] = parts;
  // `redis.shop` is a Service and its namespace only where `shop` is known to be one: it may as well be a host of a DNS zone.
  return parts.length === 2 && knowsNamespace(context, namespace) ? { service, namespace } : undefined;
}

function knowsNamespace({ index, workload }: HostContext, namespace: string): boolean {
  return workload.namespace?.value === namespace || index.hasNamespace(namespace);
}

function resolveService(context: HostContext, name: ClusterName): Resolution {
  const { index, workload } = context;
  const namespace = name.namespace ?? workload.namespace?.value;
  const named = index.named('service', name.service, workload.at.file);
  const service = named.find((each) => sameNamespace(each.namespace, namespace));
  if (service) {
    const { template } = workload.details;
    if (template.hostNetwork && template.dnsPolicy !== 'ClusterFirstWithHostNet') {
      return { resolves: 'no', why: 'host-network', at: template.specAt };
    }
    return service.details.externalName
      ? { resolves: 'external', why: `Service "${service.name.value}" stands for an outside name` }
      : { resolves: 'yes', service, why: `Service "${service.name.value}"` };
  }
  const beside = context.neighbours.serviceBeside(context.stack, name.service, namespace, index.reader);
  if (beside)
    return {
      resolves: 'yes',
      why: `Service "${name.service}" of ${beside.name}, which is installed beside this`,
    };
  const outside = madeOutside(context, name.service);
  if (outside !== undefined) return { resolves: 'unknown', why: outside };
  const elsewhere = named[0];
  if (elsewhere) return { resolves: 'no', why: 'other-namespace', elsewhere };
  return { resolves: 'no', why: 'no-such-service' };
}

/** Why a Service that no manifest defines may exist all the same; undefined when nothing says so. */
function madeOutside(context: HostContext, name: string): string | undefined {
  const { index, hints, stack } = context;
  if (context.externalServices.some((each) => each.toLowerCase() === name)) {
    return 'the settings say that it exists outside this repository';
  }
  if (hints.services.has(name)) return 'a script or infrastructure code makes it';
  const operator = index
    .all('operator')
    .find(({ details }) => details.open || details.services.some((each) => each.toLowerCase() === name));
  if (operator) return `${operator.details.what} may make it`;
  const release = hints.releases.find((each) => chartMayMake(each.name, each.chart, name));
  if (release) return `the Helm release "${release.name}" may make it`;
  const delivery = index.all('delivery').find(({ details }) => details.remote || details.path !== undefined);
  if (delivery) return `${delivery.details.what} brings further objects`;
  if (stack.outside[0] !== undefined) return stack.outside[0];
  const absent = stack.absent?.find((path) => !NO_SERVICE.test(path));
  if (absent !== undefined) return `"${absent}" is not in this workspace, and may define it`;
  if (CHART_LIKE.test(name)) return CHART_LIKE_NAME;
  return undefined;
}

/** Files whose name says that they hold something else than Services. */
const NO_SERVICE =
  /(^|[/_.-])(quotas?|limits?|limit-?ranges?|network-?polic(y|ies)|pdbs?|disruption(-?budget)?s?|rbac|roles?|role-?bindings?|namespaces?|ns|certificates?|issuers?|ingress(es)?|hpas?|autoscal(er|ing)s?|secrets?|config-?maps?|pvcs?|pvs?|volumes?|storage(-?class)?|service-?accounts?|cron-?jobs?|jobs?|priority-?class(es)?)\.(ya?ml|json)$/i;

export const CHART_LIKE_NAME = 'charts make Services of such a name';

/** Service names as the usual data store charts make them, with the release's name in front. */
const CHART_LIKE =
  /.-(redis|valkey|keydb|dragonfly|mysql|mariadb|postgres|postgresql|pgpool|memcached|rabbitmq|mongodb)(-(master|primary|replicas?|headless|node|cluster|ha|haproxy|announce|sentinel|server|hl|rw|ro|r|pooler|galera|proxysql|pxc|secondary|read|write))*$|.-(master|primary|headless|rw|pooler|haproxy|pgbouncer|proxysql|galera)$/;

function chartMayMake(release: string, chart: string, service: string): boolean {
  const name = release.toLowerCase();
  return service === name || service.startsWith(`${name}-`) || service === chart.toLowerCase();
}

/** Images and names of containers that listen for a database or Redis inside the pod. */
const SIDECAR =
  /redis|valkey|keydb|dragonfly|mysql|maria|postgres|pgbouncer|pgpool|proxysql|twemproxy|envoy|haproxy|memcached|cloud[-_]?sql|sql[-_]?proxy|gce-proxy|alloydb|stunnel|socat|tunnel|proxy|ssh|sentinel|predixy/i;

function resolveLocal(template: PodTemplate, port: number | undefined): Resolution {
  if (template.hostNetwork) return { resolves: 'unknown', why: 'the pod shares the network of its node' };
  const listener = runningContainers(template).find((container) => listens(container, port));
  if (listener) return { resolves: 'yes', why: `container "${listener.name}" of the same pod listens there` };
  if (template.unknown !== undefined)
    return { resolves: 'unknown', why: 'the containers of the pod are not all visible' };
  return { resolves: 'no', why: 'nothing-listens' };
}

function listens(container: Container, port: number | undefined): boolean {
  if (port !== undefined && container.ports.some((each) => each.port === port)) return true;
  return SIDECAR.test(container.name) || SIDECAR.test(container.image?.value ?? '');
}
