/** A workspace that has a secret at every place where people keep them, each another one, so that a leak tells where from. */
import { faultyShop } from '../cli/commandLine';

const known: string[] = [];

/** A value that stands nowhere else. */
function secret(where: string): string {
  const value = `canary-${where}-${'x'.repeat(20)}`;
  known.push(value);
  return value;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const web = (faultyShop['k8s/web.yaml'] ?? '').replace(
  '          env:\n',
  `          envFrom:
            - secretRef: { name: data }
            - configMapRef: { name: settings }
          env:
            - { name: DB_PASSWORD, value: ${secret('env-value')} }
            - { name: REDIS_URL, value: "redis://user:${secret('env-url')}@redis:6379/x" }
            - { name: MAIL_PASSWORD, value: "$(DB_PASSWORD)${secret('env-reference')}" }
            - { name: APP_PREVIOUS_KEYS, value: "base64:${secret('env-keys')}" }
`,
);

export const canaryFiles: Readonly<Record<string, string>> = {
  ...faultyShop,
  'k8s/web.yaml': web,
  'k8s/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: data
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"stringData":{"A":"${secret('annotation')}"}}'
data:
  APP_KEY: ${base64(secret('data'))}
  REDIS_HOST: ${base64(secret('data-host'))}
  REDIS_PORT: ${base64(secret('data-port'))}
  BROKEN: "${secret('data-broken')}%"
stringData:
  DB_HOST: ${secret('string-data')}
  SESSION_DOMAIN: ${secret('string-domain')}
  SESSION_CONNECTION: ${secret('string-connection')}
  SESSION_STORE: ${secret('string-store')}
  CACHE_STORE: ${secret('string-cache')}
  REDIS_CLIENT: ${secret('string-client')}
  SESSION_PATH: ${secret('string-path')}
  block: |
    ${secret('string-block')}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  JWT_SECRET: ${secret('config-map')}
  DATABASE_URL: mysql://user:${secret('config-map-url')}@db/shop
  SESSION_ENCRYPT: "true"
  .env: |
    APP_NAME=Shop
    MAIL_PASSWORD=${secret('carried')}
`,
  'k8s/broken.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: broken\nstringData:\n  A: "${secret('broken')}\n  B: [${secret('broken-flow')}\n`,
  'k8s/redis.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis }
spec:
  serviceName: redis
  template:
    metadata: { labels: { app: redis } }
    spec:
      containers:
        - name: redis
          image: redis
          args: ["--requirepass", "${secret('args')}"]
          command: [sh, -c, "exec redis-server --requirepass ${secret('script')} --masterauth=${secret('script-two')}"]
          env: [{ name: REDIS_PASSWORD, value: ${secret('redis-env')} }]
---
apiVersion: v1
kind: Service
metadata: { name: redis }
spec: { selector: { app: redis }, ports: [{ port: 6379 }] }
`,
  '.env': `APP_KEY=base64:${secret('dotenv-key')}
DB_PASSWORD=${secret('dotenv')}
REDIS_PASSWORD="${secret('dotenv-quoted')}"
REDIS_URL=redis://:${secret('dotenv-url')}@redis:6379
MAIL_PASSWORD=${secret('dotenv-invalid')} with blanks
STRIPE_SECRET="${secret('dotenv-open')}
`,
  '.env.production': `SESSION_DRIVER=redis\nREDIS_PASSWORD=${secret('dotenv-production')}\n`,
  Dockerfile: `FROM php:8.3-apache
ARG DB_PASSWORD=${secret('arg')}
ENV APP_KEY=base64:${secret('image')} REDIS_PASSWORD=${secret('image-two')}
RUN echo "APP_KEY=${secret('run')}" > .env
COPY . /var/www/html
`,
  'config/database.php': `<?php
return [
    'default' => env('DB_CONNECTION', 'mysql'),
    'connections' => ['mysql' => ['driver' => 'mysql', 'host' => env('DB_HOST', 'db'), 'password' => env('DB_PASSWORD', '${secret('php-default')}')]],
    'redis' => ['client' => 'phpredis', 'default' => ['url' => 'redis://:${secret('php-url')}@redis', 'host' => env('REDIS_HOST'), 'password' => '${secret('php')}']],
];
`,
  'config/app.php': `<?php return ['key' => env('APP_KEY', 'base64:${secret('php-key')}'), 'cipher' => 'AES-256-CBC'];\n`,
  'docker-compose.yml': `services: { web: { image: x, environment: { DB_PASSWORD: ${secret('compose')} } } }\n`,
  'over/kustomization.yaml': `resources: [web.yaml]
secretGenerator:
  - name: data
    literals: ["APP_KEY=${secret('literal')}", "REDIS_PASSWORD=${secret('literal-two')}"]
    envs: [secret.env]
    files: [key=secret.txt]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { containers: [{ name: web, env: [{ name: APP_KEY, value: ${secret('patch')} }] }] } } }
`,
  'over/web.yaml': faultyShop['k8s/web.yaml'] ?? '',
  'over/secret.env': `DB_PASSWORD=${secret('generator-env')}\n`,
  'over/secret.txt': `${secret('generator-file')}\n`,
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': `appKey: base64:${secret('values')}
env: { SESSION_DRIVER: file, DB_PASSWORD: ${secret('values-env')} }
redis: { auth: { password: ${secret('values-redis')} } }
secrets: { REDIS_PASSWORD: ${secret('values-secret')} }
`,
  'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: shop
          ports: [{ containerPort: 80 }]
          envFrom: [{ secretRef: { name: shop } }]
          env:
            - { name: APP_KEY, value: {{ .Values.appKey | quote }} }
            {{- range $k, $v := .Values.env }}
            - { name: {{ $k }}, value: {{ $v | quote }} }
            {{- end }}
---
apiVersion: v1
kind: Secret
metadata: { name: shop }
data:
  {{- range $k, $v := .Values.secrets }}
  {{ $k }}: {{ $v | b64enc }}
  {{- end }}
stringData:
  redis-password: {{ .Values.redis.auth.password }}
`,
  'failing/Chart.yaml': 'apiVersion: v2\nname: failing\nversion: 1.0.0\n',
  'failing/values.yaml': `appKey: base64:${secret('values-failing')}\n`,
  'failing/templates/a.yaml': `{{ fail (printf "no such thing as %s" .Values.appKey) }}\n`,
};

/** Every form in which a secret could be shown. */
export function leaksIn(output: string): string[] {
  return known.filter((value) => output.includes(value) || output.includes(base64(value).replace(/=+$/, '')));
}
