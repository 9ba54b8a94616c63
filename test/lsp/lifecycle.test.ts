import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { initialize, notification, rawClient, request } from './rawClient';
import { killServers } from './serverProcess';

const HOVER = { textDocument: { uri: 'file:///shop/a.yaml' }, position: { line: 0, character: 0 } };

describe('The life of the server process', () => {
  afterEach(killServers);

  it('begins with initialize: what is asked before is refused, and what is told is dropped', async () => {
    const client = rawClient();
    client.send(
      notification('initialized'),
      request(1, 'textDocument/hover', HOVER),
      request(2, 'shutdown'),
      initialize(3),
    );
    assert.equal((await client.answer(1)).error?.code, -32002);
    assert.equal((await client.answer(2)).error?.code, -32002);
    assert.ok((await client.answer(3)).result);
  });

  it('has one initialize only', async () => {
    const client = rawClient();
    client.send(initialize(1), initialize(2), request(3, 'textDocument/hover', HOVER));
    assert.ok((await client.answer(1)).result);
    assert.equal((await client.answer(2)).error?.code, -32600);
    assert.equal((await client.answer(3)).result, null);
  });

  it('answers nothing after shutdown, and ends well with exit', async () => {
    const client = rawClient();
    client.send(initialize(1), request(2, 'shutdown'), request(3, 'textDocument/hover', HOVER));
    assert.equal((await client.answer(2)).result, null);
    assert.equal((await client.answer(3)).error?.code, -32600);
    client.send(notification('exit'));
    assert.equal(await client.ended, 0);
  });

  it('ends with 1 when exit comes without shutdown', async () => {
    for (const first of [initialize(1), '']) {
      const client = rawClient();
      client.send(first, notification('exit'));
      assert.equal(await client.ended, 1);
    }
  });

  it('ends when the client goes without a word', async () => {
    const sudden = rawClient();
    sudden.send(initialize(1));
    await sudden.answer(1);
    sudden.process.stdin.end();
    assert.equal(await sudden.ended, 1);
    const orderly = rawClient();
    orderly.send(initialize(1), request(2, 'shutdown'));
    await orderly.answer(2);
    orderly.process.stdin.end();
    assert.equal(await orderly.ended, 0);
  });

  it('ends when the process that it works for is gone', async () => {
    const parent = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: 'pipe' });
    const client = rawClient();
    client.send(initialize(1, { processId: parent.pid }));
    await client.answer(1);
    parent.kill('SIGKILL');
    assert.equal(await client.ended, 1);
  });

  it('goes on after methods that it does not know', async () => {
    const client = rawClient();
    client.send(
      initialize(1),
      request(2, 'textDocument/foldEverything', HOVER),
      notification('workspace/didFrobnicate', {}),
      notification('$/frobnicate'),
      request(3, '$/frobnicate'),
      request(4, 'shutdown'),
    );
    assert.equal((await client.answer(2)).error?.code, -32601);
    assert.equal((await client.answer(3)).error?.code, -32601);
    assert.equal((await client.answer(4)).result, null);
  });

  it('goes on after parameters of the wrong kind', async () => {
    const client = rawClient();
    client.send(initialize(1), notification('initialized'));
    const odd = [undefined, null, {}, 7, [], { textDocument: { uri: '::%%' }, position: 'here', range: 7 }];
    const methods = ['textDocument/hover', 'textDocument/definition', 'textDocument/codeAction'];
    let id = 2;
    for (const params of odd) {
      for (const method of methods) client.send(request(id++, method, params));
      for (const method of [
        'textDocument/didOpen',
        'textDocument/didChange',
        'textDocument/didClose',
        'workspace/didChangeWatchedFiles',
        'workspace/didChangeConfiguration',
        'workspace/didChangeWorkspaceFolders',
        '$/cancelRequest',
      ]) {
        client.send(notification(method, params));
      }
    }
    client.send(request(id, 'shutdown'));
    assert.equal((await client.answer(id)).result, null);
    for (let each = 2; each < id; each++) {
      const { result, error } = await client.answer(each);
      assert.ok(error ?? (result === null || Array.isArray(result)), `request ${each}`);
    }
  });

  it('does not answer a request that is cancelled before its turn', async () => {
    const client = rawClient();
    client.send(
      initialize(1),
      request(2, 'textDocument/hover', HOVER),
      notification('$/cancelRequest', { id: 2 }),
      notification('$/cancelRequest', { id: 99 }),
      request(3, 'textDocument/hover', HOVER),
    );
    assert.equal((await client.answer(2)).error?.code, -32800);
    assert.equal((await client.answer(3)).result, null);
  });
});
