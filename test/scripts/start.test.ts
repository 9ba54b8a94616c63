import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

describe('npm start', () => {
  const start = (...args: string[]) => {
    const run = spawnSync(process.execPath, ['scripts/start.mjs', ...args], {
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: undefined },
    });
    return { status: run.status, says: run.stderr, shows: run.stdout };
  };

  it('says which folder it looked for in vain', () => {
    const { status, says, shows } = start('no-such-folder');
    assert.equal(status, 2);
    assert.match(says, /^There is no folder "no-such-folder" \(looked for .*no-such-folder\)\.\n$/);
    assert.equal(shows, '');
  });

  it('asks for a folder when it gets a file', () => {
    const { status, says } = start('package.json');
    assert.equal(status, 2);
    assert.match(says, /^"package\.json" is a file\./);
  });

  it('refuses what it does not understand', () => {
    assert.deepEqual(start('--help'), { status: 2, says: 'Usage: npm start -- DIR\n', shows: '' });
    assert.equal(start('docs', 'examples').status, 2);
  });

  describe('on a machine with the command code', () => {
    const example = path.resolve('examples/3-redis');
    let folder: string;
    let called: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-start-'));
      called = path.join(folder, 'called');
      writeFileSync(path.join(folder, 'code'), `#!/bin/sh\nprintf '%s\\n' "$@" >'${called}'\n`);
      chmodSync(path.join(folder, 'code'), 0o755);
      writeFileSync(called, '');
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const environment = (change: Record<string, string>) => ({
      ...process.env,
      PATH: `${folder}${path.delimiter}${process.env['PATH']}`,
      DISPLAY: ':0',
      VSCODE_IPC_HOOK_CLI: '',
      CI: '',
      INIT_CWD: undefined,
      ...change,
    });

    /** `script` runs a command at a terminal of its own. */
    const atTerminal = (change: Record<string, string> = {}) =>
      spawnSync('script', ['-qec', `'${process.execPath}' scripts/start.mjs examples/3-redis`, '/dev/null'], {
        encoding: 'utf8',
        env: environment(change),
        stdio: ['ignore', 'pipe', 'inherit'],
      });

    it('shows what it found, then opens the folder with the extension of this project', function () {
      if (process.platform !== 'linux') this.skip();
      const { status, stdout } = atTerminal();
      assert.equal(status, 0);
      assert.match(stdout, /laravel-k8s inspect examples\/3-redis[^]*Opening .*3-redis in VS Code/);
      const args = readFileSync(called, 'utf8').trim().split('\n');
      assert.deepEqual(args, ['--new-window', `--extensionDevelopmentPath=${process.cwd()}/`, example]);
    });

    it('only shows in CI, and where nobody sits at a terminal', function () {
      if (process.platform !== 'linux') this.skip();
      assert.equal(atTerminal({ CI: 'true' }).status, 0);
      const run = spawnSync(process.execPath, ['scripts/start.mjs', 'examples/3-redis'], {
        encoding: 'utf8',
        env: environment({}),
      });
      assert.equal(run.status, 0);
      assert.match(run.stdout, /laravel-k8s inspect/);
      assert.equal(readFileSync(called, 'utf8'), '');
    });
  });
});
