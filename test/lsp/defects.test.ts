import assert from 'node:assert/strict';
import type { WorkspaceHost } from '../../server/src/analysis/workspaceHost';
import { FOLDER, startClient, type Client } from './client';
import { memoryHost } from '../support/memoryHost';
import { faultyShop } from '../cli/commandLine';

const FILE = 'k8s/web.yaml';
const CANARY = 'canary-value';

/** A folder that fails in a way that nobody thought of, for as long as it is asked to. */
function brittleHost(): WorkspaceHost & { broken: boolean } {
  const sound = memoryHost(new Map(Object.entries(faultyShop)));
  const host = {
    broken: false,
    list: () => sound.list(),
    read: (path: string) => {
      if (host.broken) throw new TypeError(`cannot read "${CANARY}"`);
      return sound.read(path);
    },
  };
  return host;
}

describe('A defect of the server itself', () => {
  let client: Client;
  const at = { textDocument: { uri: `${FOLDER}/${FILE}` }, position: { line: 20, character: 22 } };
  const faulty = (all: readonly { code?: unknown }[]) =>
    all.some(({ code }) => code === 'stateful-driver-with-replicas');

  afterEach(() => client.stop());

  it('in a request costs this one answer, and its place is logged without what it read', async () => {
    const host = brittleHost();
    client = await startClient(host);
    await client.until(FILE, faulty);
    host.broken = true;
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: at.textDocument.uri, type: 2 }],
    });
    for (const method of ['textDocument/hover', 'textDocument/definition', 'laravelK8s/sessionReport']) {
      await assert.rejects(
        client.connection.sendRequest<unknown>(method, at),
        (error: Error & { code?: number }) => {
          assert.equal(error.code, -32603);
          assert.match(error.message, /^Laravel K8s: .+ failed; the output has the details\.$/);
          return true;
        },
      );
    }
    assert.ok(
      client.log.some((line) => /^hover failed: TypeError\n\s+at /.test(line)),
      client.log.join('\n'),
    );
    assert.doesNotMatch(client.log.join('\n'), new RegExp(CANARY));
  });

  it('in an analysis costs its findings only, which come back with the next one', async () => {
    const host = brittleHost();
    client = await startClient(host);
    await client.until(FILE, faulty);
    const tell = () =>
      client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: at.textDocument.uri, type: 2 }],
      });
    host.broken = true;
    await tell();
    // Each answer comes behind what was to be done before.
    for (let each = 0; each < 2; each++) await assert.rejects(report(client));
    assert.ok(
      client.log.some((line) => /^analysis of shop failed: TypeError\n\s+at /.test(line)),
      client.log.join('\n'),
    );
    host.broken = false;
    await tell();
    assert.equal(typeof (await report(client)).markdown, 'string');
    assert.ok(faulty(await client.until(FILE, faulty)));
    assert.doesNotMatch(client.log.join('\n'), new RegExp(CANARY));
  });
});

async function report({ connection }: Client): Promise<{ markdown: string }> {
  return connection.sendRequest('laravelK8s/sessionReport', {});
}
