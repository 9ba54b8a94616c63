import { CONTROLLER_NAMES } from '../model/ingressController';
import type { Hop } from '../model/requestPath';
import { isPodLocal } from '../model/sessionStore';
import type { LaravelWorkload, StackModel } from '../model/stackModel';
import { addAffinity } from './fixes/addAffinity';
import type { Report, Rule } from './rule';

export const affinityOnWrongObject: Rule = {
  id: 'affinity-on-wrong-object',
  scope: 'workload',
  severity: 'warning',
  *check(stack: StackModel) {
    for (const workload of stack.workloads) {
      if (workload.role !== 'web') continue;
      for (const hop of workload.path.hops) {
        const report = hop.sticky === true ? undefined : checkHop(workload, hop);
        if (report) yield report;
      }
    }
  },
};

interface Misplaced {
  readonly key: string;
  readonly on: Hop['object'];
  readonly why: string;
  /** The annotation is right, and something beside it is missing. */
  readonly keep?: true;
}

const NGINX = 'nginx.ingress.kubernetes.io/affinity';
const TRAEFIK = [
  'traefik.ingress.kubernetes.io/service.sticky.cookie',
  'traefik.ingress.kubernetes.io/affinity',
];
const HAPROXY = 'haproxy.org/cookie-persistence';
const ALB = 'alb.ingress.kubernetes.io/target-group-attributes';

function checkHop(workload: LaravelWorkload, hop: Hop): Report | undefined {
  const found = misplaced(hop);
  const field = found?.on.annotations.get(found.key);
  if (!found || !field || field.unknown !== undefined) return undefined;
  const { store, pods } = workload;
  const matters = isPodLocal(store) && pods.max !== undefined && pods.max > 1;
  const lost = matters ? ' Sessions live in each pod, so visitors lose them.' : '';
  return {
    at: field.keyAt ?? field.at,
    message: `${found.why}: visitors are not kept on one pod.${lost}`,
    certainty: hop.certainty === 'certain' ? 'certain' : 'likely',
    ...(!matters && { severity: 'information' as const }),
    related: [{ at: hop.at, message: `${hop.what} chooses the pods.` }],
    fixes: () =>
      addAffinity(workload, hop).map((fix) => ({
        title: found.keep
          ? `Add target-type ip to Ingress "${hop.object.name.value}"`
          : `Move the affinity to where ${controllerName(hop)} looks for it`,
        edits:
          found.keep || !field.keyAt ? fix.edits : [{ kind: 'remove-pair', value: field.at }, ...fix.edits],
        preferred: true,
      })),
    subject: `${found.on.kind}/${found.on.namespace?.value ?? ''}/${found.on.name.value} ${found.key}`,
  };
}

function misplaced({ controller, object, service }: Hop): Misplaced | undefined {
  const ingress = object.kind === 'Ingress' ? object : undefined;
  const serviceName = `Service "${service.name.value}"`;
  if (!ingress || controller === 'unknown' || controller === 'service' || controller === 'route')
    return undefined;
  const ingressName = `Ingress "${ingress.name.value}"`;
  const onIngress = (key: string): boolean => ingress.annotations.has(key);
  switch (controller) {
    case 'ingress-nginx':
      return service.annotations.has(NGINX)
        ? {
            key: NGINX,
            on: service,
            why: `ingress-nginx reads its affinity from the Ingress and not from ${serviceName}`,
          }
        : undefined;
    case 'traefik': {
      const key = TRAEFIK.find(onIngress);
      if (key !== undefined)
        return {
          key,
          on: ingress,
          why: `Traefik reads its affinity from the Service and not from ${ingressName}`,
        };
      break;
    }
    case 'haproxytech':
      if (onIngress(HAPROXY))
        return {
          key: HAPROXY,
          on: ingress,
          why: `HAProxy Technologies' controller reads its affinity from the Service and not from ${ingressName}`,
        };
      break;
    case 'alb':
      if (/stickiness\.enabled=true/.test(ingress.annotations.get(ALB)?.value ?? ''))
        return {
          key: ALB,
          on: ingress,
          keep: true,
          why: `Stickiness of the AWS load balancer on ${ingressName} is to a node, as its target-type is not "ip", and the node spreads requests over all pods`,
        };
      break;
    default:
  }
  if (!onIngress(NGINX)) return undefined;
  return {
    key: NGINX,
    on: ingress,
    why: `${ingressName} is served by ${CONTROLLER_NAMES[controller]}, which does not read annotations of ingress-nginx`,
  };
}

function controllerName({ controller }: Hop): string {
  return controller === 'service' || controller === 'route' ? 'the controller' : CONTROLLER_NAMES[controller];
}
