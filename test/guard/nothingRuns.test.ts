import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { diskClient, type DiskClient } from '../lsp/diskClient';
import { killServers } from '../lsp/serverProcess';
import { SHOP_RULE } from '../faults/judgeBeside';
import { sharedFolder } from '../support/shared';
import { hostileFolder, OUTSIDE, removeHostileFolder, type HostileFolder } from './hostileFolder';
import { DIST, refusals, runGuarded, underGuard } from './underGuard';

const CLI = path.join(DIST, 'cli.js');

/** Everything that the guard is there for, each in a program of its own. */
const offences: Readonly<Record<string, string>> = {
  'child_process.spawn': "require('child_process').spawn('true')",
  'child_process.execSync': "require('node:child_process').execSync('true')",
  'net.connect': "require('net').connect(1)",
  'net.Socket.connect': "new (require('net').Socket)().connect(1)",
  'http.get': "require('http').get('http://127.0.0.1:1')",
  'https.request': "require('https').request('https://127.0.0.1:1')",
  'dns.lookup': "require('dns').lookup('localhost', () => {})",
  fetch: "fetch('http://127.0.0.1:1')",
  'worker_threads.Worker': "new (require('worker_threads').Worker)('x', { eval: true })",
  'fs.readFileSync /etc/passwd': "require('fs').readFileSync('/etc/passwd')",
  'fs.openSync /etc/passwd': "require('fs').openSync('/etc/passwd')",
  'fs.readFile /etc/passwd': "require('fs').promises.readFile('/etc/passwd')",
  'fs.readdirSync /etc': "require('fs').readdirSync('/etc')",
  'fs.writeFileSync': "require('fs').writeFileSync('/dev/null', '')",
};

describe('Nothing runs, nothing is fetched, nothing is written, and nothing outside is read', function () {
  this.timeout(120_000);

  it('the guard notices what it is there for', () => {
    const script = Object.values(offences)
      .map((code) => `try { ${code}; } catch {}`)
      .join('\n');
    const { refused } = runGuarded(['-e', script], []);
    assert.deepEqual(
      refused,
      Object.keys(offences).map((what) => `guard: ${what}`),
    );
  });

  describe('over a workspace that asks for all of it', () => {
    let folder: HostileFolder;
    beforeEach(() => (folder = hostileFolder()));
    afterEach(() => {
      killServers();
      removeHostileFolder(folder);
    });

    for (const argv of [
      ['check'],
      ['check', '--format', 'json'],
      ['check', '--format', 'sarif'],
      ['check', '--fix', '--dry-run'],
      ['inspect'],
      ['inspect', '--format', 'json'],
      ['render', 'over'],
    ]) {
      it(`by the command line: ${argv.join(' ')}`, () => {
        const { workspace } = folder;
        const { status, out, err, refused } = runGuarded([CLI, ...argv, workspace], [workspace], workspace);
        assert.deepEqual(refused, []);
        assert.notEqual(status, 3, err);
        assert.ok(out !== '' || err !== '', argv.join(' '));
        assert.ok(!out.includes(OUTSIDE) && !err.includes(OUTSIDE), out + err);
        assert.ok(!existsSync(path.join(workspace, 'ran')));
      });
    }

    it('by the language server', async () => {
      const { workspace } = folder;
      const { options, env } = underGuard(workspace);
      const client = await diskClient([workspace], { nodeOptions: options, env });
      await useEverything(client, path.join(workspace, 'k8s/web.yaml'));
      assert.deepEqual(refusals(client.server.errors()), []);
      assert.ok(!client.received().includes(OUTSIDE));
      assert.ok(!existsSync(path.join(workspace, 'ran')));
    });
  });

  describe('over real projects', () => {
    const shared = sharedFolder();
    const corpus = shared === undefined ? '' : path.join(shared, 'corpus');
    const projects =
      shared === undefined
        ? []
        : readdirSync(corpus, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => path.join(corpus, name));
    afterEach(killServers);

    for (const verb of ['check', 'inspect']) {
      it(`by the command line: ${verb}`, function () {
        if (projects.length === 0) return this.skip();
        const { status, refused, err } = runGuarded([CLI, verb, ...projects], projects, corpus);
        assert.deepEqual(refused, []);
        assert.ok(status === 0 || status === 1, err);
      });
    }

    it('by the language server', async function () {
      const [first] = projects;
      if (first === undefined) return this.skip();
      const { options, env } = underGuard(...projects);
      const client = await diskClient(projects, { nodeOptions: options, env });
      await useEverything(client, path.join(first, 'composer.json'), false);
      assert.deepEqual(refusals(client.server.errors()), []);
    });
  });
});

/** Lets the server do what it can do. */
async function useEverything(client: DiskClient, file: string, faulty = true): Promise<void> {
  if (faulty) await client.until(file, (all) => all.some(({ code }) => code === SHOP_RULE));
  await client.open(file, 'apiVersion: v1\n');
  for (const method of ['laravelK8s/checkWorkspace', 'laravelK8s/sessionReport', 'laravelK8s/setUpRedis']) {
    await client.connection.sendRequest(method, {});
  }
  const textDocument = { uri: pathToFileURL(file).toString() };
  const position = { line: 0, character: 2 };
  for (const method of ['textDocument/hover', 'textDocument/definition']) {
    await client.connection.sendRequest(method, { textDocument, position });
  }
  await client.connection.sendRequest('textDocument/codeAction', {
    textDocument,
    range: { start: position, end: { line: 1_000, character: 0 } },
    context: { diagnostics: [] },
  });
  await client.watched([file, 2], [`${file}.new`, 1], [path.dirname(file), 3]);
  await client.connection.sendRequest('laravelK8s/sessionReport', {});
  await client.stop();
}
