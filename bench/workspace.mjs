// Writes workspaces to measure on: the same files for the same seed, in the proportions of a company's repository.
// Most of it is none of Laravel's; what the analysis finds is in the two files that the measurements edit.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The file of about 5 kB that is edited: the first app's ConfigMap, Deployment and Service. */
export const SMALL = 'apps/app-0/k8s/app.yaml';
/** The file of about 100 kB and 61 documents. */
export const LARGE = 'apps/app-1/k8s/all.yaml';
/** A manifest that no Laravel workload has to do with. */
export const UNRELATED = 'services/service-0/k8s/deployment.yaml';

/** Writes about `count` YAML files, and two thirds as many of PHP and env files beside them. Returns what it wrote. */
export function writeWorkspace(root, count, seed = 1) {
  rmSync(root, { recursive: true, force: true });
  const random = mulberry(seed);
  const made = { yaml: 0, other: 0, bytes: 0, yamlBytes: 0 };
  const folders = new Set();
  const write = (file, text) => {
    const target = path.join(root, file);
    const folder = path.dirname(target);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(target, text);
    const isYaml = file.endsWith('.yaml');
    made[isYaml ? 'yaml' : 'other']++;
    made.bytes += text.length;
    if (isYaml) made.yamlBytes += text.length;
  };

  const apps = Math.max(2, Math.round(count / 500));
  for (let i = 0; i < apps; i++) writeApp(write, i, Math.round((count * 0.6) / apps));
  // Two environments, to each of which the apps belong, whatever the size: else an edit would mean more work in a large one.
  if (count >= 100) writeEnvironments(write, 'first');
  let next = 0;
  while (made.yaml < count) {
    const kind = random();
    if (next === 0 || kind < 0.5 || count < 50) writeService(write, next, random);
    else if (kind < 0.8) writeKustomize(write, next, random);
    else if (kind < 0.85 && count >= 1000) writeEnvironments(write, next, random);
    else if (kind < 0.86 && count >= 100) writeChart(write, next, random);
    else writeOther(write, next, random);
    next++;
  }
  return made;
}

/** One file with a stack of that many objects: half Deployments, half Services, and one Laravel app among them. */
export function writeHugeStack(root, objects) {
  rmSync(root, { recursive: true, force: true });
  const random = mulberry(2);
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  writeApp(write, 0, 20);
  writeApp(write, 1, 20);
  for (let i = 0; i < objects / 2; i++) writeService(write, i, random);
}

function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function writeApp(write, index, phpFiles) {
  const name = `app-${index}`;
  const root = `apps/${name}`;
  write(`${root}/artisan`, '#!/usr/bin/env php\n');
  write(
    `${root}/composer.json`,
    JSON.stringify({ type: 'project', require: { php: '^8.2', 'laravel/framework': '^12.0' } }, null, 2),
  );
  write(`${root}/config/session.php`, SESSION);
  write(`${root}/config/database.php`, DATABASE);
  write(
    `${root}/.env.example`,
    'APP_NAME=Shop\nSESSION_DRIVER=file\nCACHE_STORE=redis\nREDIS_HOST=127.0.0.1\n',
  );
  write(`${root}/Dockerfile`, 'FROM php:8.3-apache\nWORKDIR /var/www/html\nCOPY . .\n');
  for (let i = 0; i < phpFiles; i++) {
    const body = Array.from({ length: 12 }, (_, n) => method(i, n)).join('\n');
    write(
      `${root}/app/Http/Controllers/C${i}Controller.php`,
      `<?php\n\nnamespace App\\Http\\Controllers;\n\nclass C${i}Controller\n{\n${body}}\n`,
    );
  }
  const documents = laravelDocuments(name);
  if (index === 1) {
    for (let i = 0; documents.length < 61; i++)
      documents.push(deployment(`large-${i}`, 1), service(`large-${i}`));
    documents.length = 61;
    write(LARGE, documents.map((text, i) => `${text}${i > 2 ? padding(760, i) : ''}`).join('---\n'));
  } else write(`${root}/k8s/app.yaml`, documents.join('---\n'));
}

function method(i, n) {
  return `    public function action${n}(Request $request)\n    {\n        $request->session()->put('key${n}', ${i});\n        return view('page${i}', ['value' => $request->input('value${n}')]);\n    }\n`;
}

/** Three replicas with file sessions behind a Service that has an affinity which Kubernetes does not know. */
function laravelDocuments(name) {
  return [
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  annotations:\n    note: "edited here"\ndata:\n  APP_ENV: production\n  SESSION_DRIVER: file\n  CACHE_STORE: redis\n  REDIS_HOST: ${name}-redis\n${padding(1500, 0)}`,
    deployment(name, 3, name),
    `${service(name)}  sessionAffinity: Cookie\n${padding(1200, 1)}`,
  ];
}

function deployment(name, replicas, laravel) {
  const image = laravel ? `registry.example.com/${laravel}:1.0.0` : `registry.example.com/${name}:2.3.1`;
  const env = laravel
    ? `          envFrom:\n            - configMapRef:\n                name: ${laravel}\n`
    : '';
  const variables = Array.from(
    { length: 14 },
    (_, i) => `            - name: OPTION_${i}\n              value: "value ${i} of ${name}"\n`,
  ).join('');
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: platform
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          ports:
            - containerPort: 8080
${env}          env:
${variables}          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { cpu: 500m, memory: 256Mi }
          readinessProbe:
            httpGet:
              path: /healthz
              port: 8080
`;
}

function service(name) {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector:\n    app: ${name}\n  ports:\n    - port: 80\n      targetPort: 8080\n`;
}

function configMap(name, random) {
  const lines = Array.from(
    { length: 12 + Math.floor(random() * 30) },
    (_, i) => `  KEY_${i}: "${Math.floor(random() * 1e9).toString(36)} and more of ${name}"\n`,
  );
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${lines.join('')}`;
}

function padding(length, seed) {
  const line = `# ${seed}: a comment of the kind that long manifests are full of\n`;
  return line.repeat(Math.ceil(length / line.length));
}

function writeService(write, index, random) {
  const name = `service-${index}`;
  const root = `services/${name}/k8s`;
  write(`${root}/deployment.yaml`, `${deployment(name, 2)}${padding(2500, index)}`);
  write(`${root}/service.yaml`, `${service(name)}---\n${configMap(`${name}-files`, random)}`);
  write(
    `${root}/config.yaml`,
    `${configMap(name, random)}---\n${configMap(`${name}-extra`, random)}${padding(1500, index)}`,
  );
  if (random() < 0.05) write(`${root}/large.yaml`, `${'# data\n'.repeat(3)}items:\n${bulk(90_000)}`);
}

function bulk(length) {
  let text = '';
  for (let i = 0; text.length < length; i++)
    text += `  - name: item-${i}\n    value: "${i}"\n    enabled: true\n`;
  return text;
}

function writeKustomize(write, index, random) {
  const name = `part-${index}`;
  const root = `platform/${name}`;
  write(
    `${root}/base/kustomization.yaml`,
    'resources:\n  - deployment.yaml\n  - service.yaml\n  - config.yaml\n',
  );
  write(`${root}/base/deployment.yaml`, deployment(name, 1));
  write(`${root}/base/service.yaml`, service(name));
  write(`${root}/base/config.yaml`, configMap(name, random));
  for (const overlay of ['dev', 'prod']) {
    const folder = `${root}/overlays/${overlay}`;
    write(
      `${folder}/kustomization.yaml`,
      `namespace: ${name}-${overlay}\nresources:\n  - ../../base\npatches:\n  - path: patch.yaml\n`,
    );
    write(
      `${folder}/patch.yaml`,
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  replicas: 4\n`,
    );
  }
}

function writeEnvironments(write, index) {
  const name = `shop-${index}`;
  for (const environment of ['staging', 'production']) {
    write(`shops/${name}/${environment}/deployment.yaml`, deployment(name, 2));
    write(`shops/${name}/${environment}/service.yaml`, service(name));
  }
}

function writeChart(write, index) {
  const name = `chart-${index}`;
  const root = `charts/${name}`;
  write(`${root}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`);
  write(`${root}/values.yaml`, 'replicas: 2\nimage: nginx:1.27\n');
  write(
    `${root}/templates/deployment.yaml`,
    deployment('NAME', 1)
      .replaceAll('NAME', '{{ .Release.Name }}')
      .replace('replicas: 1', 'replicas: {{ .Values.replicas }}'),
  );
}

function writeOther(write, index, random) {
  if (random() < 0.5)
    write(
      `pipelines/p${index}/workflow.yaml`,
      `name: build\non: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${'      - run: make test\n'.repeat(40)}`,
    );
  else write(`apis/a${index}/openapi.yaml`, `openapi: 3.0.0\npaths:\n${bulk(8000)}`);
}

const SESSION = `<?php

return [
    'driver' => env('SESSION_DRIVER', 'database'),
    'lifetime' => (int) env('SESSION_LIFETIME', 120),
    'files' => storage_path('framework/sessions'),
    'connection' => env('SESSION_CONNECTION'),
    'store' => env('SESSION_STORE'),
    'cookie' => env('SESSION_COOKIE', 'shop-session'),
];
`;

const DATABASE = `<?php

return [
    'default' => env('DB_CONNECTION', 'mysql'),
    'redis' => [
        'client' => env('REDIS_CLIENT', 'phpredis'),
        'default' => ['host' => env('REDIS_HOST', '127.0.0.1'), 'port' => env('REDIS_PORT', '6379')],
        'cache' => ['host' => env('REDIS_HOST', '127.0.0.1'), 'port' => env('REDIS_PORT', '6379')],
    ],
];
`;
