import assert from 'node:assert/strict';
import { collectFindings } from '../../server/src/analysis/collectFindings';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import type { LaravelWorkload, WorkspaceModel } from '../../server/src/model/stackModel';
import { rules } from '../../server/src/rules/registry';
import { configMap, deployment, workspace, type Files, type Manifest } from '../model/workspace';
import { analyseFiles } from '../support/analyseFiles';

const app: Files = {
  'composer.json': '{"require": {"laravel/framework": "^10.0"}}',
  'config/session.php': "<?php return ['driver' => env('SESSION_DRIVER', 'cookie')];",
};

const envFrom = [{ configMapRef: { name: 'env' } }];
const parted = 'stateful-driver-with-replicas';

/** A Deployment that several pods with file sessions come of. */
function fileSessions(replicas = 3): readonly Manifest[] {
  const ports = [{ containerPort: 8080 }];
  return [
    deployment({ container: { envFrom, ports }, spec: { replicas } }),
    configMap('env', { SESSION_DRIVER: 'file' }),
  ];
}

const found = (files: Files, settings: unknown = {}) => analyseFiles(workspace(files), settings).findings;

describe('findings: one for each trouble', () => {
  it('names all stacks that have it at one place', () => {
    const base = ['resources: [web.yaml]'].join('\n');
    const overlay = (more: string) => `resources: [../../base]\n${more}\n`;
    const [finding, ...others] = found({
      ...app,
      'base/kustomization.yaml': base,
      'base/web.yaml': fileSessions(),
      'overlays/dev/kustomization.yaml': overlay('replicas: [{ name: web, count: 2 }]'),
      'overlays/prod/kustomization.yaml': overlay('replicas: [{ name: web, count: 9 }]'),
      'overlays/single/kustomization.yaml': overlay('replicas: [{ name: web, count: 1 }]'),
    });
    assert.deepEqual(others, []);
    assert.deepEqual([finding?.rule, finding?.stacks], [parted, ['overlays/dev', 'overlays/prod']]);
    // What differs from stack to stack stands beside it.
    assert.deepEqual(
      finding?.related.map(({ at }) => at.file).filter((file) => file.startsWith('overlays')),
      ['overlays/dev/kustomization.yaml', 'overlays/prod/kustomization.yaml'],
    );
  });

  it('is one for copies of an object, with the other copies beside it', () => {
    const copy = (driver: string) => [
      deployment({
        container: { env: [{ name: 'SESSION_DRIVER', value: driver }], ports: [{ containerPort: 8080 }] },
        spec: { replicas: 2 },
      }),
    ];
    const all = found({
      ...app,
      'k8s/web.yaml': copy('file'),
      'k8s/web-old.yaml': copy('native'),
      'k8s/web-new.yaml': copy('cookie'),
    });
    assert.equal(all.length, 1);
    assert.deepEqual(
      all[0]?.related.filter(({ message }) => message.includes('copy')).map(({ at }) => at.file),
      [all[0]?.at.file === 'k8s/web.yaml' ? 'k8s/web-old.yaml' : 'k8s/web.yaml'],
    );
  });

  it('is one for each of two workloads that share what is wrong', () => {
    const admin = deployment({
      name: 'admin',
      container: { envFrom, ports: [{ containerPort: 8080 }] },
      spec: { replicas: 2 },
    });
    const all = found({ ...app, 'k8s/all.yaml': [...fileSessions(), admin] });
    assert.equal(all.length, 1);
  });

  it('comes in the order of files and places, the gravest first', () => {
    const all = found({
      ...app,
      'k8s/b.yaml': fileSessions(),
      'k8s/a.yaml': 'apiVersion: v1\nkind: Secret\n  name: x\nmetadata: {}\n',
    });
    assert.deepEqual(
      all.map(({ at }) => at.file),
      ['k8s/a.yaml', 'k8s/b.yaml'],
    );
  });
});

describe('findings: severity', () => {
  it('is lowered where something is only likely', () => {
    const [sure] = found({ ...app, 'k8s/all.yaml': fileSessions() });
    const [likely] = found({ 'k8s/all.yaml': fileSessions() });
    assert.deepEqual([sure?.severity, sure?.certainty], ['error', 'certain']);
    assert.deepEqual([likely?.severity, likely?.certainty], ['warning', 'likely']);
  });

  it('is what the settings say, but never graver than what is known', () => {
    const severity = (files: Files, setting: string) =>
      found(files, { rules: { [parted]: setting } })[0]?.severity;
    const sure = { ...app, 'k8s/all.yaml': fileSessions() };
    assert.equal(severity(sure, 'information'), 'information');
    assert.equal(severity(sure, 'warning'), 'warning');
    assert.equal(severity({ 'k8s/all.yaml': fileSessions() }, 'error'), 'warning');
    assert.equal(severity(sure, 'off'), undefined);
  });

  it('is none for rules that are off unless asked for', () => {
    const optional = rules.filter(({ optIn }) => optIn).map(({ id }) => id);
    assert.ok(optional.includes('session-lost-on-restart'));
    const single = { ...app, 'k8s/all.yaml': fileSessions(1) };
    assert.deepEqual(found(single), []);
    const [asked] = found(single, { rules: { 'session-lost-on-restart': 'information' } });
    assert.equal(asked?.rule, 'session-lost-on-restart');
  });
});

describe('findings: what a user takes for granted', () => {
  const redis = (variables: Manifest) => ({
    ...app,
    'k8s/all.yaml': [
      deployment({ container: { envFrom, ports: [{ containerPort: 80 }] } }),
      configMap('env', variables),
    ],
    'config/database.php':
      "<?php return ['redis' => ['default' => ['host' => env('REDIS_HOST'), 'port' => 6379]]];",
  });
  const files = redis({ SESSION_DRIVER: 'redis', REDIS_HOST: 'sessions' });

  it('is a Service outside the repository', () => {
    assert.deepEqual(
      found(files).map(({ rule, missing }) => [rule, missing]),
      [['redis-host-unresolved', { kind: 'Service', name: 'sessions' }]],
    );
    assert.deepEqual(found(files, { externalServices: ['Sessions'] }), []);
  });

  it('is a Secret or ConfigMap outside the repository', () => {
    for (const kind of ['Secret', 'ConfigMap'] as const) {
      const reference = kind === 'Secret' ? 'secretRef' : 'configMapRef';
      const sources = ['here', 'elsewhere'].map((name) => ({ [reference]: { name } }));
      const files = {
        ...redis({}),
        'k8s/all.yaml': [
          deployment({ container: { envFrom: sources, ports: [{ containerPort: 80 }] } }),
          { apiVersion: 'v1', kind, metadata: { name: 'here' }, data: {} },
        ],
      };
      // The workspace's Deployments take their APP_KEY from a Secret "key".
      assert.deepEqual(
        found(files, { externalSecrets: ['key'] }).map(({ rule, missing }) => [rule, missing]),
        [['env-source-missing', { kind, name: 'elsewhere' }]],
      );
      const outside = ['key', 'elsewhere'];
      assert.deepEqual(found(files, { externalSecrets: outside, externalConfigMaps: outside }), []);
    }
  });
});

describe('findings: a rule that fails', () => {
  it('is named, and takes no other rule and no other stack with it', () => {
    const files = { ...app, 'k8s/dev/all.yaml': fileSessions(), 'k8s/prod/all.yaml': fileSessions() };
    const { model } = analyseFiles(workspace(files));
    const stacks = model.stacks.map((stack) =>
      stack.stack.name === 'k8s/dev' ? { ...stack, workloads: stack.workloads.map(withoutNames) } : stack,
    );
    const broken: WorkspaceModel = { ...model, stacks, running: stacks };
    const { findings, failures } = collectFindings(broken, DEFAULT_SETTINGS);
    assert.deepEqual(
      failures.map(({ rule, stack }) => [rule, stack]),
      failures.map(({ rule }) => [rule, 'k8s/dev']),
    );
    assert.ok(failures.some(({ rule }) => rule === 'session-config-ignores-env'));
    assert.deepEqual(
      findings.map(({ rule, at }) => [rule, at.file]),
      [
        [parted, 'k8s/dev/all.yaml'],
        [parted, 'k8s/prod/all.yaml'],
      ],
    );
  });
});

/** A workload of which one thing cannot be asked. */
function withoutNames(workload: LaravelWorkload): LaravelWorkload {
  return Object.create(workload, {
    readNames: {
      get: () => {
        throw new Error('a defect');
      },
    },
  }) as LaravelWorkload;
}
