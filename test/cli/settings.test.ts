import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../server/src/cli/run';
import { faultyShop, runCommandLine, withFolder } from './commandLine';

const FILE = '.laravel-k8s.yaml';
const RULE = 'stateful-driver-with-replicas';

describe('The command line, in a folder with settings', () => {
  it('heeds them, whichever folder it runs in', () => {
    withFolder({ ...faultyShop, [FILE]: `rules: { ${RULE}: warning }\n` }, (folder) => {
      assert.equal(runCommandLine('check', folder).code, 0);
      assert.equal(runCommandLine('check', folder, '--fail-on', 'warning').code, 1);
    });
  });

  it('heeds the settings of each folder for that folder', () => {
    const shops = Object.entries(faultyShop).flatMap(([file, text]) => [
      [`a/${file}`, text],
      [`b/${file}`, text],
    ]);
    const files = { ...Object.fromEntries(shops), [`a/${FILE}`]: `rules: { ${RULE}: off }` } as Record<
      string,
      string
    >;
    withFolder(files, (folder) => {
      const { out } = runCommandLine('check', path.join(folder, 'a'), path.join(folder, 'b'));
      assert.match(out, /^1 error/m);
      assert.doesNotMatch(out, /\/a\/k8s/);
    });
  });

  it('fails on a typing error in them, and shows where it is', () => {
    withFolder({ ...faultyShop, [FILE]: `rules:\n  ${RULE}: off\n  app-key-mising: off\n` }, (folder) => {
      const { code, out } = runCommandLine('check', folder);
      assert.equal(code, 1);
      assert.match(out, /3:3 {2}error {2}settings-invalid/);
      assert.match(out, /Did you mean "app-key-missing"\?/);
    });
  });

  it('exits with 2 when they cannot be read', () => {
    let err = '';
    const notice = { path: FILE, message: 'cannot be read (permission denied)', lost: true };
    const code = run({
      argv: ['check'],
      version: '0.0.0',
      folder: '/shop',
      open: () => ({
        list: () => ({ paths: [FILE], ignored: new Set(), notices: [] }),
        read: () => ({ notice }),
      }),
      read: () => '',
      save: () => {},
      colours: false,
      write: () => {},
      complain: (text) => (err += text),
    });
    assert.equal(code, 2);
    assert.equal(err, `laravel-k8s: ${FILE}: ${notice.message}\n`);
  });

  it('says that those of a folder around it do not count, in one repository', () => {
    const files = { [FILE]: `rules: { ${RULE}: off }` };
    withFolder(files, (folder) => {
      const shop = path.join(folder, 'apps/shop');
      mkdirSync(shop, { recursive: true });
      assert.equal(runCommandLine('check', shop).err, '');
      mkdirSync(path.join(folder, '.git'));
      assert.match(runCommandLine('check', shop).err, /\/\.laravel-k8s\.yaml does not count here/);
      mkdirSync(path.join(shop, '.git'));
      assert.equal(runCommandLine('check', shop).err, '');
    });
  });

  it('reads files alone in search of suppressions, whatever a stack has looked for', () => {
    const files = {
      ...faultyShop,
      'k8s/kustomization.yaml': 'resources: [web.yaml, base]\n',
      'k8s/base/kustomization.yaml': 'resources: []\n',
    };
    withFolder(files, (folder) => {
      assert.equal(runCommandLine('check', folder).err, '');
    });
  });

  it('prints a stack that only they name', () => {
    const chart = {
      'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'chart/templates/map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "{{ .Values.name }}" }\n',
      'deploy/eu.yaml': 'name: eu\n',
      [FILE]: 'environments: [deploy/eu.yaml]\n',
    };
    withFolder(chart, (folder) => {
      const { out, code, err } = runCommandLine('render', 'chart + deploy/eu.yaml', folder);
      assert.equal(code, 0, err);
      assert.match(out, /name: "?eu"? +# deploy\/eu\.yaml:1/);
    });
  });
});
