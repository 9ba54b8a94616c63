import type { Field, Fields } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import type { Controller } from './ingressController';
import type { ObjectOf, StackIndex } from './stackIndex';

export interface DeclaredAffinity {
  readonly at: Place;
  readonly what: string;
}

/** The affinity that an Ingress controller really honours, declared where it looks for it (kubernetes.md §3). */
export function declaredAffinity(
  index: StackIndex,
  controller: Controller,
  ingress: ObjectOf<'ingress'>,
  service: ObjectOf<'service'>,
): DeclaredAffinity | undefined {
  const onIngress = ingress.annotations;
  const onService = service.annotations;
  switch (controller) {
    case 'ingress-nginx':
      return (
        set(onIngress, 'nginx.ingress.kubernetes.io/affinity', (value) => value === 'cookie') ??
        set(onIngress, 'nginx.ingress.kubernetes.io/upstream-hash-by', (value) => value !== '')
      );
    case 'traefik':
      return (
        set(onService, 'traefik.ingress.kubernetes.io/service.sticky.cookie', isTrue) ??
        set(onService, 'traefik.ingress.kubernetes.io/affinity', isTrue)
      );
    case 'haproxy-ingress':
      return (
        set(onIngress, 'haproxy-ingress.github.io/affinity', (value) => value === 'cookie') ??
        set(onService, 'haproxy-ingress.github.io/affinity', (value) => value === 'cookie') ??
        set(onIngress, 'ingress.kubernetes.io/affinity', (value) => value === 'cookie')
      );
    case 'haproxytech':
      return set(onService, 'haproxy.org/cookie-persistence', (value) => value !== '');
    case 'alb':
      // Without target-type ip it keeps a visitor on a node, whose pods are many.
      return set(onIngress, 'alb.ingress.kubernetes.io/target-type', (value) => value === 'ip')
        ? (targetGroupStickiness(onIngress) ?? targetGroupStickiness(onService))
        : undefined;
    case 'gce':
      return backendConfig(index, service);
    case 'agic':
      return set(onIngress, 'appgw.ingress.kubernetes.io/cookie-based-affinity', isTrue);
    case 'kong':
      return (
        set(onService, 'konghq.com/upstream-policy', (value) => value !== '') ??
        set(onService, 'konghq.com/override', (value) => value !== '')
      );
    case 'nginx-inc':
      return set(onIngress, 'nginx.com/sticky-cookie-services', (value) =>
        value.includes(service.name.value),
      );
    case 'contour':
    case 'unknown':
      return undefined;
  }
}

function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true';
}

function set(
  annotations: Fields,
  key: string,
  holds: (value: string) => boolean,
): DeclaredAffinity | undefined {
  const field = annotations.get(key);
  return field && field.unknown === undefined && holds(field.value) ? found(field, key) : undefined;
}

function found(field: Field, key: string): DeclaredAffinity {
  return { at: field.keyAt ?? field.at, what: key };
}

function targetGroupStickiness(annotations: Fields): DeclaredAffinity | undefined {
  return set(annotations, 'alb.ingress.kubernetes.io/target-group-attributes', (value) =>
    /stickiness\.enabled=true/.test(value),
  );
}

/** GKE reads the BackendConfig that the Service's annotation names, for all ports or for one. */
function backendConfig(index: StackIndex, service: ObjectOf<'service'>): DeclaredAffinity | undefined {
  const annotation =
    service.annotations.get('cloud.google.com/backend-config') ??
    service.annotations.get('beta.cloud.google.com/backend-config');
  if (!annotation) return undefined;
  for (const policy of index.all('traffic-policy')) {
    if (policy.kind !== 'BackendConfig' || !policy.details.sticky) continue;
    if (annotation.value.includes(`"${policy.name.value}"`)) {
      return { at: policy.details.sticky, what: `BackendConfig "${policy.name.value}"` };
    }
  }
  return undefined;
}
