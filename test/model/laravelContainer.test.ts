import assert from 'node:assert/strict';
import { configMap, secret, stacksOf, type Files, type Manifest } from './workspace';

function pod(containers: readonly Manifest[], more: Manifest = {}, name = 'shop'): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { template: { metadata: { labels: { app: name } }, spec: { containers, ...more } } },
  };
}

/** The name of the container that is taken for Laravel's, and why; undefined when none is. */
function laravel(manifests: readonly Manifest[], files: Files = {}): string | undefined {
  const [workload] = stacksOf({ ...files, 'k8s/all.yaml': manifests }).flatMap(({ workloads }) => workloads);
  return workload && `${workload.container.name}: ${workload.evidence}`;
}

const env = (variables: Readonly<Record<string, string>>) => ({
  env: Object.entries(variables).map(([name, value]) => ({ name, value })),
});

const app: Files = { artisan: '#!/usr/bin/env php', 'composer.json': '{"name": "acme/bookshop"}' };

describe('Laravel container: what shows it', () => {
  it('is a command that runs artisan', () => {
    assert.equal(
      laravel([pod([{ name: 'x', image: 'registry.example/x', command: ['php', 'artisan', 'serve'] }])]),
      'x: its command runs artisan',
    );
  });

  it('is the image in which another container of the stack runs artisan', () => {
    const image = 'registry.example/team/blog';
    const horizon = pod(
      [{ name: 'y', image: `${image}:1.4`, command: ['php', 'artisan', 'horizon'] }],
      {},
      'queue',
    );
    const fpm = (name: string) => pod([{ name: 'x', image: name, ports: [{ containerPort: 9000 }] }]);
    assert.equal(laravel([fpm(`${image}:1.3`), horizon]), 'x: "queue" runs artisan from the same image');
    assert.equal(laravel([fpm(`${image}-nginx`)]), undefined);
    assert.equal(laravel([fpm(image)]), undefined);
  });

  it('is an APP_KEY, however it is given', () => {
    const container = { name: 'x', image: 'registry.example/x' };
    const source = (from: Manifest) => pod([{ ...container, envFrom: [from] }]);
    const key = [{ name: 'APP_KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }];
    for (const manifests of [
      [pod([{ ...container, ...env({ APP_KEY: 'base64:x' }) }])],
      [pod([{ ...container, env: key }])],
      [source({ secretRef: { name: 's' } }), secret('s', { APP_KEY: 'x' })],
      [source({ configMapRef: { name: 'c' } }), configMap('c', { APP_KEY: 'x' })],
      [source({ prefix: 'APP_', configMapRef: { name: 'c' } }), configMap('c', { KEY: 'x' })],
    ]) {
      assert.equal(laravel(manifests), 'x: its environment holds APP_KEY');
    }
  });

  it('is a .env file that is mounted with one', () => {
    const mounts = { volumeMounts: [{ name: 'dotenv', mountPath: '/app/.env', subPath: '.env' }] };
    const volumes = { volumes: [{ name: 'dotenv', secret: { secretName: 's' } }] };
    const manifests = [
      pod([{ name: 'x', image: 'x', ...mounts }], volumes),
      secret('s', { '.env': 'APP_KEY=x\n' }),
    ];
    assert.equal(laravel(manifests), 'x: its environment holds APP_KEY');
  });

  it('is two names that hardly anything else has, and not one', () => {
    const container = { name: 'x', image: 'registry.example/x' };
    const names = { SESSION_DRIVER: 'redis', QUEUE_CONNECTION: 'redis' };
    assert.equal(
      laravel([pod([{ ...container, ...env(names) }])]),
      'x: its environment holds SESSION_DRIVER, QUEUE_CONNECTION',
    );
    assert.equal(laravel([pod([{ ...container, ...env({ SESSION_DRIVER: 'redis' }) }])]), undefined);
    assert.equal(laravel([pod([{ ...container, ...env({ REDIS_HOST: 'x', DB_HOST: 'y' }) }])]), undefined);
  });

  it('is its name', () => {
    assert.equal(
      laravel([pod([{ name: 'php', image: 'registry.example/laravel-app' }])]),
      'php: it is called Laravel',
    );
    assert.equal(laravel([pod([{ name: 'proxy', image: 'nginx' }], {}, 'laravel')]), undefined);
  });

  it('is the name of an app in the workspace, or its PHP', () => {
    assert.match(
      laravel([pod([{ name: 'x', image: 'registry.example/bookshop' }])], app) ?? '',
      /^x: its name is/,
    );
    assert.match(laravel([pod([{ name: 'fpm', image: 'registry.example/x' }])], app) ?? '', /^fpm: .* PHP/);
    assert.equal(laravel([pod([{ name: 'x', image: 'registry.example/bookshop' }])]), undefined);
  });
});

describe('Laravel container: where', () => {
  it('is in an init container that goes on running, and in none that ends', () => {
    const fpm = { name: 'fpm', image: 'registry.example/x', ...env({ APP_KEY: 'base64:x' }) };
    const nginx = { name: 'nginx', image: 'nginx' };
    const sidecar = { initContainers: [{ ...fpm, restartPolicy: 'Always' }] };
    assert.equal(laravel([pod([nginx], sidecar)]), 'fpm: its environment holds APP_KEY');
    assert.equal(laravel([pod([nginx], { initContainers: [fpm] })]), undefined);
  });

  it('is in a Deployment whose apiVersion comes from a library that is not in the workspace', () => {
    const text = `apiVersion: {{ include "common.capabilities.deployment.apiVersion" . }}
kind: Deployment
metadata: { name: shop }
spec:
  template:
    spec:
      containers: [{ name: x, image: registry.example/x, env: [{ name: APP_KEY, value: x }] }]
`;
    const dependencies = [{ name: 'common', version: '2.x.x', repository: 'https://charts.example' }];
    const [found] = stacksOf({
      'chart/Chart.yaml': JSON.stringify({ apiVersion: 'v2', name: 'shop', version: '1.0.0', dependencies }),
      'chart/templates/web.yaml': text,
    }).flatMap(({ workloads }) => workloads);
    assert.equal(found?.object.name.value, 'shop');
  });
});

describe('Laravel container: what shows another', () => {
  for (const other of [
    'NODE_ENV',
    'RAILS_ENV',
    'DJANGO_SETTINGS_MODULE',
    'SPRING_PROFILES_ACTIVE',
    'APP_SECRET',
  ]) {
    it(`is ${other} beside APP_KEY`, () => {
      const variables = { APP_KEY: 'x', SESSION_DRIVER: 'file', [other]: 'x' };
      assert.equal(
        laravel([pod([{ name: 'x', image: 'registry.example/x', ...env(variables) }])]),
        undefined,
      );
    });
  }

  for (const image of [
    'nginx:1.27-alpine',
    'docker.io/library/redis:7',
    'mysql@sha256:0000',
    'bitnami/mariadb:11',
    'node:22',
    'wordpress:6',
    'phpmyadmin/phpmyadmin',
    'gcr.io/cloudsql-docker/gce-proxy:1.33',
  ]) {
    it(`is the image ${image}, whatever its environment`, () => {
      const variables = { APP_KEY: 'x', SESSION_DRIVER: 'file' };
      assert.equal(laravel([pod([{ name: 'x', image, ...env(variables) }])], app), undefined);
    });
  }

  it('is a name of the front end, although an app is in the workspace', () => {
    assert.equal(
      laravel([pod([{ name: 'bookshop-vue', image: 'registry.example/bookshop-vue' }])], app),
      undefined,
    );
  });
});

describe('Laravel container: which of several', () => {
  const shared = { envFrom: [{ configMapRef: { name: 'c' } }] };
  const variables = configMap('c', { APP_KEY: 'x', SESSION_DRIVER: 'file' });

  it('is the one that speaks PHP', () => {
    const containers = [
      { name: 'web', image: 'registry.example/shop-nginx', ...shared },
      { name: 'php', image: 'registry.example/shop', ports: [{ containerPort: 9000 }], ...shared },
    ];
    assert.match(laravel([pod(containers), variables]) ?? '', /^php:/);
    assert.match(laravel([pod([...containers].reverse()), variables]) ?? '', /^php:/);
  });

  it('is the first one otherwise', () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: 'registry.example/shop', ...shared }));
    assert.match(laravel([pod(containers), variables]) ?? '', /^a:/);
  });
});

describe('Laravel container: which app it runs', () => {
  const composer = '{"require": {"laravel/framework": "^11.0"}}';
  const appOf = (files: Files, name: string) =>
    stacksOf(files)
      .flatMap(({ workloads }) => workloads)
      .find(({ object }) => object.name.value === name)?.app?.root;
  const web = (name: string) => [
    pod([{ name, image: `registry.example/${name}`, ...env({ APP_KEY: 'x' }) }], {}, name),
  ];

  it('is the only one there is', () => {
    assert.equal(appOf({ 'src/composer.json': composer, 'k8s/a.yaml': web('shop') }, 'shop'), 'src');
  });

  it('is the one whose directory holds the manifest', () => {
    const files = { 'orders/composer.json': composer, 'users/composer.json': composer };
    assert.equal(appOf({ ...files, 'orders/k8s/a.yaml': web('users') }, 'users'), 'orders');
  });

  it('is the one that it is called after', () => {
    const files = { 'orders/composer.json': composer, 'users/composer.json': composer };
    assert.equal(appOf({ ...files, 'k8s/a.yaml': web('users') }, 'users'), 'users');
  });

  it('is the one beside the manifests', () => {
    const files = { 'one/app/composer.json': composer, 'two/app/composer.json': composer };
    assert.equal(appOf({ ...files, 'two/k8s/a.yaml': web('shop') }, 'shop'), 'two/app');
  });

  it('is not known when several could be meant', () => {
    const files = { 'orders/composer.json': composer, 'users/composer.json': composer };
    assert.equal(appOf({ ...files, 'k8s/a.yaml': web('shop') }, 'shop'), undefined);
  });

  it('is no package for Laravel, which only tests with it', () => {
    const files = {
      'a/composer.json': '{"type": "library", "require": {"laravel/framework": "^11.0"}}',
      'b/composer.json': '{"require-dev": {"laravel/framework": "^11.0"}}',
      'c/artisan': '',
      'c/composer.json': '{"require": {"laravel/lumen-framework": "^10.0"}}',
    };
    assert.equal(appOf({ ...files, 'k8s/a.yaml': web('shop') }, 'shop'), undefined);
  });
});
