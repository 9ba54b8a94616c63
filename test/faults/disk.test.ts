import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { analyse } from '../../server/src/analysis/analyse';
import { diskHost } from '../../server/src/host/diskHost';
import { faultyShop, runCommandLine, withFolder } from '../cli/commandLine';
import { SHOP_RULE } from './judgeBeside';

/** The shop on disk, after something was done to the folder; with the complaints, in which the folder has no name. */
function checkShop(prepare: (folder: string) => void): { code: number; err: string } {
  return withFolder(faultyShop, (folder) => {
    prepare(folder);
    const { code, out, err } = runCommandLine('check', folder);
    assert.ok(out.includes(SHOP_RULE), `The shop was not judged:\n${out}${err}`);
    return { code, err: err.replaceAll(folder, '') };
  });
}

/** Root may read everything: for root, this is done by somebody else. */
function asNobody<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('A disk with surprises', () => {
  it('pipes, sockets and devices are left alone', function () {
    const { code, err } = checkShop((folder) => {
      for (const [kind, ...numbers] of [['p'], ['c', '1', '5'], ['b', '7', '0']]) {
        const made = spawnSync('mknod', [path.join(folder, `k8s/${kind}.yaml`), kind ?? '', ...numbers]);
        if (made.status !== 0 && kind !== 'p') {
          console.warn('  Skipped: device files, which only root may make.');
        }
      }
    });
    assert.deepEqual({ code, err }, { code: 1, err: '' });
  });

  it('a link to a device is a link out of the folder', () => {
    const { err } = checkShop((folder) => symlinkSync('/dev/zero', path.join(folder, 'k8s/zero.yaml')));
    assert.equal(
      err,
      'laravel-k8s: /k8s/zero.yaml: is a link that leads out of the folder; it was not followed\n',
    );
  });

  it('links to files inside the folder are read, under both names', () => {
    const { code, err } = checkShop((folder) => {
      symlinkSync('web.yaml', path.join(folder, 'k8s/again.yaml'));
      linkSync(path.join(folder, 'artisan'), path.join(folder, 'artisan-2'));
    });
    assert.deepEqual({ code, err }, { code: 1, err: '' });
  });

  it('files and folders that may not be read are named, and make the exit code 2', () => {
    const { code, err } = asNobody(() =>
      checkShop((folder) => {
        writeFileSync(path.join(folder, 'k8s/locked.yaml'), 'a: 1\n', { mode: 0 });
        mkdirSync(path.join(folder, 'locked'));
        chmodSync(path.join(folder, 'locked'), 0);
      }),
    );
    assert.equal(code, 2);
    assert.match(err, /locked\.yaml: cannot be read \(permission denied\)/);
    assert.match(err, /locked: cannot be listed \(permission denied\)/);
  });

  it('a file that goes, or becomes a folder, between the list and the reading', () => {
    withFolder(
      { ...faultyShop, 'k8s/gone.yaml': 'kind: x\napiVersion: v1\n', 'k8s/turned.yaml': 'a: 1\n' },
      (folder) => {
        const host = diskHost(folder);
        const listing = host.list();
        assert.ok(listing.paths.includes('k8s/gone.yaml'));
        rmSync(path.join(folder, 'k8s/gone.yaml'));
        rmSync(path.join(folder, 'k8s/turned.yaml'));
        mkdirSync(path.join(folder, 'k8s/turned.yaml'));
        const { findings, files } = analyse({ ...host, list: () => listing });
        assert.ok(findings.some(({ rule }) => rule === SHOP_RULE));
        assert.equal(files.text('k8s/gone.yaml'), undefined);
        assert.deepEqual(
          files.notices.map(({ path: file }) => file),
          ['k8s/turned.yaml'],
        );
      },
    );
  });

  it('folders 200 deep, names of 255 bytes, and names that mean something to a shell or a glob', () => {
    checkShop((folder) => {
      mkdirSync(path.join(folder, 'd/'.repeat(200)), { recursive: true });
      for (const name of [
        `${'n'.repeat(250)}.yaml`,
        '$(touch x).yaml',
        '-rf',
        '*',
        '[a',
        '!b',
        '#c',
        'a\\b.yaml',
        ' ',
      ]) {
        writeFileSync(path.join(folder, 'k8s', name), 'a: 1\n');
      }
    });
  });

  it('2,000 empty files', () => {
    checkShop((folder) => {
      mkdirSync(path.join(folder, 'many'));
      for (let i = 0; i < 2_000; i++) writeFileSync(path.join(folder, `many/${i}.yaml`), '');
    });
  });
});
