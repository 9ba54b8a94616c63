import type { Hop } from '../../model/requestPath';
import type { LaravelWorkload } from '../../model/stackModel';
import type { EditRequest, YamlContent } from '../../text/editRequest';
import type { Fix } from '../rule';

/** The most that the API takes for a ClientIP time-out, in seconds: one day. */
export const LONGEST_TIMEOUT = 86_400;

/**
 * Affinity where the hop that chooses the pod looks for it, on all ways in or on one: a stopgap, which each title says.
 */
export function addAffinity(workload: LaravelWorkload, only?: Hop): Fix[] {
  const seen = new Set<string>();
  return (only ? [only] : workload.path.hops).flatMap((hop) => {
    if (hop.sticky === true) return [];
    const fix = affinityFor(hop, sessionSeconds(workload));
    if (!fix || seen.has(fix.title)) return [];
    seen.add(fix.title);
    return [fix];
  });
}

/** How long a session lives without a request, in seconds. */
export function sessionSeconds({ sessionMinutes }: LaravelWorkload): number {
  return Math.max(60, Math.round((sessionMinutes ?? 120) * 60));
}

function affinityFor(hop: Hop, seconds: number): Fix | undefined {
  const service = hop.service.name.value;
  switch (hop.controller) {
    case 'service':
      return hop.honoursClientIp === true ? clientIp(hop, seconds) : undefined;
    case 'ingress-nginx':
      if (hop.honoursClientIp === true) return clientIp(hop, seconds);
      return annotate('Ingress', hop.object, {
        'nginx.ingress.kubernetes.io/affinity': 'cookie',
        'nginx.ingress.kubernetes.io/session-cookie-name': 'laravel_pod',
        'nginx.ingress.kubernetes.io/session-cookie-max-age': String(seconds),
      });
    case 'traefik':
      return annotate('Service', hop.service, {
        'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true',
        'traefik.ingress.kubernetes.io/service.sticky.cookie.name': 'laravel_pod',
      });
    case 'haproxy-ingress':
      return annotate('Ingress', hop.object, { 'haproxy-ingress.github.io/affinity': 'cookie' });
    case 'haproxytech':
      return annotate('Service', hop.service, { 'haproxy.org/cookie-persistence': 'laravel_pod' });
    case 'agic':
      return annotate('Ingress', hop.object, {
        'appgw.ingress.kubernetes.io/cookie-based-affinity': 'true',
      });
    case 'alb':
      return annotate('Ingress', hop.object, {
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/target-group-attributes': `stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=${seconds}`,
      });
    case 'route':
      return traefikRoute(hop, service);
    case 'gce':
    case 'kong':
    case 'contour':
    case 'nginx-inc':
    case 'unknown':
      return undefined;
  }
}

function clientIp(hop: Hop, seconds: number): Fix | undefined {
  const { specAt, name } = hop.service;
  if (!specAt) return undefined;
  const timeoutSeconds = Math.min(seconds, LONGEST_TIMEOUT);
  return {
    title: `Stopgap: keep each client address on one pod with Service "${name.value}" (rollouts still lose sessions)`,
    edits: [
      { kind: 'set-pair', map: specAt, key: 'sessionAffinity', value: 'ClientIP' },
      {
        kind: 'set-pair',
        map: specAt,
        key: 'sessionAffinityConfig',
        value: { clientIP: { timeoutSeconds } },
      },
    ],
  };
}

function annotate(
  kind: 'Ingress' | 'Service',
  object: Hop['object'],
  annotations: Readonly<Record<string, string>>,
): Fix | undefined {
  const edits = annotationEdits(object, annotations);
  const title = `Stopgap: cookie affinity on ${kind} "${object.name.value}" (rollouts still lose sessions)`;
  return edits.length === 0 ? undefined : { title, edits };
}

/** Adds annotations to an object, with the map for them where it has none. */
export function annotationEdits(
  object: Hop['object'],
  annotations: Readonly<Record<string, string>>,
): EditRequest[] {
  const { annotationsAt, metadataAt } = object;
  if (annotationsAt) {
    return Object.entries(annotations).map(([key, value]) => ({
      kind: 'set-pair',
      map: annotationsAt,
      key,
      value,
    }));
  }
  return metadataAt ? [{ kind: 'set-pair', map: metadataAt, key: 'annotations', value: annotations }] : [];
}

function traefikRoute(hop: Hop, service: string): Fix | undefined {
  const { details } = hop.object;
  if (details.type !== 'route' || details.controller !== 'traefik') return undefined;
  const backend = details.backends.find((each) => each.service.value === service);
  const value: YamlContent = { cookie: { name: 'laravel_pod', httpOnly: true } };
  return (
    backend && {
      title: `Stopgap: cookie affinity in IngressRoute "${hop.object.name.value}" (rollouts still lose sessions)`,
      edits: [{ kind: 'set-pair', map: backend.at, key: 'sticky', value }],
    }
  );
}
