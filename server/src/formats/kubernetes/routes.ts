import type { Place } from '../../text/place';
import { child, items, pair, type YamlMap, type YamlNode } from '../yaml/tree';
import type { Backend, Field, Route } from './facts';
import { plainText, textField, textList } from './read';

/** Routes of the Gateway API, Traefik, Contour, Istio, OpenShift and Kong; undefined for other kinds. */
export function readRoute(root: YamlMap, group: string, kind: string): Route | undefined {
  const spec = child(root, 'spec');
  if (group === 'gateway.networking.k8s.io' && kind === 'HTTPRoute') return httpRoute(spec);
  if ((group === 'traefik.io' || group === 'traefik.containo.us') && kind === 'IngressRoute')
    return ingressRoute(spec);
  if (group === 'projectcontour.io' && kind === 'HTTPProxy') return httpProxy(spec);
  if (group === 'networking.istio.io' && kind === 'VirtualService') return virtualService(spec);
  if (group === 'route.openshift.io' && kind === 'Route') return openShiftRoute(root, spec);
  return undefined;
}

function httpRoute(spec: YamlNode | undefined): Route {
  const backends = items(child(spec, 'rules')).flatMap((rule) => {
    const sticky = pair(rule, 'sessionPersistence')?.key.at;
    return items(child(rule, 'backendRefs')).flatMap((reference) => {
      const kind = plainText(reference, 'kind') ?? 'Service';
      return kind === 'Service' ? backend(reference, textField(reference, 'name'), sticky) : [];
    });
  });
  return { type: 'route', controller: 'gateway-api', backends, hosts: textList(child(spec, 'hostnames')) };
}

function ingressRoute(spec: YamlNode | undefined): Route {
  const hosts: Field[] = [];
  const backends = items(child(spec, 'routes')).flatMap((route) => {
    const match = textField(route, 'match');
    // A match rule names its hosts in a call: Host(`shop.example`).
    for (const found of match?.value.matchAll(/Host(?:SNI)?\(\s*[`"']([^`"')]+)[`"']/g) ?? []) {
      if (match && found[1] !== undefined) hosts.push({ ...match, value: found[1] });
    }
    return items(child(route, 'services')).flatMap((service) => {
      const kind = plainText(service, 'kind') ?? 'Service';
      return kind === 'Service'
        ? backend(service, textField(service, 'name'), pair(child(service, 'sticky'), 'cookie')?.key.at)
        : [];
    });
  });
  return { type: 'route', controller: 'traefik', backends, hosts };
}

function httpProxy(spec: YamlNode | undefined): Route {
  const host = textField(spec, 'virtualhost', 'fqdn');
  const backends = items(child(spec, 'routes')).flatMap((route) => {
    const strategy = textField(route, 'loadBalancerPolicy', 'strategy');
    const sticky = strategy && /^(cookie|requesthash)$/i.test(strategy.value) ? strategy.at : undefined;
    return items(child(route, 'services')).flatMap((service) =>
      backend(service, textField(service, 'name'), sticky),
    );
  });
  return { type: 'route', controller: 'contour', backends, hosts: host ? [host] : [] };
}

function virtualService(spec: YamlNode | undefined): Route {
  const backends = items(child(spec, 'http')).flatMap((http) =>
    items(child(http, 'route')).flatMap((route) => {
      const destination = child(route, 'destination');
      const host = textField(destination, 'host');
      if (!destination || !host) return [];
      const [name = '', namespace] = host.value.split('.');
      return backend(destination, { ...host, value: name }, undefined, namespace);
    }),
  );
  return { type: 'route', controller: 'istio', backends, hosts: textList(child(spec, 'hosts')) };
}

function openShiftRoute(root: YamlMap, spec: YamlNode | undefined): Route {
  const host = textField(spec, 'host');
  const to = child(spec, 'to');
  // The OpenShift router sets a cookie for every route unless the annotation forbids it.
  const off =
    plainText(root, 'metadata', 'annotations', 'haproxy.router.openshift.io/disable_cookies') === 'true';
  const found = to ? backend(to, textField(to, 'name'), off ? undefined : to.at) : [];
  return { type: 'route', controller: 'openshift', backends: found, hosts: host ? [host] : [] };
}

function backend(
  node: YamlNode,
  service: Field | undefined,
  sticky: Place | undefined,
  inNamespace?: string,
): Backend[] {
  if (!service) return [];
  const port = child(node, 'port', 'number') ?? child(node, 'port');
  const number = port?.kind === 'scalar' && port.value !== null ? port.text : undefined;
  const namespace = inNamespace ?? plainText(node, 'namespace');
  return [
    {
      service,
      ...(number !== undefined &&
        port && { port: /^\d+$/.test(number) ? Number(number) : number, portAt: port.at }),
      at: node.at,
      ...(namespace !== undefined && { namespace }),
      ...(sticky && { sticky }),
    },
  ];
}
