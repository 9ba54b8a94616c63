import assert from 'node:assert/strict';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildHelmCharts } from '../../../server/src/build/helm/buildHelmCharts';
import {
  child,
  items,
  pairs,
  scalar,
  type YamlMap,
  type YamlNode,
} from '../../../server/src/formats/yaml/tree';
import { workspaceOf } from './helmCase';

const bitnami = 'https://charts.bitnami.com/bitnami';

describe('dependencies that are not vendored', () => {
  it('of Redis: a master, replicas and their Services, by default', () => {
    const stack = build('redis', bitnami, '');
    assert.deepEqual(services(stack), ['shop-redis-master', 'shop-redis-headless', 'shop-redis-replicas']);
    assert.deepEqual(named(stack, 'StatefulSet'), ['shop-redis-master', 'shop-redis-replicas']);
    assert.deepEqual(named(stack, 'Secret'), ['shop-redis']);
    assert.deepEqual(stack.outside, []);
  });

  it('of Redis: the Service selects the pods of its component, on the port', () => {
    const stack = build('redis', bitnami, '');
    const service = object(stack, 'Service', 'shop-redis-master');
    assert.deepEqual(plain(child(service, 'spec', 'selector')), {
      'app.kubernetes.io/name': 'redis',
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/component': 'master',
    });
    assert.equal(scalar(child(items(child(service, 'spec', 'ports'))[0], 'port'))?.value, 6379);
    const workload = object(stack, 'StatefulSet', 'shop-redis-master');
    assert.deepEqual(
      plain(child(workload, 'spec', 'template', 'metadata', 'labels')),
      plain(child(service, 'spec', 'selector')),
    );
    assert.equal(child(object(stack, 'Service', 'shop-redis-headless'), 'spec', 'clusterIP')?.kind, 'scalar');
    assert.ok(child(workload, 'spec', 'template', 'spec')?.unknown);
  });

  it('of Redis: the Secret has the key, and its value is unknown', () => {
    const data = child(object(build('redis', bitnami, ''), 'Secret', 'shop-redis'), 'data');
    assert.deepEqual(
      pairs(data).map(({ key }) => key.text),
      ['redis-password'],
    );
    assert.ok(pairs(data)[0]?.value.unknown);
    const open = build('redis', bitnami, 'redis: { auth: { enabled: false } }\n');
    assert.deepEqual(named(open, 'Secret'), []);
    const own = build('redis', bitnami, 'redis: { auth: { existingSecret: mine } }\n');
    assert.deepEqual(named(own, 'Secret'), []);
  });

  it('of Redis: standalone, sentinel, and other names', () => {
    const of = (values: string, release?: string): string[] =>
      services(build('redis', bitnami, values, release));
    assert.deepEqual(of('redis: { architecture: standalone }\n'), [
      'shop-redis-master',
      'shop-redis-headless',
    ]);
    assert.deepEqual(of('redis: { sentinel: { enabled: true } }\n'), ['shop-redis', 'shop-redis-headless']);
    assert.deepEqual(of('redis: { architecture: standalone, fullnameOverride: cache }\n'), [
      'cache-master',
      'cache-headless',
    ]);
    assert.deepEqual(of('redis: { architecture: standalone, nameOverride: kv }\n'), [
      'shop-kv-master',
      'shop-kv-headless',
    ]);
    assert.deepEqual(of('redis: { architecture: standalone }\n', 'my-redis-app'), [
      'my-redis-app-master',
      'my-redis-app-headless',
    ]);
  });

  it('of other stores', () => {
    const of = (name: string, values = ''): string[] => services(build(name, bitnami, values));
    assert.deepEqual(of('redis-cluster'), ['shop-redis-cluster', 'shop-redis-cluster-headless']);
    assert.deepEqual(of('valkey', 'valkey: { architecture: standalone }\n'), [
      'shop-valkey-primary',
      'shop-valkey-headless',
    ]);
    assert.deepEqual(of('memcached'), ['shop-memcached']);
    assert.deepEqual(of('mysql'), ['shop-mysql', 'shop-mysql-headless']);
    assert.deepEqual(of('mariadb'), ['shop-mariadb', 'shop-mariadb-headless']);
    assert.deepEqual(of('postgresql'), ['shop-postgresql', 'shop-postgresql-hl']);
    assert.deepEqual(of('postgresql', 'postgresql: { architecture: replication }\n'), [
      'shop-postgresql-primary',
      'shop-postgresql-primary-hl',
      'shop-postgresql-read',
      'shop-postgresql-read-hl',
    ]);
    assert.deepEqual(services(build('redis', 'oci://registry-1.docker.io/bitnamicharts', '')).length, 3);
    assert.deepEqual(services(build('redis', 'oci://registry-1.docker.io/cloudpirates', '')), [
      'shop-redis',
      'shop-redis-headless',
    ]);
  });

  it('under an alias, and only when switched on', () => {
    const entry = `  - { name: redis, alias: sessions, version: 19.x.x, repository: '${bitnami}', condition: sessions.enabled }\n`;
    const on = buildWith(entry, 'sessions: { enabled: true, architecture: standalone }\n');
    assert.deepEqual(services(on), ['shop-sessions-master', 'shop-sessions-headless']);
    const off = buildWith(entry, 'sessions: { enabled: false }\n');
    assert.deepEqual(services(off), []);
    assert.deepEqual(off.outside, []);
  });

  it('stand at their entry in Chart.yaml, and rest on a convention', () => {
    const stack = build('redis', bitnami, '');
    const service = object(stack, 'Service', 'shop-redis-master');
    assert.ok(service && stack.likely?.has(service));
    assert.equal(service.at.file, 'Chart.yaml');
    const map = object(stack, 'ConfigMap', 'own');
    assert.ok(map && stack.likely?.has(map) === false);
  });

  it('of charts that nobody knows, or from elsewhere, are outside', () => {
    for (const [name, repository] of [
      ['redis', 'https://charts.example.com'],
      ['rabbitmq', bitnami],
    ] as const) {
      const stack = build(name, repository, '');
      assert.deepEqual(services(stack), []);
      assert.equal(stack.outside.length, 1);
      assert.match(stack.outside[0] ?? '', new RegExp(`The chart "${name}" .* is not in this workspace`));
    }
  });

  it('are outside when a value that decides is unknown', () => {
    const files = new Map([
      ['deploy.sh', 'helm upgrade -i shop . --set redis.enabled=$REDIS\n'],
      ...chart(
        `  - { name: redis, version: 1.0.0, repository: '${bitnami}', condition: redis.enabled }\n`,
        '',
      ),
    ]);
    const [stack] = buildHelmCharts(workspaceOf(files));
    assert.ok(stack);
    assert.deepEqual(services(stack), []);
    assert.match(stack.outside[0] ?? '', /whether it is installed is not known/);
  });

  it('that are libraries leave what they print unknown, and the chart whole', () => {
    const files = chart(`  - { name: common, version: 2.x.x, repository: '${bitnami}' }\n`, '');
    files.set(
      'templates/web.yaml',
      'kind: Deployment\nmetadata:\n  name: {{ include "common.names.fullname" . }}\n  labels:\n    own: label\n    {{- include "common.labels.standard" . | nindent 4 }}\nspec:\n  replicas: 2\n',
    );
    const [stack] = buildHelmCharts(workspaceOf(files));
    const web = stack?.objects.find((each) => scalar(child(each, 'kind'))?.text === 'Deployment');
    assert.deepEqual(stack?.problems, []);
    assert.ok(child(web, 'metadata', 'name')?.unknown);
    assert.equal(child(web, 'metadata', 'name')?.kind, 'scalar');
    assert.equal(scalar(child(web, 'metadata', 'labels', 'own'))?.text, 'label');
    assert.ok(child(web, 'metadata', 'labels')?.unknown);
    assert.equal(scalar(child(web, 'spec', 'replicas'))?.value, 2);
    assert.match(stack.outside[0] ?? '', /common/);
  });
});

function chart(dependencies: string, values: string): Map<string, string> {
  return new Map([
    ['Chart.yaml', `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n${dependencies}`],
    ['values.yaml', values],
    ['templates/own.yaml', 'kind: ConfigMap\nmetadata: { name: own }\n'],
  ]);
}

function build(name: string, repository: string, values: string, release?: string): BuiltStack {
  return buildWith(`  - { name: ${name}, version: 19.x.x, repository: '${repository}' }\n`, values, release);
}

function buildWith(dependencies: string, values: string, release?: string): BuiltStack {
  const files = chart(dependencies, values);
  if (release !== undefined) files.set('deploy.sh', `helm upgrade --install ${release} .\n`);
  const [stack] = buildHelmCharts(workspaceOf(files));
  assert.ok(stack);
  return stack;
}

function named(stack: BuiltStack, kind: string): string[] {
  return stack.objects
    .filter((each) => scalar(child(each, 'kind'))?.text === kind)
    .map((each) => scalar(child(each, 'metadata', 'name'))?.text ?? '');
}

function services(stack: BuiltStack): string[] {
  return named(stack, 'Service');
}

function object(stack: BuiltStack, kind: string, name: string): YamlMap | undefined {
  return stack.objects.find(
    (each) =>
      scalar(child(each, 'kind'))?.text === kind && scalar(child(each, 'metadata', 'name'))?.text === name,
  );
}

function plain(node: YamlNode | undefined): Record<string, unknown> {
  return Object.fromEntries(pairs(node).map(({ key, value }) => [key.text, scalar(value)?.value]));
}
