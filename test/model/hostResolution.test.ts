import assert from 'node:assert/strict';
import { configMap, deployment, service, workloadOf, type Files, type Manifest } from './workspace';

interface Around {
  /** What else the pod's spec says. */
  readonly pod?: Manifest;
  readonly containers?: readonly Manifest[];
  readonly namespace?: string;
  readonly files?: Files;
}

/** What a Redis host means for the pods, with the reason where it does not resolve. */
function resolution(host: string, manifests: readonly Manifest[] = [], around: Around = {}): string {
  const { pod, containers = [], namespace, files } = around;
  const container = {
    name: 'web',
    image: 'registry.example/shop',
    envFrom: [{ configMapRef: { name: 'env' } }],
  };
  const web = deployment({
    ...(namespace !== undefined && { namespace }),
    pod: { containers: [container, ...containers], ...pod },
  });
  const variables = { APP_KEY: 'x', SESSION_DRIVER: 'redis', REDIS_HOST: host };
  const found = workloadOf({ ...files, 'k8s/all.yaml': [web, configMap('env', variables), ...manifests] });
  const { resolves, why } = found.redis.resolution;
  return resolves === 'no' ? `no: ${why}` : resolves;
}

const inNamespace = (name: string, namespace: string, spec: Manifest = {}) =>
  service(name, spec, { namespace });

describe('host resolution: Services', () => {
  it('finds one of the same namespace by each of its names', () => {
    const redis = [inNamespace('redis', 'shop')];
    for (const host of [
      'redis',
      'REDIS',
      'redis.shop',
      'redis.shop.svc',
      'redis.shop.svc.cluster.local',
      'redis.shop.svc.cluster.local.',
      'redis.shop.svc.corp.example',
    ]) {
      assert.equal(resolution(host, redis, { namespace: 'shop' }), 'yes', host);
    }
  });

  it('finds one whose namespace is not written, which may be any', () => {
    assert.equal(resolution('redis', [service('redis')], { namespace: 'shop' }), 'yes');
    assert.equal(resolution('redis.shop.svc', [service('redis')], { namespace: 'shop' }), 'yes');
  });

  it('misses one that nothing defines', () => {
    assert.equal(resolution('redis'), 'no: no-such-service');
    assert.equal(resolution('redis.shop.svc', [], { namespace: 'shop' }), 'no: no-such-service');
    assert.equal(resolution('redis', [service('redis-service')]), 'no: no-such-service');
  });

  it('does not reach another namespace by the bare name', () => {
    const redis = [inNamespace('redis', 'infra')];
    assert.equal(resolution('redis', redis, { namespace: 'shop' }), 'no: other-namespace');
    assert.equal(resolution('redis.infra', redis, { namespace: 'shop' }), 'yes');
    assert.equal(resolution('redis', redis), 'yes');
  });

  it('knows nothing of namespaces that the manifests do not show', () => {
    assert.equal(resolution('redis.infra.svc.cluster.local', [], { namespace: 'shop' }), 'unknown');
  });

  it('finds a pod of a StatefulSet by the name of its headless Service', () => {
    const headless = [inNamespace('redis', 'shop', { clusterIP: 'None' })];
    assert.equal(resolution('redis-0.redis.shop.svc.cluster.local', headless, { namespace: 'shop' }), 'yes');
  });

  it('does not find any from the network of a node', () => {
    const pod = { hostNetwork: true };
    assert.equal(resolution('redis', [service('redis')], { pod }), 'no: host-network');
    const mended = { ...pod, dnsPolicy: 'ClusterFirstWithHostNet' };
    assert.equal(resolution('redis', [service('redis')], { pod: mended }), 'yes');
  });
});

describe('host resolution: outside the cluster', () => {
  for (const host of [
    '10.0.3.7',
    '2001:db8::7',
    '[2001:db8::7]',
    'cache.shop.example',
    'master.shop.x1.euc1.cache.amazonaws.com',
    'redis.example',
  ]) {
    it(`takes ${host} as it is`, () => assert.equal(resolution(host), 'external'));
  }

  it('follows a Service that stands for an outside name', () => {
    const spec = { type: 'ExternalName', externalName: 'cache.example' };
    assert.equal(resolution('redis', [service('redis', spec)]), 'external');
  });

  it('knows the names that a pod has by itself', () => {
    const pod = { hostAliases: [{ ip: '10.0.3.7', hostnames: ['Redis', 'cache'] }] };
    assert.equal(resolution('redis', [], { pod }), 'external');
  });
});

describe('host resolution: the pod itself', () => {
  for (const host of ['localhost', '127.0.0.1', '127.1', '::1', '0.0.0.0', 'LOCALHOST']) {
    it(`is ${host}, where somebody has to listen`, () =>
      assert.equal(resolution(host), 'no: nothing-listens'));
  }

  for (const [what, container] of [
    ['a Redis', { name: 'store', image: 'redis:7' }],
    ['a proxy', { name: 'proxy', image: 'registry.example/x' }],
    ['a tunnel', { name: 'x', image: 'alpine/socat' }],
    ['the port', { name: 'x', image: 'registry.example/x', ports: [{ containerPort: 6379 }] }],
  ] as const) {
    it(`is served by ${what} beside Laravel`, () => {
      assert.equal(resolution('127.0.0.1', [], { containers: [container] }), 'yes');
    });
  }

  it('is not served by a web server, nor by what ends before Laravel starts', () => {
    const nginx = { name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }] };
    assert.equal(resolution('127.0.0.1', [], { containers: [nginx] }), 'no: nothing-listens');
    const ends = { name: 'wait', image: 'redis:7' };
    assert.equal(resolution('127.0.0.1', [], { pod: { initContainers: [ends] } }), 'no: nothing-listens');
    const stays = { ...ends, restartPolicy: 'Always' };
    assert.equal(resolution('127.0.0.1', [], { pod: { initContainers: [stays] } }), 'yes');
  });

  it('is anybody on the network of a node', () => {
    assert.equal(resolution('127.0.0.1', [], { pod: { hostNetwork: true } }), 'unknown');
  });
});

describe('host resolution: what may be made elsewhere', () => {
  const operator = (apiVersion: string, kind: string, name: string): Manifest => ({
    apiVersion,
    kind,
    metadata: { name },
    spec: {},
  });

  for (const [host, made] of [
    ['rfs-sessions', operator('databases.spotahome.com/v1', 'RedisFailover', 'sessions')],
    ['sessions', operator('redis.redis.opstreelabs.in/v1beta2', 'Redis', 'sessions')],
    ['sessions', operator('dragonflydb.io/v1alpha1', 'Dragonfly', 'sessions')],
    ['anything', operator('cache.azure.upbound.io/v1beta1', 'RedisCache', 'sessions')],
  ] as const) {
    it(`by ${made.kind as string}`, () => assert.equal(resolution(host, [made]), 'unknown'));
  }

  it('by an operator, but not under any name', () => {
    const failover = operator('databases.spotahome.com/v1', 'RedisFailover', 'sessions');
    assert.equal(resolution('redis', [failover]), 'no: no-such-service');
  });

  for (const [what, files] of [
    ['a script', { 'deploy.sh': 'helm upgrade --install cache bitnami/redis -n shop' }],
    ['a Makefile', { Makefile: 'redis:\n\thelm install cache oci://registry.example/charts/redis\n' }],
    [
      'a pipeline',
      {
        '.github/workflows/deploy.yml':
          'jobs:\n  x:\n    steps:\n      - run: helm install cache bitnami/redis',
      },
    ],
    ['a README', { 'README.md': '```\nhelm install cache bitnami/redis\n```' }],
    ['Terraform', { 'main.tf': 'resource "helm_release" "r" {\n  name  = "cache"\n  chart = "redis"\n}' }],
    ['kubectl', { 'deploy.sh': 'kubectl expose deployment redis --name=cache-x --port=6379' }],
  ] as const) {
    it(`by ${what}`, () => assert.equal(resolution('cache-x', [], { files }), 'unknown'));
  }

  it('by Argo CD or Flux', () => {
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'cache' },
      spec: { chart: { spec: { chart: 'redis' } } },
    };
    assert.equal(resolution('cache-x', [release]), 'unknown');
  });

  for (const host of [
    'my-redis-master',
    'shop-redis',
    'shop-valkey-primary',
    'shop-redis-ha-haproxy',
    'x-redis-headless',
  ]) {
    it(`by a chart, as the name ${host} has it`, () => assert.equal(resolution(host), 'unknown'));
  }

  for (const host of ['redis', 'cache', 'redis-service', 'redis-server', 'sessions-store']) {
    it(`not, as the name ${host} has it`, () => assert.equal(resolution(host), 'no: no-such-service'));
  }
});

describe('host resolution: what is no host yet', () => {
  it('is empty', () => {
    assert.equal(resolution(''), 'no: empty');
    assert.equal(resolution('  '), 'no: empty');
  });

  for (const host of [
    '${REDIS_HOST}',
    'REPLACE_WITH_REDIS',
    '<redis-host>',
    'your-redis-host',
    '{{ redis_host }}',
    '[[redis]]',
  ]) {
    it(`is ${host}`, () => assert.equal(resolution(host), 'unknown'));
  }

  it('is not asked for where nothing uses Redis', () => {
    const variables = { APP_KEY: 'x', SESSION_DRIVER: 'cookie', REDIS_HOST: 'nowhere' };
    const web = deployment({ container: { envFrom: [{ configMapRef: { name: 'env' } }] } });
    const found = workloadOf({ 'k8s/all.yaml': [web, configMap('env', variables)] });
    assert.equal(found.redis.resolution.resolves, 'n/a');
  });
});
