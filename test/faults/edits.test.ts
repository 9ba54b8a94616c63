import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver/node';
import { memoryHost } from '../support/memoryHost';
import { FOLDER, startClient, type Client } from '../lsp/client';
import { faultyShop } from '../cli/commandLine';
import { SHOP_RULE } from './judgeBeside';

const FILE = 'k8s/web.yaml';
const web = faultyShop[FILE] ?? '';
const faulty = (all: readonly { code?: unknown }[]): boolean => all.some(({ code }) => code === SHOP_RULE);

describe('An editor in a hurry', function () {
  this.timeout(60_000);
  let client: Client;
  afterEach(() => client.stop());

  it('gets the findings of the last of 1,000 edits, typed and taken back one by one', async () => {
    client = await startClient(new Map(Object.entries(faultyShop)));
    await client.until(FILE, faulty);
    await client.open(FILE, web, 1);
    const line = web.split('\n').length - 1;
    let version = 1;
    const edit = (change: object): Promise<void> =>
      client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: `${FOLDER}/${FILE}`, version: ++version },
        contentChanges: [change],
      });
    const typed = '---\nkind: [Secret, "{{ x';
    const at = (column: number, row = 0) => ({ line: line + row, character: column });
    for (let round = 0; round < 20; round++) {
      let row = 0;
      let column = 0;
      for (const character of typed) {
        void edit({ range: { start: at(column, row), end: at(column, row) }, text: character });
        if (character === '\n') [row, column] = [row + 1, 0];
        else column++;
      }
      for (let left = 0; left < 26; left++)
        void edit({ range: { start: at(0), end: at(column, row) }, text: '' });
    }
    await edit({ text: web.replace('replicas: 3', 'replicas: 1') });
    await client.until(FILE, (all) => all.length === 0);
    await edit({ text: `# Last.\n${web}` });
    await client.until(FILE, (all) => faulty(all) && all[0]?.range.start.line === 22);
    assert.ok(version > 1_000);
    assert.equal(client.version(FILE), version);
    assert.deepEqual(client.log, []);
  });

  it('gets no edit for a place that the document does not have any more', async () => {
    client = await startClient(new Map(Object.entries(faultyShop)));
    await client.open(FILE, web, 1);
    await client.until(FILE, faulty);
    await client.change(FILE, 'a: 1\n', 2);
    for (const line of [21, 1_000_000]) {
      const actions = await client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: `${FOLDER}/${FILE}` },
        range: { start: { line, character: 1_000_000 }, end: { line, character: 2_000_000 } },
        context: { diagnostics: [] },
      });
      assert.deepEqual(actions, []);
      const position = { line, character: 1_000_000 };
      const params = { textDocument: { uri: `${FOLDER}/${FILE}` }, position };
      assert.equal(await client.connection.sendRequest('textDocument/hover', params), null);
    }
  });

  it('may take a question back, which is answered at once, type and close while the workspace is read', async () => {
    const folder = memoryHost(new Map(Object.entries(faultyShop)));
    let isOver = false;
    client = await startClient({
      ...folder,
      *walk() {
        while (!isOver) yield;
        return folder.list();
      },
    });
    const at = {
      textDocument: { uri: `${FOLDER}/${FILE}` },
      position: { line: 22, character: 22 },
    };
    await client.open(FILE, web, 1);
    const source = new CancellationTokenSource();
    const takenBack = client.connection.sendRequest('textDocument/hover', at, source.token);
    const stays = client.connection.sendRequest('textDocument/hover', at);
    source.cancel();
    const refused = assert.rejects(takenBack, { code: LSPErrorCodes.RequestCancelled });
    await client.change(FILE, `# One line more.\n${web}`, 2);
    await client.until(FILE, () => client.version(FILE) === 2);
    await client.open('k8s/other.yaml', web, 1);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: `${FOLDER}/k8s/other.yaml` },
    });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: `${FOLDER}/artisan`, type: 1 }],
    });
    await refused;
    isOver = true;
    // The answer is about the text as it is by then.
    assert.match(
      JSON.stringify(await stays),
      /web\.yaml:23.*sessions live in files|sessions live in files.*web\.yaml:23/,
    );
    await client.until(FILE, (all) => faulty(all) && all[0]?.range.start.line === 22);
    assert.equal(client.version(FILE), 2);
    assert.deepEqual(client.diagnostics('k8s/other.yaml'), []);
    assert.deepEqual(client.log, []);
  });

  it('may ask before the workspace is read', async () => {
    client = await startClient(new Map(Object.entries(faultyShop)));
    const questions = Array.from({ length: 50 }, () =>
      client.connection.sendRequest('textDocument/hover', {
        textDocument: { uri: `${FOLDER}/${FILE}` },
        position: { line: 20, character: 22 },
      }),
    );
    const answers = await Promise.all(questions);
    assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1);
    assert.ok(answers[0]);
  });
});
