/**
 * How requests reach the pods of a workload, and whether the hop that chooses the pod keeps a visitor on one
 * (kubernetes.md §3: a path is sticky only if that very hop is).
 */
import type { Backend, KubernetesObject } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import { weakest, type Certainty } from './certainty';
import { CONTROLLER_NAMES, ingressController, type Controller } from './ingressController';
import { servicesOf } from './selectors';
import { sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';
import { declaredAffinity } from './declaredAffinity';

/** The hop that chooses the pod on one way in. */
export interface Hop {
  /** In words: `Ingress "web" (ingress-nginx)`, `Service "web" (LoadBalancer)`. */
  readonly what: string;
  readonly at: Place;
  readonly object: KubernetesObject;
  readonly service: ObjectOf<'service'>;
  readonly controller: Controller | 'service' | 'route';
  /** null: it cannot be told. */
  readonly sticky: boolean | null;
  readonly because: string;
  readonly stickyAt?: Place;
  readonly certainty: Certainty;
  /** Whether `sessionAffinity: ClientIP` of the Service means anything to this hop. */
  readonly honoursClientIp: boolean | null;
}

export interface RequestPath {
  readonly services: readonly ObjectOf<'service'>[];
  readonly hops: readonly Hop[];
  /** true: each visitor stays on one pod; false: no hop sees to that; null: it cannot be told. */
  readonly effective: boolean | null;
  readonly hop: Hop | undefined;
  readonly because: string;
}

/** `behindProxy`: the pods speak FastCGI, so a web server in other pods stands between them and the visitors. */
export function requestPath(
  index: StackIndex,
  workload: ObjectOf<'workload'>,
  behindProxy: boolean,
): RequestPath {
  const services = servicesOf(index, workload);
  const hops = services.flatMap((service) => hopsOf(index, service, behindProxy));
  if (hops.length === 0) {
    const clientIp = services.some(isClientIp);
    const because = clientIp
      ? 'no way in from outside is defined here'
      : 'nothing on the way declares affinity';
    return { services, hops, effective: clientIp ? null : false, hop: undefined, because };
  }
  const hop =
    hops.find((each) => each.sticky === false) ?? hops.find((each) => each.sticky === null) ?? hops[0];
  return { services, hops, effective: hop?.sticky ?? null, hop, because: hop?.because ?? '' };
}

export function isClientIp(service: ObjectOf<'service'>): boolean {
  const { sessionAffinity, headless, externalName } = service.details;
  return sessionAffinity?.value === 'ClientIP' && !headless && !externalName;
}

function hopsOf(index: StackIndex, service: ObjectOf<'service'>, behindProxy: boolean): Hop[] {
  const routed = [
    ...index
      .all('ingress')
      .filter((ingress) => leadsTo(ingress, ingress.details.backends, service))
      .map((ingress) => ingressHop(index, ingress, service)),
    ...index
      .all('route')
      .filter((route) => leadsTo(route, route.details.backends, service))
      .map((route) => routeHop(index, route, service)),
  ];
  if (routed.length > 0) return routed;
  if (behindProxy) return [proxyHop(service)];
  const { serviceType } = service.details;
  return serviceType === 'LoadBalancer' || serviceType === 'NodePort' ? [serviceHop(service)] : [];
}

function leadsTo(
  from: KubernetesObject,
  backends: readonly Backend[],
  service: ObjectOf<'service'>,
): boolean {
  return backends.some(
    (backend) =>
      backend.service.value === service.name.value &&
      sameNamespace(service.namespace, backend.namespace ?? from.namespace?.value),
  );
}

/** Controllers of which kubernetes.md §3 says only by hearsay that they go round the Service. */
const UNVERIFIED: ReadonlySet<Controller> = new Set(['haproxytech', 'gce', 'contour', 'kong', 'nginx-inc']);

function ingressHop(index: StackIndex, ingress: ObjectOf<'ingress'>, service: ObjectOf<'service'>): Hop {
  const found = ingressController(ingress.details.ingressClass, ingress.annotations);
  const { controller } = found;
  const name = `Ingress "${ingress.name.value}" (${CONTROLLER_NAMES[controller]})`;
  const base = { what: name, at: ingress.name.at, object: ingress, service, controller };
  const certainty = UNVERIFIED.has(controller) ? weakest(found.certainty, 'likely') : found.certainty;
  if (controller === 'unknown') {
    const because = `${name} has no class, so the cluster's default controller serves it, which is not known here`;
    return { ...base, sticky: null, because, certainty: 'unknown', honoursClientIp: null };
  }
  const declared = declaredAffinity(index, controller, ingress, service);
  const honoursClientIp = passesThroughService(controller, ingress, service);
  if (honoursClientIp) {
    const sticky = isClientIp(service);
    const because = sticky
      ? `${name} hands requests to the Service's own address, and the Service keeps clients by IP`
      : `${name} hands requests to the Service's own address, which spreads them over all pods`;
    return {
      ...base,
      sticky,
      because,
      certainty,
      honoursClientIp,
      ...(sticky && service.details.sessionAffinity && { stickyAt: service.details.sessionAffinity.at }),
    };
  }
  return declared
    ? {
        ...base,
        sticky: true,
        because: `${name} keeps visitors on one pod (${declared.what})`,
        stickyAt: declared.at,
        certainty,
        honoursClientIp: false,
      }
    : {
        ...base,
        sticky: false,
        because: goesThroughNodes(controller, ingress)
          ? `${name} sends requests to the nodes, which see the load balancer for the client and spread them over all pods`
          : `${name} picks pods itself and declares no affinity`,
        certainty,
        honoursClientIp: false,
      };
}

function passesThroughService(
  controller: Controller,
  ingress: ObjectOf<'ingress'>,
  service: ObjectOf<'service'>,
): boolean {
  const annotation = (object: KubernetesObject, key: string): boolean =>
    object.annotations.get(key)?.value === 'true';
  if (controller === 'ingress-nginx')
    return annotation(ingress, 'nginx.ingress.kubernetes.io/service-upstream');
  if (controller === 'traefik') return annotation(service, 'traefik.ingress.kubernetes.io/service.nativelb');
  return false;
}

/** The AWS load balancer reaches pods by way of their nodes unless it is told `target-type: ip`. */
function goesThroughNodes(controller: Controller, ingress: ObjectOf<'ingress'>): boolean {
  return (
    controller === 'alb' && ingress.annotations.get('alb.ingress.kubernetes.io/target-type')?.value !== 'ip'
  );
}

function routeHop(index: StackIndex, route: ObjectOf<'route'>, service: ObjectOf<'service'>): Hop {
  const name = `${route.kind} "${route.name.value}"`;
  const base = { what: name, at: route.name.at, object: route, service, controller: 'route' as const };
  const backend = route.details.backends.find((each) => each.service.value === service.name.value);
  const policy = index
    .all('traffic-policy')
    .find(({ details }) => details.sticky && details.service?.split('.')[0] === service.name.value);
  const at = backend?.sticky ?? policy?.details.sticky;
  if (at) {
    return {
      ...base,
      sticky: true,
      because: `${name} keeps visitors on one pod`,
      stickyAt: at,
      certainty: 'certain',
      honoursClientIp: false,
    };
  }
  const open = route.details.controller === 'gateway-api' || route.details.controller === 'other';
  const because = open
    ? `${name} declares no session persistence; whether the Service's affinity counts depends on the gateway`
    : `${name} picks pods itself and declares no affinity`;
  const sticky = open && isClientIp(service) ? null : false;
  return {
    ...base,
    sticky,
    because,
    certainty: open || route.details.controller === 'contour' ? 'likely' : 'certain',
    honoursClientIp: open ? null : false,
  };
}

function serviceHop(service: ObjectOf<'service'>): Hop {
  const { serviceType, sessionAffinity } = service.details;
  const name = `Service "${service.name.value}" (${serviceType})`;
  const sticky = isClientIp(service);
  return {
    what: name,
    at: service.name.at,
    object: service,
    service,
    controller: 'service',
    sticky,
    because: sticky
      ? `${name} keeps each client address on one pod`
      : `${name} spreads requests over all pods`,
    ...(sticky && sessionAffinity && { stickyAt: sessionAffinity.at }),
    // A cloud load balancer may hide the client's address or go round the Service.
    certainty: sticky && serviceType === 'LoadBalancer' ? 'likely' : 'certain',
    honoursClientIp: true,
  };
}

function proxyHop(service: ObjectOf<'service'>): Hop {
  const sticky = isClientIp(service);
  const name = `Service "${service.name.value}"`;
  return {
    what: name,
    at: service.name.at,
    object: service,
    service,
    controller: 'service',
    sticky: sticky ? null : false,
    because: sticky
      ? `${name} keeps clients by IP, but its client is the web server in front, not the visitor`
      : `${name} spreads FastCGI requests over all pods`,
    certainty: 'likely',
    honoursClientIp: null,
  };
}
