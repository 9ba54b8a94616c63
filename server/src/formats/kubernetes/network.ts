import { child, items, pair, type YamlMap, type YamlNode } from '../yaml/tree';
import type { Backend, Endpoints, Field, Ingress, Service, ServicePort, TrafficPolicy } from './facts';
import { fields, numberField, plainText, textField } from './read';

export { readRoute } from './routes';

export function readService(root: YamlMap, group: string, kind: string): Service | Endpoints | undefined {
  if (kind === 'Endpoints' && group === '') {
    return { type: 'endpoints', service: plainText(root, 'metadata', 'name') ?? '' };
  }
  if (kind === 'EndpointSlice' && group === 'discovery.k8s.io') {
    const label = fields(child(root, 'metadata', 'labels')).get('kubernetes.io/service-name');
    return { type: 'endpoints', service: label?.value ?? '' };
  }
  if (kind !== 'Service' || group !== '') return undefined;
  const spec = child(root, 'spec');
  const serviceType = textField(spec, 'type');
  const selector = child(spec, 'selector');
  const externalName = textField(spec, 'externalName');
  const sessionAffinity = textField(spec, 'sessionAffinity');
  const affinityConfig = child(spec, 'sessionAffinityConfig');
  const affinityTimeout = numberField(affinityConfig, 'clientIP', 'timeoutSeconds');
  return {
    type: 'service',
    serviceType: serviceType?.value ?? 'ClusterIP',
    ...(serviceType && { typeAt: serviceType.at }),
    selector: fields(selector),
    ...(selector?.kind === 'map' && { selectorAt: selector.at }),
    headless: plainText(spec, 'clusterIP') === 'None',
    ...(externalName && { externalName }),
    ports: items(child(spec, 'ports')).flatMap(servicePort),
    ...(sessionAffinity && { sessionAffinity }),
    ...(affinityTimeout && { affinityTimeout }),
    ...(affinityConfig && { affinityConfigAt: affinityConfig.at }),
  };
}

function servicePort(node: YamlNode): ServicePort[] {
  const port = numberField(node, 'port');
  if (!port) return [];
  const name = plainText(node, 'name');
  const targetNode = child(node, 'targetPort');
  const target = portOf(targetNode);
  return [
    {
      port: port.value,
      ...(name !== undefined && { name }),
      ...(target !== undefined && targetNode && { targetPort: target, targetPortAt: targetNode.at }),
      at: port.at,
      itemAt: node.at,
    },
  ];
}

/** A port as a number or a name. */
export function portOf(node: YamlNode | undefined): number | string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  return typeof node.value === 'number'
    ? node.value
    : /^\d+$/.test(node.text)
      ? Number(node.text)
      : node.text;
}

export function readIngress(root: YamlMap, group: string, kind: string): Ingress | undefined {
  if (kind !== 'Ingress' || (group !== 'networking.k8s.io' && group !== 'extensions')) return undefined;
  const spec = child(root, 'spec');
  const annotations = fields(child(root, 'metadata', 'annotations'));
  const ingressClass = textField(spec, 'ingressClassName') ?? annotations.get('kubernetes.io/ingress.class');
  const backends: Backend[] = ingressBackend(child(spec, 'defaultBackend') ?? child(spec, 'backend'), {});
  const hosts: Field[] = [];
  for (const rule of items(child(spec, 'rules'))) {
    const host = textField(rule, 'host');
    if (host) hosts.push(host);
    for (const path of items(child(rule, 'http', 'paths'))) {
      const pathText = plainText(path, 'path');
      backends.push(
        ...ingressBackend(child(path, 'backend'), {
          ...(host && { host: host.value }),
          ...(pathText !== undefined && { path: pathText }),
        }),
      );
    }
  }
  return {
    type: 'ingress',
    ...(ingressClass && { ingressClass }),
    backends,
    hosts,
    tls: items(child(spec, 'tls')).length > 0,
  };
}

/** Both forms: `service: {name, port: {number|name}}` and the older `serviceName`, `servicePort`. */
function ingressBackend(node: YamlNode | undefined, where: { host?: string; path?: string }): Backend[] {
  const service = textField(node, 'service', 'name') ?? textField(node, 'serviceName');
  if (!service || !node) return [];
  const written =
    child(node, 'service', 'port', 'number') ??
    child(node, 'service', 'port', 'name') ??
    child(node, 'servicePort');
  const port = portOf(written);
  const portAt = port === undefined ? undefined : written?.at;
  return [{ service, ...(port !== undefined && { port }), ...(portAt && { portAt }), at: node.at, ...where }];
}

/** Objects that make a Service sticky from outside (kubernetes.md §3). */
export function readTrafficPolicy(root: YamlMap, group: string, kind: string): TrafficPolicy | undefined {
  const spec = child(root, 'spec');
  switch (`${group}/${kind}`) {
    case 'cloud.google.com/BackendConfig':
      return policy(
        'GKE BackendConfig',
        undefined,
        meaningful(textField(spec, 'sessionAffinity', 'affinityType')),
      );
    case 'networking.gke.io/GCPBackendPolicy':
      return policy(
        'GKE GCPBackendPolicy',
        plainText(spec, 'targetRef', 'name'),
        meaningful(textField(spec, 'default', 'sessionAffinity', 'type')),
      );
    case 'networking.istio.io/DestinationRule':
      return policy(
        'Istio DestinationRule',
        plainText(spec, 'host'),
        pair(child(spec, 'trafficPolicy', 'loadBalancer'), 'consistentHash')?.key,
      );
    case 'configuration.konghq.com/KongUpstreamPolicy':
      return policy('KongUpstreamPolicy', undefined, pair(spec, 'hashOn')?.key);
    case 'gateway.networking.k8s.io/BackendLBPolicy':
    case 'gateway.networking.x-k8s.io/XBackendTrafficPolicy':
      return policy(
        kind,
        plainText(items(child(spec, 'targetRefs'))[0], 'name'),
        pair(spec, 'sessionPersistence')?.key,
      );
    case 'gateway.envoyproxy.io/BackendTrafficPolicy':
      return policy(
        kind,
        plainText(items(child(spec, 'targetRefs'))[0], 'name') ?? plainText(spec, 'targetRef', 'name'),
        meaningful(textField(spec, 'loadBalancer', 'consistentHash', 'type')),
      );
    default:
      return undefined;
  }
}

function policy(
  what: string,
  service: string | undefined,
  sticky: { at: Field['at'] } | undefined,
): TrafficPolicy {
  return {
    type: 'traffic-policy',
    policy: what,
    ...(service !== undefined && { service }),
    ...(sticky && { sticky: sticky.at }),
  };
}

function meaningful(field: Field | undefined): Field | undefined {
  return field && !/^none$/i.test(field.value) ? field : undefined;
}
