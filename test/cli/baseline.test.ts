import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { faultyShop, runCommandLine, withFolder } from './commandLine';

const WEB = 'k8s/web.yaml';
const MANIFEST = faultyShop[WEB] ?? '';

interface Shop {
  readonly folder: string;
  readonly baseline: string;
  check(...options: string[]): ReturnType<typeof runCommandLine>;
  write(file: string, text: string): void;
}

/** A shop with one finding, whose baseline was written. */
function withShop(use: (shop: Shop) => void): void {
  withFolder(faultyShop, (folder) => {
    const baseline = path.join(folder, 'baseline.json');
    const check = (...options: string[]) =>
      runCommandLine('check', folder, '--baseline', baseline, ...options);
    const { out, code } = check('--update-baseline');
    assert.match(out, /^Wrote .*baseline\.json: 1 finding, 1 new, 0 gone\.$/m);
    assert.equal(code, 0);
    use({ folder, baseline, check, write: (file, text) => writeFileSync(path.join(folder, file), text) });
  });
}

describe('A baseline', () => {
  it('hides what it records, says how much that is, and does not count it', () => {
    withShop(({ check }) => {
      const { out, code } = check('--max-warnings', '0', '--fail-on', 'information');
      assert.match(out, /^Nothing to report\./m);
      assert.match(out, /^Not shown: 1 finding that .*baseline\.json records\.$/m);
      assert.equal(code, 0);
    });
  });

  it('hides it in reports for programs too, and says so beside them', () => {
    withShop(({ check }) => {
      const { out, err } = check('--format', 'json');
      assert.deepEqual((JSON.parse(out) as { findings: unknown[] }).findings, []);
      assert.match(err, /^laravel-k8s: Not shown: 1 finding that .* records\.$/m);
    });
  });

  it('still knows a finding when lines move and numbers change', () => {
    withShop(({ check, write }) => {
      write(WEB, `# The shop.\n\n${MANIFEST.replace('replicas: 3', 'replicas: 6')}`);
      assert.equal(check().code, 0);
    });
  });

  it('hides no finding that is new, nor one that became graver', () => {
    withShop(({ check, write, baseline }) => {
      write(
        'k8s/worse.yaml',
        MANIFEST.replaceAll('name: web', 'name: other').replaceAll('app: web', 'app: other'),
      );
      const { out, code } = check();
      assert.match(out, /k8s\/worse\.yaml/);
      assert.doesNotMatch(out, /k8s\/web\.yaml/);
      assert.equal(code, 1);
      write('k8s/worse.yaml', '');
      writeFileSync(baseline, readFileSync(baseline, 'utf8').replace('"error"', '"warning"'));
      assert.equal(check().code, 1);
    });
  });

  it('says which of its entries are gone, and drops them when it is updated', () => {
    withShop(({ check, write, baseline }) => {
      write(WEB, MANIFEST.replace('value: file', 'value: cookie'));
      assert.match(
        check().out,
        /^1 finding that it records is gone: k8s\/web\.yaml stateful-driver-with-replicas\. "--update-baseline" takes it out\.$/m,
      );
      assert.match(check('--update-baseline').out, /: 0 findings, 0 new, 1 gone\.$/m);
      assert.deepEqual(JSON.parse(readFileSync(baseline, 'utf8')), { version: 1, findings: [] });
    });
  });

  it('is sorted, the same whenever it is written, and has an entry a line', () => {
    withShop(({ check, write, baseline }) => {
      write('k8s/another.yaml', MANIFEST.replaceAll('web', 'another'));
      check('--update-baseline');
      const first = readFileSync(baseline, 'utf8');
      check('--update-baseline');
      assert.equal(readFileSync(baseline, 'utf8'), first);
      const paths = [...first.matchAll(/^ {4}\{"path":"([^"]+)".*\}(,|$)/gm)].map((match) => match[1]);
      assert.deepEqual(paths, ['k8s/another.yaml', WEB]);
    });
  });

  it('holds no text of the files', () => {
    const key = `base64:${Buffer.from('9 letters more than 5 of it').toString('base64')}`;
    const files = { ...faultyShop, [WEB]: MANIFEST.replace(/valueFrom:[\s\S]*?app-key/, `value: ${key}`) };
    withFolder(files, (folder) => {
      const baseline = path.join(folder, 'baseline.json');
      runCommandLine('check', folder, '--baseline', baseline, '--update-baseline');
      const text = readFileSync(baseline, 'utf8');
      assert.match(text, /app-key-invalid/);
      assert.ok(!text.includes(key.slice(7)));
    });
  });

  it('is refused when it is missing or something else', () => {
    withFolder({ ...faultyShop, 'other.json': '{"version": 1}' }, (folder) => {
      const missing = runCommandLine('check', folder, '--baseline', path.join(folder, 'none.json'));
      assert.equal(missing.code, 2);
      assert.match(missing.err, /"--update-baseline" writes a baseline\./);
      const other = runCommandLine('check', folder, '--baseline', path.join(folder, 'other.json'));
      assert.equal(other.code, 2);
      assert.match(other.err, /is no baseline that/);
      assert.equal(runCommandLine('inspect', folder, '--update-baseline').code, 2);
    });
  });

  it('is not written while something cannot be read', () => {
    withFolder(faultyShop, (folder) => {
      const baseline = path.join(folder, 'baseline.json');
      const { out, code } = runCommandLine(
        'check',
        folder,
        path.join(folder, 'nowhere'),
        '--baseline',
        baseline,
        '--update-baseline',
      );
      assert.equal(code, 2);
      assert.match(out, /stays as it is/);
      assert.ok(!existsSync(baseline));
    });
  });
});
