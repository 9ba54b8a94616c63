import assert from 'node:assert/strict';
import { environmentName } from '../../../server/src/build/plain/environmentName';
import { plainStacks } from '../../../server/src/build/plain/plainStacks';
import { FileStore } from '../../../server/src/analysis/fileStore';
import { memoryHost } from '../../support/memoryHost';

/** `Service/redis` or `Service/shop/redis`, with a namespace. */
function manifest(id: string): string {
  const parts = id.split('/');
  const [kind = '', name = ''] = [parts[0], parts.at(-1)];
  const namespace = parts.length === 3 ? { namespace: parts[1] } : {};
  return JSON.stringify({ apiVersion: 'v1', kind, metadata: { name, ...namespace } });
}

/** The stacks of these files, each as its name and its files. */
function stacks(files: Readonly<Record<string, readonly string[]>>, elsewhere: readonly string[] = []) {
  const texts = Object.entries(files).map(
    ([path, ids]) => [path, ids.map(manifest).join('\n---\n')] as const,
  );
  const found = plainStacks(new FileStore(memoryHost(new Map(texts))), new Set(elsewhere));
  return found.map(({ name, manifests = [] }) => `${name}: ${manifests.join(' ')}`);
}

describe('plain stacks', () => {
  it('take everything together where nothing says otherwise', () => {
    assert.deepEqual(
      stacks({ 'k8s/web.yaml': ['Deployment/web'], 'k8s/redis/all.yaml': ['Service/redis'] }),
      ['k8s: k8s/redis/all.yaml k8s/web.yaml'],
    );
    assert.deepEqual(stacks({ 'web.yaml': ['Deployment/web'] }), ['.: web.yaml']);
    assert.deepEqual(stacks({}), []);
  });

  it('keep environments apart that directories are called after', () => {
    assert.deepEqual(
      stacks({
        'k8s/dev/web.yaml': ['Deployment/web'],
        'k8s/prod/web.yaml': ['Deployment/web'],
        'k8s/prod/redis.yaml': ['Service/redis'],
      }),
      ['k8s/dev: k8s/dev/web.yaml', 'k8s/prod: k8s/prod/redis.yaml k8s/prod/web.yaml'],
    );
  });

  it('keep environments apart that files are called after', () => {
    assert.deepEqual(
      stacks({
        'k8s/env-production.yaml': ['ConfigMap/env'],
        'k8s/env-staging.yaml': ['ConfigMap/env'],
        'k8s/web.yaml': ['Deployment/web'],
      }),
      [
        'k8s (production): k8s/env-production.yaml k8s/web.yaml',
        'k8s (staging): k8s/env-staging.yaml k8s/web.yaml',
      ],
    );
  });

  it('share with each environment what belongs to none', () => {
    assert.deepEqual(
      stacks({
        'k8s/common.yaml': ['Secret/web'],
        'k8s/dev/web.yaml': ['Deployment/web'],
        'k8s/prod/web.yaml': ['Deployment/web'],
      }),
      ['k8s/dev: k8s/common.yaml k8s/dev/web.yaml', 'k8s/prod: k8s/common.yaml k8s/prod/web.yaml'],
    );
  });

  it('never give an environment what it has a version of its own of', () => {
    assert.deepEqual(
      stacks({
        'k8s/env.yaml': ['ConfigMap/env'],
        'k8s/redis.yaml': ['Service/redis'],
        'k8s/prod/app.yaml': ['Deployment/web'],
        'k8s/prod/env.yaml': ['ConfigMap/env'],
      }),
      ['k8s: k8s/env.yaml k8s/redis.yaml', 'k8s/prod: k8s/prod/app.yaml k8s/prod/env.yaml k8s/redis.yaml'],
    );
  });

  it('keep directories apart that define the same object', () => {
    assert.deepEqual(
      stacks({
        'one/web.yaml': ['Deployment/web'],
        'two/web.yaml': ['Deployment/web', 'Service/web'],
        'two/redis.yaml': ['Service/redis'],
      }),
      ['one: one/web.yaml two/redis.yaml', 'two: two/redis.yaml two/web.yaml'],
    );
  });

  it('take copies in one directory for alternatives of one stack', () => {
    assert.deepEqual(
      stacks({ 'k8s/web.yaml': ['Deployment/web'], 'k8s/web-fixed.yaml': ['Deployment/web'] }),
      ['k8s: k8s/web-fixed.yaml k8s/web.yaml'],
    );
  });

  it('take objects of one name in two namespaces for two objects', () => {
    assert.deepEqual(stacks({ 'a/redis.yaml': ['Service/a/redis'], 'b/redis.yaml': ['Service/b/redis'] }), [
      '.: a/redis.yaml b/redis.yaml',
    ]);
  });

  it('are not parted by what every set of manifests repeats', () => {
    for (const kind of ['Namespace', 'StorageClass', 'ServiceAccount', 'CustomResourceDefinition']) {
      const files = { 'a/x.yaml': [`${kind}/shop`, 'Service/a'], 'b/x.yaml': [`${kind}/shop`, 'Service/b'] };
      assert.deepEqual(stacks(files), ['.: a/x.yaml b/x.yaml'], kind);
    }
  });

  it('leave out what is part of a kustomization or a chart, and what is none of Kubernetes', () => {
    const files = { 'k8s/web.yaml': ['Deployment/web'], 'base/web.yaml': ['Deployment/web'] };
    assert.deepEqual(stacks(files, ['base/web.yaml']), ['k8s: k8s/web.yaml']);
    const compose = new FileStore(
      memoryHost(new Map([['docker-compose.yml', 'services: {web: {image: x}}']])),
    );
    assert.deepEqual(plainStacks(compose, new Set()), []);
  });

  it('come to the same whatever the order of the files', () => {
    const entries = [
      ['k8s/dev/web.yaml', ['Deployment/web']],
      ['k8s/prod/web.yaml', ['Deployment/web']],
      ['k8s/common.yaml', ['Secret/web']],
    ] as const;
    assert.deepEqual(stacks(Object.fromEntries(entries)), stacks(Object.fromEntries([...entries].reverse())));
  });
});

describe('the environment that a path names', () => {
  for (const [path, name] of [
    ['k8s/prod/web.yaml', 'production'],
    ['k8s/web-prod.yaml', 'production'],
    ['deploy.production.yml', 'production'],
    ['k8s/STAGING/web.yaml', 'staging'],
    ['clusters/eks/web.yaml', 'aws'],
    ['k8s/prod/web-dev.yaml', 'development'],
    ['k8s/web.yaml', undefined],
    ['products/web.yaml', undefined],
    ['develop-er/web.yaml', 'development'],
    ['livewire/web.yaml', undefined],
    ['k8s/kind/web.yaml', 'local'],
  ] as const) {
    it(`${path}: ${name ?? 'none'}`, () => assert.equal(environmentName(path), name));
  }
});
