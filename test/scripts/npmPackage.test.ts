import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

describe('the npm package', () => {
  let folder: string;
  let cli: string;
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-pack-'));
    const pack = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8' });
    assert.equal(pack.status, 0, pack.stderr);
    const [{ filename }] = JSON.parse(pack.stdout) as [{ filename: string }];
    const unpack = spawnSync('tar', ['-xzf', path.join(folder, filename), '-C', folder], {
      encoding: 'utf8',
    });
    assert.equal(unpack.status, 0, unpack.stderr);
    cli = path.join(folder, 'package/dist/cli.js');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('checks a folder', () => {
    const run = spawnSync(process.execPath, [cli, 'check', 'examples/1-as-the-tutorial-leaves-it'], {
      encoding: 'utf8',
    });
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout, /stateful-driver-with-replicas/);
  });

  describe('as a language server', () => {
    let server: ChildProcessWithoutNullStreams;
    let ended: Promise<unknown>;
    const start = () => {
      server = spawn(process.execPath, [cli, 'lsp', '--stdio']);
      ended = once(server, 'exit');
    };
    afterEach(() => server.kill('SIGKILL'));

    it('answers, and ends when its input ends', async () => {
      start();
      assert.match(await answerTo(server, null), /"id":1,"result":\{.*"capabilities":\{/);
      server.stdin.end();
      await ended;
    });

    it('ends when the editor that started it has died without a word', async () => {
      const editor = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      start();
      await answerTo(server, editor.pid ?? null);
      editor.kill('SIGKILL');
      await ended;
    });
  });
});

/** Initializes a server on behalf of the process `processId` and returns what it answers. */
async function answerTo(server: ChildProcessWithoutNullStreams, processId: number | null): Promise<string> {
  const params = { processId, rootUri: null, capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  let answer = '';
  for await (const chunk of server.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    answer += String(chunk);
    const [, length, start] = /Content-Length: (\d+)\r\n\r\n(.*)/s.exec(answer) ?? [];
    if (start !== undefined && Buffer.byteLength(start) >= Number(length)) break;
  }
  return answer;
}
