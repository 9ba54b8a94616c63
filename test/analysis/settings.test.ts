import assert from 'node:assert/strict';
import { analyseFiles, type Analysis } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/analysis/settings';
import { faultyShop } from '../cli/commandLine';
import { memoryHost } from '../support/memoryHost';

const FILE = '.laravel-k8s.yaml';
const RULE = 'stateful-driver-with-replicas';
const MANIFEST = faultyShop['k8s/web.yaml'] ?? '';

type Files = Readonly<Record<string, string>>;

function judge(files: Files, settings = '', editor: Partial<Settings> = {}): Analysis {
  const all = new Map(Object.entries({ ...files, ...(settings !== '' && { [FILE]: settings }) }));
  return analyseFiles(new FileStore(memoryHost(all)), { ...DEFAULT_SETTINGS, ...editor });
}

/** `rule severity file` of each finding. */
function found(...parameters: Parameters<typeof judge>): string[] {
  return judge(...parameters).findings.map(({ rule, severity, at }) => `${rule} ${severity} ${at.file}`);
}

function stacks(...parameters: Parameters<typeof judge>): string[] {
  return judge(...parameters).model.stacks.map(({ stack }) => stack.name);
}

describe('The settings file', () => {
  it('gives a rule another severity, or none', () => {
    assert.deepEqual(found(faultyShop), [`${RULE} error k8s/web.yaml`]);
    assert.deepEqual(found(faultyShop, `rules: { ${RULE}: warning }`), [`${RULE} warning k8s/web.yaml`]);
    assert.deepEqual(found(faultyShop, `rules: { ${RULE}: off }`), []);
    assert.deepEqual(found(faultyShop, `rules: { "${RULE}": 'off' }`), []);
  });

  it('does so for some files only, the last entry counting', () => {
    const two = { ...faultyShop, 'dev/web.yaml': MANIFEST };
    const dev = `overrides: [{ files: [/dev], rules: { ${RULE}: information } }]`;
    assert.deepEqual(found(two, dev), [`${RULE} information dev/web.yaml`, `${RULE} error k8s/web.yaml`]);
    const both = `rules: { ${RULE}: off }
overrides:
  - { files: ['**'], rules: { ${RULE}: warning } }
  - { files: ['*/web.yaml', '!k8s/*'], rules: { ${RULE}: off } }
`;
    assert.deepEqual(found(two, both), [`${RULE} warning k8s/web.yaml`]);
  });

  it('asks in some files for a rule that is off otherwise', () => {
    const one = { ...faultyShop, 'k8s/web.yaml': MANIFEST.replace('replicas: 3', 'replicas: 1') };
    const asked = 'overrides: [{ files: [k8s/], rules: { session-lost-on-restart: warning } }]';
    assert.deepEqual(found(one), []);
    assert.deepEqual(found(one, asked), ['session-lost-on-restart warning k8s/web.yaml']);
  });

  it('leaves files out, but never itself', () => {
    assert.deepEqual(found(faultyShop, 'exclude: [k8s/]'), []);
    assert.deepEqual(found(faultyShop, "exclude: ['*.yaml']\nrulez: {}\n"), [
      `settings-invalid error ${FILE}`,
    ]);
  });

  it('names what exists elsewhere', () => {
    const shop = {
      ...faultyShop,
      'config/session.php': "<?php return ['driver' => 'redis', 'connection' => 'default'];",
      'config/database.php':
        "<?php return ['redis' => ['client' => 'phpredis', 'default' => ['host' => env('REDIS_HOST'), 'port' => 6379]]];",
      'k8s/web.yaml': MANIFEST.replace(
        'value: file',
        'value: redis\n            - name: REDIS_HOST\n              value: sessions',
      ),
    };
    assert.deepEqual(found(shop), ['redis-host-unresolved warning k8s/web.yaml']);
    assert.deepEqual(found(shop, 'external: { services: [sessions] }'), []);
  });

  it('counts as far as it can be read', () => {
    const broken = `rules:\n  ${RULE}: off\nexclude: [a\nexternal: "`;
    assert.ok(!found(faultyShop, broken).some((each) => each.startsWith(RULE)));
    assert.ok(found(faultyShop, broken).includes(`settings-invalid error ${FILE}`));
  });

  it('is read in bounded time, whatever its globs are', () => {
    const hostile = ['*a'.repeat(40), 'x'.repeat(100_000), '**/a/'.repeat(30), '[z-a]', '\\\\', '!', '../..'];
    const list = JSON.stringify(hostile);
    const files = { ...faultyShop, [`k8s/${'a'.repeat(200)}/web.yaml`]: MANIFEST };
    const { findings } = judge(files, `exclude: ${list}\nenvironments: ${list}\napps: ${list}\n`);
    assert.equal(findings.filter(({ message }) => message.startsWith('This glob does not count')).length, 3);
    assert.ok(findings.some(({ rule }) => rule === RULE));
  });

  it('is read at every moment while it is typed', () => {
    const whole = `rules: { ${RULE}: off }\noverrides:\n  - { files: ['k8s/**'], rules: { x: "y" } }\nenvironments:\n  - chart: c\n    values: [v]\napps: [&a shop, *a]\n`;
    for (let end = 0; end <= whole.length; end++) judge({}, whole.slice(0, end));
  });

  it('is spoken of in folders without Laravel, too', () => {
    assert.deepEqual(found({}, 'rulez: {}'), [`settings-invalid error ${FILE}`]);
  });

  it('may be called .yml, if there is no .yaml', () => {
    const other = { ...faultyShop, '.laravel-k8s.yml': `rules: { ${RULE}: off }` };
    assert.deepEqual(found(other), []);
    assert.deepEqual(found(other, '# nothing'), [`${RULE} error k8s/web.yaml`]);
  });

  it('counts unsaved, as an editor has it', () => {
    const store = new FileStore(memoryHost(new Map(Object.entries(faultyShop))));
    const count = (): number => analyseFiles(store, DEFAULT_SETTINGS).findings.length;
    assert.equal(count(), 1);
    store.overlay(FILE, 'exclude: [k8s/]');
    assert.equal(count(), 0);
    store.overlay(FILE, undefined);
    assert.equal(count(), 1);
  });
});

describe('Between the settings file and an editor', () => {
  it('the file decides where it speaks, and the editor where it does not', () => {
    const editor = { rules: { [RULE]: 'off' } } as const;
    assert.deepEqual(found(faultyShop, '', editor), []);
    assert.deepEqual(found(faultyShop, 'rules: { app-key-missing: off }', editor), []);
    assert.deepEqual(found(faultyShop, `rules: { ${RULE}: error }`, editor), [`${RULE} error k8s/web.yaml`]);
  });

  it('an override of the editor does not undo a rule of the file', () => {
    const editor = { overrides: [{ files: ['**'], rules: { [RULE]: 'off' } }] } as const;
    assert.deepEqual(found(faultyShop, `rules: { ${RULE}: warning }`, editor), [
      `${RULE} warning k8s/web.yaml`,
    ]);
    assert.deepEqual(found(faultyShop, '', editor), []);
  });

  it('globs and names add up, and environments are those of the file', () => {
    assert.deepEqual(found(faultyShop, 'exclude: [other/]', { exclude: ['k8s/'] }), []);
    const two = { ...faultyShop, 'dev/web.yaml': MANIFEST };
    assert.deepEqual(stacks(two, 'environments: [k8s]', { environments: [{ text: 'dev' }] }), ['k8s']);
    assert.deepEqual(stacks(two, '', { environments: [{ text: 'dev' }] }), ['dev']);
  });
});

describe('Environments in the settings', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n';
  const workspace: Files = {
    artisan: '',
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': service,
    'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
    'overlays/prod/kustomization.yaml': 'resources: [../../base]\n',
    'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'chart/values.yaml': 'name: web\n',
    'chart/values-prod.yaml': 'name: shop\n',
    'chart/templates/web.yaml': service.replace('name: web', 'name: {{ .Values.name }}'),
    'deploy/eu.yaml': 'name: eu\n',
    'plain/staging/web.yaml': service,
  };
  const everything = ['overlays/dev', 'overlays/prod', 'chart', 'chart + values-prod.yaml', 'plain/staging'];
  const cases: readonly (readonly [what: string, entries: string, names: readonly string[]])[] = [
    ['a kustomization', '[overlays/prod]', ['overlays/prod']],
    ['its file', '[overlays/prod/kustomization.yaml]', ['overlays/prod']],
    ['all below a directory', '[./overlays/]', ['overlays/dev', 'overlays/prod']],
    ['a base that others build on', '[base]', ['base']],
    ['a glob', "['overlays/p*']", ['overlays/prod']],
    ['a values file', '[chart/values-prod.yaml]', ['chart + values-prod.yaml']],
    ['the values of the chart itself', '[chart/values.yaml]', ['chart']],
    ['a chart with all its environments', '[chart]', ['chart', 'chart + values-prod.yaml']],
    ['a values file of any name', '[deploy/eu.yaml]', ['chart + deploy/eu.yaml']],
    ['the name of a stack', '["chart + values-prod.yaml"]', ['chart + values-prod.yaml']],
    [
      'values files that go together',
      '[{ chart: chart, values: [chart/values-prod.yaml, deploy/eu.yaml] }]',
      ['chart + values-prod.yaml + deploy/eu.yaml'],
    ],
    ['a directory of manifests', '[plain/staging]', ['plain/staging']],
    ['everything', '[.]', everything],
    ['everything but one', "['!overlays/dev']", everything.filter((name) => name !== 'overlays/dev')],
    ['a directory without one in it', "[overlays, '!overlays/dev']", ['overlays/prod']],
    ['nothing that is there, so all is judged', '[overlays/prd]', everything],
  ];

  it('are all that there are, without any', () => {
    assert.deepEqual(stacks(workspace), everything);
  });

  for (const [what, entries, names] of cases) {
    it(`are ${what}: ${entries}`, () => {
      assert.deepEqual(stacks(workspace, `environments: ${entries}`).sort(), [...names].sort());
    });
  }

  it('take the values of the files that go together, the last on top', () => {
    const { model } = judge(
      workspace,
      'environments: [{ chart: chart, values: [chart/values-prod.yaml, deploy/eu.yaml], release: shop, namespace: eu }]',
    );
    const [object] = model.stacks[0]?.stack.objects ?? [];
    assert.equal(object?.name.value, 'eu');
    assert.equal(object?.namespace?.value, 'eu');
  });

  it('can be printed, one that only the settings name included', () => {
    const { model, settings } = judge(workspace, 'environments: [deploy/eu.yaml]');
    assert.deepEqual(
      settings.environments.map(({ text }) => text),
      ['deploy/eu.yaml'],
    );
    assert.equal(model.stacks.length, 1);
  });
});

describe('Apps in the settings', () => {
  const workspace: Files = {
    'shop/artisan': '',
    'legacy/artisan': '',
    'api/config/session.php': '<?php return [];',
  };
  const roots = (settings: string): string[] => judge(workspace, settings).model.apps.map(({ root }) => root);

  it('are those that look like one, without any', () => {
    assert.deepEqual(roots(''), ['legacy', 'shop']);
  });

  it('are those that are named, whether they look like one or not', () => {
    assert.deepEqual(roots('apps: [shop, api]'), ['api', 'shop']);
    assert.deepEqual(roots('apps: [./shop/]'), ['shop']);
    assert.deepEqual(roots("apps: ['!legacy']"), ['shop']);
    assert.deepEqual(roots("apps: ['s*']"), ['shop']);
  });

  it('are those that look like one, if none that is named is there', () => {
    assert.deepEqual(roots('apps: [shpo]'), ['legacy', 'shop']);
  });
});
