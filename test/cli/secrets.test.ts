import assert from 'node:assert/strict';
import { faultyShop, runCommandLine, withFolder } from './commandLine';

/** Values that must not appear in any output, however they get there. */
const CANARIES = {
  dotenv: 'canary-in-dotenv',
  data: 'canary-in-data',
  stringData: 'canary-in-string-data',
  driver: 'canary-driver',
  host: 'canary-host',
  configMap: 'canary-in-configmap',
  url: 'canary-in-url',
  php: 'canary-in-php',
  mounted: 'canary-in-mounted-env',
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const files = {
  ...faultyShop,
  '.env': `APP_KEY=${CANARIES.dotenv}\nDB_PASSWORD=${CANARIES.dotenv} with blanks\nREDIS_PASSWORD=${CANARIES.dotenv}\n`,
  Dockerfile: 'FROM php:8.3-apache\nWORKDIR /var/www/html\nCOPY . .\n',
  'config/database.php': `<?php

return [
    'default' => env('DB_CONNECTION', 'mysql'),
    'connections' => ['mysql' => ['driver' => 'mysql', 'host' => env('DB_HOST', '127.0.0.1'), 'password' => env('DB_PASSWORD', '${CANARIES.php}')]],
    'redis' => ['client' => 'phpredis', 'default' => ['url' => env('REDIS_URL'), 'host' => env('REDIS_HOST', '127.0.0.1'), 'password' => '${CANARIES.php}']],
];
`,
  'k8s/secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: web
data:
  app-key: ${base64(CANARIES.data)}
  REDIS_HOST: ${base64(CANARIES.host)}
  REDIS_PORT: ${base64(CANARIES.data)}
stringData:
  SESSION_DRIVER: ${CANARIES.driver}
  DB_HOST: ${CANARIES.stringData}
  CACHE_STORE: redis
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  DB_PASSWORD: ${CANARIES.configMap}
  REDIS_URL: redis://:${CANARIES.url}@redis:6379
`,
  'k8s/other.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: other
spec:
  replicas: 2
  template:
    metadata:
      labels:
        app: other
    spec:
      containers:
        - name: other
          image: example/shop
          ports:
            - containerPort: 80
          envFrom:
            - secretRef:
                name: web
            - configMapRef:
                name: settings
          volumeMounts:
            - name: dotenv
              mountPath: /var/www/html/.env
              subPath: .env
      volumes:
        - name: dotenv
          secret:
            secretName: dotenv
---
apiVersion: v1
kind: Secret
metadata:
  name: dotenv
stringData:
  .env: |
    APP_KEY=${CANARIES.mounted}
    QUEUE_CONNECTION=redis
    SESSION_DRIVER=${CANARIES.mounted}
`,
};

describe('No output shows a secret', () => {
  for (const verb of ['check', 'inspect']) {
    const services = verb === 'check' ? ['sarif', 'github', 'gitlab', 'junit', 'markdown'] : [];
    for (const format of ['text', 'json', ...services]) {
      it(`of ${verb} --format ${format}`, () => {
        withFolder(files, (folder) => {
          const { out, err } = runCommandLine(verb, folder, '--format', format);
          // The secrets are on lines that are spoken of, or this test would prove nothing.
          assert.match(out, verb === 'check' ? /secret\.yaml/ : /"?other"?/);
          for (const canary of Object.values(CANARIES)) {
            for (const form of [canary, base64(canary)]) {
              assert.ok(!out.includes(form) && !err.includes(form), `${form} appears:\n${out}`);
            }
          }
        });
      });
    }
  }

  it('of an environment, where the name of a value stands on another line', () => {
    const key = `base64:${base64('9 letters more than 5 of it')}`;
    const reference = /valueFrom:\s+secretKeyRef:\s+name: web\s+key: app-key/;
    const manifest = (faultyShop['k8s/web.yaml'] ?? '').replace(reference, `value: ${key}`);
    withFolder({ ...faultyShop, 'k8s/web.yaml': manifest }, (folder) => {
      const { out } = runCommandLine('check', folder);
      assert.match(out, /app-key-invalid/);
      assert.ok(!out.includes(key), out);
    });
  });
});
