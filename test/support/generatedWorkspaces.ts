/** Workspaces that are put together at random: one or two apps, manifests in several folders, a base with overlays, a chart. */
import fc from 'fast-check';
import { configMap, deployment, service } from './workspaces';

const NAMES = ['app', 'web', 'redis', 'worker'];
const DRIVERS = ['file', 'redis', 'database', 'array', 'cookie', '"{{ driver }}"', ''];
const FOLDERS = ['k8s', 'k8s/dev', 'k8s/prod', 'base', 'overlays/dev', 'overlays/prod', 'chart/templates'];

const name = fc.constantFrom(...NAMES);

const document: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(name, fc.constantFrom('replicas: 1', 'replicas: 3'), fc.boolean())
    .map(([each, replicas, secret]) =>
      deployment(each, secret ? `            - secretRef:\n                name: ${each}\n` : '').replace(
        'replicas: 3',
        replicas,
      ),
    ),
  fc.tuple(name, fc.constantFrom(80, 6379)).map(([each, port]) => service(each, port)),
  fc.tuple(name, fc.constantFrom(...DRIVERS)).map(([each, driver]) => configMap(each, driver)),
  name.map((each) => configMap(each, 'file').replace('ConfigMap', 'Secret').replace('data:', 'stringData:')),
  name.map(
    (each) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${each}\n  annotations:\n    nginx.ingress.kubernetes.io/affinity: cookie\nspec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend: { service: { name: ${each}, port: { number: 80 } } }\n`,
  ),
  name.map(
    (each) =>
      `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: ${each}\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${each} }\n  minReplicas: 1\n  maxReplicas: 4\n`,
  ),
  fc.constant('apiVersion: v1\nkind: List\nitems: []\n'),
  fc.constant('not: [ yaml\n'),
);

const manifests = fc.uniqueArray(
  fc.record({
    folder: fc.constantFrom(...FOLDERS),
    file: fc.constantFrom('a.yaml', 'b.yaml', 'c.yml'),
    documents: fc.array(document, { minLength: 1, maxLength: 4, size: 'max' }),
    crlf: fc.nat(8).map((each) => each === 0),
  }),
  { selector: ({ folder, file }) => `${folder}/${file}`, minLength: 1, maxLength: 7, size: 'max' },
);

const SESSION =
  "<?php return ['driver' => env('SESSION_DRIVER', 'file'), 'connection' => env('SESSION_CONNECTION')];\n";
const DATABASE =
  "<?php return ['redis' => ['client' => 'phpredis', 'default' => ['host' => env('REDIS_HOST', '127.0.0.1'), 'port' => env('REDIS_PORT', 6379)]]];\n";
const OWN_FILES: Readonly<Record<string, string>> = {
  'config/session.php': SESSION,
  'config/database.php': DATABASE,
  'config/cache.php': "<?php return ['default' => env('CACHE_STORE', 'file')];\n",
  '.env': 'APP_KEY=\nSESSION_DRIVER=redis\nREDIS_HOST=redis\n',
  '.env.example': 'SESSION_DRIVER=file\n',
  Dockerfile: 'FROM php:8.3-apache\nCOPY . /var/www/html\nENV SESSION_DRIVER=database\n',
  'routes/web.php': "<?php session(['a' => 1]);\n",
};

const app = fc.record({
  root: fc.constantFrom('', 'app/', 'services/app/'),
  files: fc.subarray(Object.keys(OWN_FILES)),
});

export const generatedWorkspace: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .record({
    apps: fc.uniqueArray(app, { selector: ({ root }) => root, minLength: 1, maxLength: 2 }),
    manifests,
    prefix: fc.boolean(),
    image: fc.boolean(),
  })
  .map(({ apps, manifests: made, prefix, image }) => {
    const files = new Map<string, string>();
    for (const { root, files: own } of apps) {
      files.set(`${root}artisan`, '');
      files.set(`${root}composer.json`, '{ "require": { "laravel/framework": "^11.0" } }\n');
      for (const each of own) files.set(root + each, OWN_FILES[each] ?? '');
    }
    for (const { folder, file, documents, crlf } of made) {
      const text = documents.join('---\n');
      files.set(`${folder}/${file}`, crlf ? text.replaceAll('\n', '\r\n') : text);
    }
    const resources = (folder: string): string[] =>
      made.filter((each) => each.folder === folder).map(({ file }) => file);
    if (resources('base').length > 0)
      files.set('base/kustomization.yaml', `resources: [${resources('base').join(', ')}]\n`);
    for (const overlay of ['overlays/dev', 'overlays/prod']) {
      if (resources(overlay).length === 0) continue;
      const own = [...resources(overlay), ...(files.has('base/kustomization.yaml') ? ['../../base'] : [])];
      const more = prefix ? 'namePrefix: x-\n' : 'namespace: shop\n';
      const literals = 'configMapGenerator:\n  - name: more\n    literals: [SESSION_DRIVER=file]\n';
      files.set(`${overlay}/kustomization.yaml`, `resources: [${own.join(', ')}]\n${more}${literals}`);
    }
    if (resources('chart/templates').length > 0) {
      files.set('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
      files.set('chart/values.yaml', 'driver: file\nreplicas: 2\n');
    }
    if (image)
      files.set(
        'docker-compose.yaml',
        'services:\n  app:\n    build: app\n    image: registry.example.com/app\n  redis: { image: redis }\n',
      );
    return files;
  });
