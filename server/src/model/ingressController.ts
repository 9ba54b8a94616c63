import type { Field, Fields } from '../formats/kubernetes/facts';
import type { Certainty } from './certainty';

export type Controller =
  | 'ingress-nginx'
  | 'nginx-inc'
  | 'traefik'
  | 'haproxy-ingress'
  | 'haproxytech'
  | 'alb'
  | 'gce'
  | 'kong'
  | 'agic'
  | 'contour'
  | 'unknown';

/** The name of a controller as its users know it. */
export const CONTROLLER_NAMES: Readonly<Record<Controller, string>> = {
  'ingress-nginx': 'ingress-nginx',
  'nginx-inc': 'NGINX Inc.',
  traefik: 'Traefik',
  'haproxy-ingress': 'HAProxy Ingress',
  haproxytech: 'HAProxy Technologies',
  alb: 'AWS Load Balancer Controller',
  gce: 'GKE Ingress',
  kong: 'Kong',
  agic: 'Application Gateway',
  contour: 'Contour',
  unknown: 'an unknown controller',
};

/** Annotation prefixes that only one controller reads. */
const BY_ANNOTATION: readonly (readonly [prefix: string, controller: Controller])[] = [
  ['nginx.org/', 'nginx-inc'],
  ['nginx.com/', 'nginx-inc'],
  ['haproxy.org/', 'haproxytech'],
  ['haproxy-ingress.github.io/', 'haproxy-ingress'],
  ['ingress.kubernetes.io/', 'haproxy-ingress'],
  ['traefik.ingress.kubernetes.io/', 'traefik'],
  ['alb.ingress.kubernetes.io/', 'alb'],
  ['appgw.ingress.kubernetes.io/', 'agic'],
  ['konghq.com/', 'kong'],
  ['projectcontour.io/', 'contour'],
  ['nginx.ingress.kubernetes.io/', 'ingress-nginx'],
  ['kubernetes.io/ingress.global-static-ip-name', 'gce'],
  ['ingress.gcp.kubernetes.io/', 'gce'],
  ['networking.gke.io/', 'gce'],
];

/** Class names after kubernetes.md §3; a class may carry a suffix such as `nginx-internal`. */
const BY_CLASS: readonly (readonly [pattern: RegExp, controller: Controller])[] = [
  [/^azure[/-]application-gateway/, 'agic'],
  [/nginx|^public$/, 'ingress-nginx'],
  [/traefik/, 'traefik'],
  [/haproxy/, 'haproxy-ingress'],
  [/^alb/, 'alb'],
  [/^gce/, 'gce'],
  [/kong/, 'kong'],
  [/contour/, 'contour'],
];

/** Which controller serves an Ingress. Without a class it is the cluster's default one: then annotations only hint at it. */
export function ingressController(
  ingressClass: Field | undefined,
  annotations: Fields,
): { controller: Controller; certainty: Certainty } {
  const hinted = BY_ANNOTATION.find(([prefix]) =>
    [...annotations.keys()].some((key) => key.startsWith(prefix)),
  )?.[1];
  const name = ingressClass?.unknown === undefined ? ingressClass?.value.toLowerCase() : undefined;
  const classed = name === undefined ? undefined : BY_CLASS.find(([pattern]) => pattern.test(name))?.[1];
  if (classed === undefined)
    return hinted
      ? { controller: hinted, certainty: 'likely' }
      : { controller: 'unknown', certainty: 'unknown' };
  // Two controllers share the class `nginx`, two the class `haproxy`: their own annotations tell them apart.
  if (classed === 'ingress-nginx' && hinted === 'nginx-inc')
    return { controller: 'nginx-inc', certainty: 'likely' };
  if (classed === 'haproxy-ingress' && hinted === 'haproxytech')
    return { controller: 'haproxytech', certainty: 'likely' };
  return { controller: classed, certainty: 'certain' };
}
