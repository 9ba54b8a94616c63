import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedFolder } from './shared';

/** The text files of a folder by their relative paths; what is larger than some ten pages is left out. */
export function textsOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const texts = entries.map(({ parentPath, name }): [string, string] => {
    const file = path.join(parentPath, name);
    return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
  });
  return new Map(
    texts
      .filter(([file, text]) => text.length < 40_000 && !/(^|\/)(vendor|node_modules)\//.test(file))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Workspaces to try changes on: one of all kinds of stacks, the examples, and real projects where they are at hand. */
export function workspaces(): Map<string, ReadonlyMap<string, string>> {
  const found = new Map<string, ReadonlyMap<string, string>>([
    ['all kinds', new Map(Object.entries(ALL_KINDS))],
  ]);
  const add = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const texts = entry.isDirectory() ? textsOf(path.join(folder, entry.name)) : new Map<string, string>();
      if (texts.size > 0 && texts.size < 200) found.set(entry.name, texts);
    }
  };
  add('examples');
  const shared = sharedFolder();
  if (shared !== undefined) add(path.join(shared, 'corpus'));
  return found;
}

export function deployment(name: string, extra = ''): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: ${name}\n  template:\n    metadata:\n      labels:\n        app: ${name}\n    spec:\n      containers:\n        - name: ${name}\n          image: registry.example.com/${name}:1\n          envFrom:\n            - configMapRef:\n                name: ${name}\n${extra}`;
}

export function service(name: string, port: number): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  sessionAffinity: ClientIP\n  selector:\n    app: ${name}\n  ports:\n    - port: ${port}\n`;
}

export function configMap(name: string, driver: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  APP_KEY: none\n  SESSION_DRIVER: ${driver}\n  REDIS_HOST: redis\n`;
}

const ALL_KINDS: Readonly<Record<string, string>> = {
  'app/artisan': '',
  'app/composer.json': '{ "require": { "laravel/framework": "^11.0" } }',
  'app/config/session.php': "<?php return ['driver' => env('SESSION_DRIVER', 'file')];",
  'app/.env': 'SESSION_DRIVER=redis\nREDIS_HOST=redis\n',
  'app/Dockerfile': 'FROM php:8.3-apache\nWORKDIR /var/www/html\nCOPY . .\nENV SESSION_DRIVER=database\n',
  'app/app/Http/Page.php': "<?php session()->put('a', 1); env('REDIS_HOST');",
  'docker-compose.yaml':
    'services:\n  app:\n    build: app\n    image: registry.example.com/app\n  redis: {}\n',
  'k8s/dev/app.yaml': `${deployment('app')}---\n${service('app', 80)}`,
  'k8s/dev/config.yaml': configMap('app', 'file'),
  'k8s/prod/app.yaml': `${deployment('app')}---\n${service('app', 80)}---\n${configMap('app', 'redis')}`,
  'stores/redis.yaml': `${deployment('redis')}---\n${service('redis', 6379)}`,
  'kustomize/base/kustomization.yaml': 'resources:\n  - app.yaml\n  - config.yaml\n',
  'kustomize/base/app.yaml': deployment('app'),
  'kustomize/base/config.yaml': configMap('app', 'array'),
  'kustomize/overlays/dev/kustomization.yaml':
    'resources:\n  - ../../base\nconfigMapGenerator:\n  - name: more\n    envs: [dev.env]\n',
  'kustomize/overlays/dev/dev.env': 'SESSION_DRIVER=file\n',
  'kustomize/overlays/prod/kustomization.yaml':
    'namePrefix: prod-\nresources:\n  - ../../base\npatches:\n  - path: patch.yaml\n',
  'kustomize/overlays/prod/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: 1\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
  'chart/values.yaml': 'driver: file\n',
  'chart/values-prod.yaml': 'driver: redis\n',
  'chart/templates/app.yaml': `${deployment('app').replace('replicas: 3', 'replicas: {{ .Values.replicas | default 2 }}')}---\n${configMap('app', '{{ .Values.driver }}')}`,
  'deploy.sh':
    'kubectl create secret generic app --from-literal=A=b\nhelm upgrade --install web ./chart -f chart/values-prod.yaml\n',
  '.laravel-k8s.yaml': 'rules:\n  redis-not-persistent: off\n',
};
