import assert from 'node:assert/strict';
import { deployment, service, workloadOf, type Manifest } from './workspace';

const clientIp = { sessionAffinity: 'ClientIP' };

function ingress(ingressClass: string | undefined, annotations: Manifest = {}): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', annotations },
    spec: {
      ...(ingressClass !== undefined && { ingressClassName: ingressClass }),
      rules: [
        { http: { paths: [{ path: '/', backend: { service: { name: 'web', port: { number: 80 } } } }] } },
      ],
    },
  };
}

const path = (...manifests: readonly Manifest[]) =>
  workloadOf({ 'k8s/all.yaml': [deployment(), ...manifests] }).path;

/** Whether each visitor stays on one pod. */
const sticky = (...manifests: readonly Manifest[]) => path(...manifests).effective;

const annotated = (annotations: Manifest, spec: Manifest = {}) => service('web', spec, { annotations });

describe('request path: no controller in the way', () => {
  it('sticks with ClientIP on a load balancer or a port of the nodes', () => {
    for (const type of ['LoadBalancer', 'NodePort']) {
      assert.equal(sticky(service('web', { type, ...clientIp })), true);
      assert.equal(sticky(service('web', { type })), false);
      assert.equal(sticky(service('web', { type, sessionAffinity: 'None' })), false);
    }
  });

  it('is only likely behind a load balancer of the cloud, which may hide the client', () => {
    assert.equal(path(service('web', { type: 'LoadBalancer', ...clientIp })).hop?.certainty, 'likely');
    assert.equal(path(service('web', { type: 'NodePort', ...clientIp })).hop?.certainty, 'certain');
  });

  it('has no effect on a headless Service', () => {
    assert.equal(sticky(service('web', { clusterIP: 'None', ...clientIp })), false);
  });

  it('cannot be told while the way in is not here', () => {
    assert.equal(sticky(service('web', clientIp)), null);
    assert.equal(sticky(service('web')), false);
    assert.equal(sticky(), false);
  });

  it('is not that of a Service in front of other pods', () => {
    const other = service('web', { type: 'NodePort', ...clientIp, selector: { app: 'other' } });
    assert.deepEqual([sticky(other), path(other).services.length], [false, 0]);
  });
});

describe('request path: the table of controllers', () => {
  for (const [controller, ingressClass, onIngress, onService] of [
    ['ingress-nginx', 'nginx', { 'nginx.ingress.kubernetes.io/affinity': 'cookie' }, {}],
    [
      'ingress-nginx, by a hash',
      'nginx',
      { 'nginx.ingress.kubernetes.io/upstream-hash-by': '$remote_addr' },
      {},
    ],
    ['Traefik', 'traefik', {}, { 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true' }],
    ['HAProxy Ingress', 'haproxy', { 'haproxy-ingress.github.io/affinity': 'cookie' }, {}],
    ['HAProxy Ingress, on the Service', 'haproxy', {}, { 'haproxy-ingress.github.io/affinity': 'cookie' }],
    [
      'HAProxy Technologies',
      'haproxy',
      { 'haproxy.org/check': 'true' },
      { 'haproxy.org/cookie-persistence': 'pod' },
    ],
    [
      'AWS',
      'alb',
      {
        'alb.ingress.kubernetes.io/target-type': 'ip',
        'alb.ingress.kubernetes.io/target-group-attributes':
          'stickiness.enabled=true,stickiness.type=lb_cookie',
      },
      {},
    ],
    ['Kong', 'kong', {}, { 'konghq.com/upstream-policy': 'sticky' }],
    [
      'Application Gateway',
      'azure/application-gateway',
      { 'appgw.ingress.kubernetes.io/cookie-based-affinity': 'true' },
      {},
    ],
    ['NGINX Inc.', 'nginx', { 'nginx.com/sticky-cookie-services': 'serviceName=web pod' }, {}],
  ] as const) {
    it(`${controller}: its own affinity where it looks for it`, () => {
      assert.equal(sticky(ingress(ingressClass, onIngress), annotated(onService)), true);
    });

    it(`${controller}: not without it, whatever ClientIP says`, () => {
      const hints = controller.startsWith('HAProxy T') ? onIngress : {};
      assert.equal(sticky(ingress(ingressClass, hints), service('web', clientIp)), false);
    });
  }

  for (const [what, ingressClass, onIngress, onService] of [
    ["nginx's annotation on the Service", 'nginx', {}, { 'nginx.ingress.kubernetes.io/affinity': 'cookie' }],
    [
      "Traefik's on the Ingress",
      'traefik',
      { 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true' },
      {},
    ],
    ["HAProxy Technologies' on the Ingress", 'haproxy', { 'haproxy.org/cookie-persistence': 'pod' }, {}],
    [
      "AWS's without target-type ip",
      'alb',
      { 'alb.ingress.kubernetes.io/target-group-attributes': 'stickiness.enabled=true' },
      {},
    ],
    ["nginx's for Traefik", 'traefik', { 'nginx.ingress.kubernetes.io/affinity': 'cookie' }, {}],
    [
      'one that is switched off',
      'traefik',
      {},
      { 'traefik.ingress.kubernetes.io/service.sticky.cookie': 'false' },
    ],
  ] as const) {
    it(`does not take ${what}`, () => {
      assert.equal(sticky(ingress(ingressClass, onIngress), annotated(onService)), false);
    });
  }

  it('asks the Service where nginx or Traefik is told to', () => {
    const upstream = { 'nginx.ingress.kubernetes.io/service-upstream': 'true' };
    assert.equal(sticky(ingress('nginx', upstream), service('web', clientIp)), true);
    assert.equal(sticky(ingress('nginx', upstream), service('web')), false);
    // Then cookie affinity is useless: the Service's own address is all that nginx knows.
    const both = { ...upstream, 'nginx.ingress.kubernetes.io/affinity': 'cookie' };
    assert.equal(sticky(ingress('nginx', both), service('web')), false);
    const native = { 'traefik.ingress.kubernetes.io/service.nativelb': 'true' };
    assert.equal(sticky(ingress('traefik'), annotated(native, clientIp)), true);
  });

  it('reads the BackendConfig of GKE that the Service names', () => {
    const config = (affinityType: string) => ({
      apiVersion: 'cloud.google.com/v1',
      kind: 'BackendConfig',
      metadata: { name: 'sticky' },
      spec: { sessionAffinity: { affinityType } },
    });
    const named = annotated({ 'cloud.google.com/backend-config': '{"default": "sticky"}' });
    assert.equal(sticky(ingress('gce'), named, config('GENERATED_COOKIE')), true);
    assert.equal(sticky(ingress('gce'), named, config('NONE')), false);
    assert.equal(sticky(ingress('gce'), service('web'), config('CLIENT_IP')), false);
  });

  it('does not know the controller of an Ingress without a class, nor of one with a name of its own', () => {
    assert.equal(sticky(ingress(undefined), service('web', clientIp)), null);
    assert.equal(sticky(ingress('internal'), service('web')), null);
  });

  it('takes annotations for a hint where there is no class', () => {
    const found = path(
      ingress(undefined, { 'nginx.ingress.kubernetes.io/affinity': 'cookie' }),
      service('web'),
    );
    assert.deepEqual([found.effective, found.hop?.certainty], [true, 'likely']);
  });

  it('knows the class in its older form', () => {
    assert.equal(
      sticky(ingress(undefined, { 'kubernetes.io/ingress.class': 'nginx' }), service('web', clientIp)),
      false,
    );
  });

  it('is as good as the worst of several ways in', () => {
    const good = ingress('nginx', { 'nginx.ingress.kubernetes.io/affinity': 'cookie' });
    const bad = { ...ingress('nginx'), metadata: { name: 'second' } };
    assert.equal(sticky(good, service('web')), true);
    assert.equal(sticky(good, bad, service('web')), false);
  });
});

describe('request path: routes', () => {
  const route = (apiVersion: string, kind: string, spec: Manifest, metadata: Manifest = {}): Manifest => ({
    apiVersion,
    kind,
    metadata: { name: 'web', ...metadata },
    spec,
  });

  it("of Traefik declare a service's affinity themselves", () => {
    const traefik = (more: Manifest) =>
      route('traefik.io/v1alpha1', 'IngressRoute', {
        routes: [{ services: [{ name: 'web', port: 80, ...more }] }],
      });
    assert.equal(sticky(traefik({ sticky: { cookie: {} } }), service('web')), true);
    assert.equal(sticky(traefik({}), service('web', clientIp)), false);
  });

  it('of Contour have a strategy', () => {
    const contour = (more: Manifest) =>
      route('projectcontour.io/v1', 'HTTPProxy', {
        routes: [{ services: [{ name: 'web', port: 80 }], ...more }],
      });
    assert.equal(sticky(contour({ loadBalancerPolicy: { strategy: 'Cookie' } }), service('web')), true);
    assert.equal(
      sticky(contour({ loadBalancerPolicy: { strategy: 'Random' } }), service('web', clientIp)),
      false,
    );
  });

  it('of Istio are followed to a DestinationRule', () => {
    const virtual = route('networking.istio.io/v1', 'VirtualService', {
      http: [{ route: [{ destination: { host: 'web.shop.svc.cluster.local' } }] }],
    });
    const rule = (host: string) =>
      route('networking.istio.io/v1', 'DestinationRule', {
        host,
        trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: 'pod' } } } },
      });
    assert.equal(sticky(virtual, rule('web'), service('web')), true);
    assert.equal(sticky(virtual, rule('other'), service('web', clientIp)), false);
  });

  it('of the Gateway API declare persistence, or it depends on the gateway', () => {
    const gateway = (more: Manifest) =>
      route('gateway.networking.k8s.io/v1', 'HTTPRoute', {
        rules: [{ backendRefs: [{ name: 'web', port: 80 }], ...more }],
      });
    assert.equal(sticky(gateway({ sessionPersistence: { type: 'Cookie' } }), service('web')), true);
    assert.equal(sticky(gateway({}), service('web', clientIp)), null);
    assert.equal(sticky(gateway({}), service('web')), false);
  });

  it('of OpenShift set a cookie unless they are told not to', () => {
    const open = (annotations: Manifest) =>
      route('route.openshift.io/v1', 'Route', { to: { kind: 'Service', name: 'web' } }, { annotations });
    assert.equal(sticky(open({}), service('web')), true);
    assert.equal(
      sticky(open({ 'haproxy.router.openshift.io/disable_cookies': 'true' }), service('web')),
      false,
    );
  });
});

describe('request path: pods that speak FastCGI', () => {
  const php = deployment({
    container: { image: 'registry.example/shop-fpm', ports: [{ containerPort: 9000 }] },
  });

  it('are reached by a web server, which is the only client that the Service sees', () => {
    const found = (spec: Manifest) =>
      workloadOf({ 'k8s/all.yaml': [php, service('web', { ports: [{ port: 9000 }], ...spec })] }).path;
    assert.equal(found({}).effective, false);
    assert.equal(found(clientIp).effective, null);
  });
});
