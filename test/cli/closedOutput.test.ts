import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

describe('A reader that closes the output early', () => {
  it('ends the printing, and the exit code is what it would have been', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'check', 'examples', '--format', 'sarif'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(complaints, '');
    assert.equal(code, 1);
  });
});
