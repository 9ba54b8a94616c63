import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initializeResult } from '../../server/src/lsp/initializeResult';
import { startClient } from './client';
import { initialize, notification, request, type Answer } from './rawClient';
import { SERVER } from './serverProcess';

const DIST = path.dirname(SERVER);
const HOVER = { textDocument: { uri: 'file:///shop/a.yaml' }, position: { line: 0, character: 0 } };
const TALK = [
  initialize(1),
  notification('initialized', {}),
  request(2, 'textDocument/hover', HOVER),
  request(3, 'shutdown'),
].join('');

describe('The start of the server', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'laravel-k8s-start-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('tells what the library would tell, before the library is loaded', async () => {
    const client = await startClient(new Map());
    assert.deepEqual(client.initialized, initializeResult('0.0.0'));
    await client.stop();
  });

  it('is answered by server.js alone; where the rest is missing the process ends after it', async () => {
    copyFileSync(SERVER, path.join(folder, 'server.js'));
    const { answers, status, stderr } = await talk(folder, TALK);
    assert.ok(answers.get(1)?.result);
    assert.deepEqual([...answers.keys()], [1]);
    assert.equal(status, 1);
    assert.match(stderr, /^laravel-k8s: the server does not start: Error\n/);
  });

  it('answers initialize once, and what came together with it', async () => {
    copyBundles(folder, () => true);
    const { answers, order, status } = await talk(folder, TALK);
    assert.deepEqual(order, [1, 2, 3]);
    assert.equal(answers.get(2)?.result, null);
    assert.equal(status, 0);
  });

  it('answers an odd initialize once, too', async () => {
    copyBundles(folder, () => true);
    const odd = initialize(1, { workspaceFolders: [7] });
    const { order } = await talk(folder, odd + request(3, 'shutdown'));
    assert.deepEqual(order, [1, 3]);
  });

  it('needs no code cache, and hardly any of the bundles for a workspace of plain manifests', async () => {
    copyBundles(folder, (file) => !/\.cache$|^(helm|kustomize|yaml)\./.test(file));
    assert.equal((await talk(folder, TALK)).status, 0);
    assert.equal(check(folder), 0);
  });

  const good = (file: string): Buffer => readFileSync(path.join(DIST, file));
  const damages: Record<string, (file: string) => Buffer> = {
    'that is empty': () => Buffer.alloc(0),
    'that is something else': () => Buffer.from('no cache at all'),
    'that breaks off': (file) => good(file).subarray(0, 5000),
    'with wrong bytes in it': (file) => {
      const bytes = Buffer.from(good(file));
      for (let at = 3000; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    },
    'of another bundle': (file) => good(file === 'engine.cache' ? 'protocol.cache' : 'engine.cache'),
  };
  for (const [damage, make] of Object.entries(damages)) {
    it(`is not kept up by a code cache ${damage}`, async () => {
      copyBundles(folder, () => true);
      const caches = readdirSync(folder).filter((file) => file.endsWith('.cache'));
      assert.ok(caches.includes('engine.cache') && caches.includes('session.cache'));
      for (const cache of caches) writeFileSync(path.join(folder, cache), make(cache));
      const { order, status } = await talk(folder, TALK);
      assert.deepEqual(order, [1, 2, 3]);
      assert.equal(status, 0);
      assert.equal(check(folder), 0);
    });
  }
});

function copyBundles(folder: string, wanted: (file: string) => boolean): void {
  for (const file of readdirSync(DIST)) {
    if (/\.(js|cache)$/.test(file) && wanted(file))
      copyFileSync(path.join(DIST, file), path.join(folder, file));
  }
}

/** Sends all of it at once, ends the server after its third answer, and returns what has come back. */
async function talk(folder: string, input: string) {
  const server = spawn(process.execPath, [path.join(folder, 'server.js'), '--stdio'], { timeout: 20_000 });
  let stdout = '';
  let stderr = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.includes('"id":3,')) server.stdin.write(notification('exit'));
  });
  server.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  server.stdin.on('error', () => undefined).write(input);
  const [status] = (await once(server, 'close')) as [number | null];
  const received = stdout
    .split(/Content-Length: \d+\r\n\r\n/)
    .filter((body) => body !== '')
    .map((body) => JSON.parse(body) as Answer)
    .filter(({ method, id }) => method === undefined && typeof id === 'number');
  const answers = new Map(received.map((answer) => [answer.id, answer]));
  return { answers, order: received.map(({ id }) => id), stderr, status };
}

/** The exit code of a check over an application in which nothing is wrong. */
function check(folder: string): number | null {
  const args = [path.join(folder, 'cli.js'), 'check', 'examples/3-redis'];
  return spawnSync(process.execPath, args, { timeout: 20_000 }).status;
}
