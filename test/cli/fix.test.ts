import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeInFolder } from '../../server/src/host/writeInFolder';
import { faultyShop, runCommandLine, withFolder } from './commandLine';

const CANARY = 'canary-value';
const MANIFEST = faultyShop['k8s/web.yaml'] ?? '';

/** A variable whose value is a number: kubectl refuses it, and quoting it is safe. */
const unquoted = MANIFEST.replace(
  '            - name: SESSION_DRIVER\n',
  '            - name: SESSION_LIFETIME\n              value: 120\n            - name: SESSION_DRIVER\n',
);

const shop = (manifest: string) => ({ ...faultyShop, 'k8s/web.yaml': manifest });

function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** Applies the diff of a dry run to a copy of the folder, with git or patch, and gives the texts of the copy. */
function applied(folder: string, diff: string, command: string, ...args: string[]): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-diff-'));
  try {
    cpSync(folder, copy, { recursive: true });
    execFileSync(command, args, { cwd: copy, input: diff, stdio: ['pipe', 'pipe', 'pipe'] });
    return read(copy, 'k8s/web.yaml');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The diff of a dry run in a folder. Its paths are relative to the current folder, or else to the one that is checked. */
function dryRun(folder: string, ...options: string[]) {
  return runCommandLine('check', folder, '--fix', '--dry-run', ...options);
}

describe('check --fix', function () {
  this.timeout(20_000);

  it('applies what is safe, says so, and reports what remains', () => {
    withFolder(shop(unquoted), (folder) => {
      const { code, out, err } = runCommandLine('check', folder, '--fix');
      assert.equal(code, 1);
      assert.equal(read(folder, 'k8s/web.yaml'), unquoted.replace('value: 120', 'value: "120"'));
      assert.match(err, /^laravel-k8s: fixed .*k8s\/web\.yaml: Quote the value of SESSION_LIFETIME\n$/);
      assert.match(out, /stateful-driver-with-replicas/);
      assert.doesNotMatch(out, /env-value-not-string/);
      const again = runCommandLine('check', folder, '--fix');
      assert.match(again.err, /nothing to fix/);
    });
  });

  it('leaves alone what a baseline records, and mends what is new beside it', () => {
    withFolder(shop(unquoted), (folder) => {
      const options = ['--baseline', path.join(folder, 'baseline.json')];
      runCommandLine('check', folder, ...options, '--update-baseline');
      assert.equal(dryRun(folder, ...options).out, '');
      const { code, err } = runCommandLine('check', folder, ...options, '--fix');
      assert.equal(code, 0);
      assert.match(err, /nothing to fix/);
      assert.equal(read(folder, 'k8s/web.yaml'), unquoted);
      const more = unquoted.replace(
        'value: 120\n',
        'value: 120\n            - name: A\n              value: 1\n',
      );
      writeFileSync(path.join(folder, 'k8s/web.yaml'), more);
      runCommandLine('check', folder, ...options, '--fix');
      assert.equal(read(folder, 'k8s/web.yaml'), more.replace('value: 1\n', 'value: "1"\n'));
      runCommandLine('check', folder, '--fix');
      assert.match(read(folder, 'k8s/web.yaml'), /value: "120"/);
    });
  });

  it('keeps line breaks, the byte order mark and the mode of a file', () => {
    const windows = `\uFEFF${unquoted.replaceAll('\n', '\r\n')}`;
    withFolder(shop(windows), (folder) => {
      const file = path.join(folder, 'k8s/web.yaml');
      chmodSync(file, 0o640);
      runCommandLine('check', folder, '--fix');
      assert.equal(read(folder, 'k8s/web.yaml'), windows.replace('value: 120', 'value: "120"'));
      assert.equal(statSync(file).mode & 0o777, 0o640);
    });
  });

  it('applies the preferred fix of a rule that is named, new files among it', () => {
    withFolder(faultyShop, (folder) => {
      const { code, err } = runCommandLine('check', folder, '--fix-rule', 'stateful-driver-with-replicas');
      assert.equal(code, 0, err);
      assert.match(read(folder, 'k8s/web.yaml'), /value: redis/);
      assert.ok(/fixed .*redis/.test(err), err);
    });
    const { code, err } = runCommandLine('check', '.', '--fix-rule', 'stateful-driver-with-replica');
    assert.equal(code, 2);
    assert.match(err, /There is no rule .* Did you mean "stateful-driver-with-replicas"\?/);
  });

  it('writes nothing through a link that leads out of the folder, nor over what changed meanwhile', () => {
    withFolder({ 'out.yaml': 'a: 1\n', 'in/own.yaml': 'a: 1\n' }, (folder) => {
      const root = path.join(folder, 'in');
      symlinkSync('../out.yaml', path.join(root, 'link.yaml'));
      symlinkSync('..', path.join(root, 'up'));
      symlinkSync('own.yaml', path.join(root, 'other-name.yaml'));
      assert.throws(() => writeInFolder(root, 'link.yaml', 'a: 1\n', 'a: 2\n'), /outside the folder/);
      assert.throws(() => writeInFolder(root, 'up/new.yaml', undefined, 'a: 2\n'), /outside the folder/);
      assert.throws(() => writeInFolder(root, 'link.yaml', undefined, 'a: 2\n'), /exists already/);
      assert.throws(() => writeInFolder(root, 'own.yaml', 'a: 0\n', 'a: 2\n'), /changed meanwhile/);
      assert.equal(read(folder, 'out.yaml'), 'a: 1\n');
      assert.equal(existsSync(path.join(folder, 'new.yaml')), false);
      writeInFolder(root, 'other-name.yaml', 'a: 1\n', 'a: 2\n');
      assert.equal(read(folder, 'in/own.yaml'), 'a: 2\n');
    });
  });
});

describe('check --fix --dry-run', function () {
  this.timeout(20_000);

  it('prints a diff that git and patch apply, and writes nothing', () => {
    withFolder(shop(unquoted), (folder) => {
      const { code, out, err } = dryRun(folder);
      assert.deepEqual({ code, err }, { code: 1, err: '' });
      assert.equal(read(folder, 'k8s/web.yaml'), unquoted);
      const wanted = unquoted.replace('value: 120', 'value: "120"');
      assert.equal(applied(folder, out, 'git', 'apply'), wanted);
      assert.equal(applied(folder, out, 'patch', '-p1', '--fuzz=0'), wanted);
    });
  });

  it('has the new files, too, and as much as --fix makes', () => {
    withFolder(faultyShop, (folder) => {
      const { out, err } = dryRun(folder, '--fix-rule', 'stateful-driver-with-replicas');
      assert.match(out, /^--- \/dev\/null$/m);
      const mode = err.includes('--unidiff-zero') ? ['apply', '--unidiff-zero'] : ['apply'];
      const text = applied(folder, out, 'git', ...mode);
      runCommandLine('check', folder, '--fix-rule', 'stateful-driver-with-replicas');
      assert.equal(text, read(folder, 'k8s/web.yaml'));
    });
  });

  it('is empty where there is nothing to do', () => {
    withFolder(faultyShop, (folder) => assert.deepEqual(dryRun(folder), { code: 0, out: '', err: '' }));
  });

  it('shows no secret beside a change, and still applies', () => {
    const beside = unquoted.replace(
      '              value: 120\n',
      `              value: 120\n            - name: API_TOKEN\n              value: ${CANARY}\n`,
    );
    withFolder(shop(beside), (folder) => {
      const { out, err } = dryRun(folder);
      assert.ok(!out.includes(CANARY) && !err.includes(CANARY), out);
      assert.match(out, /\+ +value: "120"/);
      assert.match(err, /git apply --unidiff-zero/);
      const wanted = beside.replace('value: 120', 'value: "120"');
      assert.equal(applied(folder, out, 'git', 'apply', '--unidiff-zero'), wanted);
    });
  });

  it('leaves out a change on a line with a secret, says so, and shows the others', () => {
    const both = unquoted.replace(
      '              value: 120\n',
      '              value: 120\n            - name: REDIS_PASSWORD\n              value: 12345678\n',
    );
    withFolder(shop(both), (folder) => {
      const { out, err } = dryRun(folder);
      assert.ok(!out.includes('12345678'), out);
      assert.match(err, /k8s\/web\.yaml: 1 change not shown, on lines that may hold a secret/);
      const text = applied(folder, out, 'git', 'apply', '--unidiff-zero');
      assert.equal(text, both.replace('value: 120', 'value: "120"'));
      runCommandLine('check', folder, '--fix');
      assert.match(read(folder, 'k8s/web.yaml'), /value: "12345678"/);
    });
  });
});
