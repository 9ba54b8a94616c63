import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

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
});
