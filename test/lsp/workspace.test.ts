import assert from 'node:assert/strict';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DiagnosticTag, type CodeAction, type Diagnostic } from 'vscode-languageserver/node';
import { faultyShop } from '../cli/commandLine';
import { diskClient, folderOf, makeFolder, removeFolders, type DiskClient } from './diskClient';
import { killServers } from './serverProcess';

const RULE = 'stateful-driver-with-replicas';
const faulty = (all: readonly Diagnostic[]): boolean => all.some(({ code }) => code === RULE);
const clean = (all: readonly Diagnostic[]): boolean => all.length === 0;

const web = faultyShop['k8s/web.yaml'] ?? '';
const healthy = web.replace('replicas: 3', 'replicas: 1');

describe('The server process over a folder on disk', () => {
  let client: DiskClient;
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = makeFolder(faultyShop);
    file = path.join(folder, 'k8s/web.yaml');
  });
  afterEach(async () => {
    await client.stop();
    killServers();
    removeFolders();
  });

  it('reports files that nobody opened, without a version, with a page to read that lies on this disk', async () => {
    client = await diskClient([folder]);
    const { version, diagnostics } = await client.until(file, faulty);
    assert.equal(version, undefined);
    const finding = diagnostics.find(({ code }) => code === RULE);
    const page = finding?.codeDescription?.href ?? '';
    assert.ok(existsSync(fileURLToPath(page)), `There is no page ${page}.`);
    const places = finding?.relatedInformation?.map(({ location }) => location.uri) ?? [];
    assert.ok(places.length > 0);
    for (const uri of places) assert.ok(existsSync(fileURLToPath(uri)), uri);
  });

  it('shows that it reads the workspace, and that it is done', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    // The end is sent behind the diagnostics, and an answer behind both.
    await client.connection.sendRequest('laravelK8s/checkWorkspace', {});
    assert.deepEqual([client.progress.at(0), client.progress.at(-1)], ['begin', 'end']);
    // How many reports come in between depends on how soon the client has made room for them.
    assert.deepEqual(
      client.progress.slice(1, -1).filter((kind) => kind !== 'report'),
      [],
    );
  });

  it('works for a client that refuses whatever it is asked', async () => {
    client = await diskClient([folder], { refuses: true });
    await client.until(file, faulty);
    assert.deepEqual(client.progress, []);
    assert.equal(client.server.errors(), '');
  });

  it('asks the client to watch the files, unless it does so unasked', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    assert.deepEqual(client.registered, [
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
  });

  it('names the version of an open document, and none once it is closed', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    await client.open(file, healthy, 4);
    await client.until(file, clean);
    await client.change(file, web, 5);
    assert.equal((await client.until(file, faulty)).version, 5);
    await client.change(file, `# A comment.\n${web}`, 6);
    const moved = await client.until(file, (all) => all[0]?.range.start.line === 22);
    assert.equal(moved.version, 6);
    await client.connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: pathToFileURL(file).toString() },
    });
    const onDisk = await client.until(file, (all) => all[0]?.range.start.line === 21);
    assert.equal(onDisk.version, undefined);
  });

  it('follows what others do on disk: change, delete, create, rename', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    writeFileSync(file, healthy);
    await client.watched([file, 2]);
    await client.until(file, clean);
    writeFileSync(file, web);
    await client.watched([file, 2]);
    await client.until(file, faulty);
    rmSync(file);
    await client.watched([file, 3]);
    await client.until(file, clean);
    writeFileSync(file, web);
    await client.watched([file, 1]);
    await client.until(file, faulty);
    const renamed = path.join(folder, 'k8s/shop.yaml');
    renameSync(file, renamed);
    await client.watched([file, 3], [renamed, 1]);
    await client.until(renamed, faulty);
    await client.until(file, clean);
  });

  it('takes away what it found in a folder that is deleted as a whole', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    rmSync(path.dirname(file), { recursive: true });
    await client.watched([path.dirname(file), 3]);
    await client.until(file, clean);
  });

  it('believes an open document, not the disk', async () => {
    client = await diskClient([folder]);
    await client.until(file, faulty);
    await client.open(file, healthy);
    await client.until(file, clean);
    await client.watched([file, 2]);
    const counts = await client.connection.sendRequest<{ errors: number }>('laravelK8s/checkWorkspace', {});
    assert.equal(counts.errors, 0);
    assert.deepEqual(client.published(file)?.diagnostics, []);
  });

  it('takes folders in and lets them go, with what it found in them', async () => {
    const second = makeFolder(faultyShop);
    const secondFile = path.join(second, 'k8s/web.yaml');
    client = await diskClient([folder]);
    await client.until(file, faulty);
    assert.equal(client.published(secondFile), undefined);
    const change = (added: readonly string[], removed: readonly string[]) =>
      client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: added.map(folderOf), removed: removed.map(folderOf) },
      });
    await change([second], []);
    await client.until(secondFile, faulty);
    await change([], [folder]);
    await client.until(file, clean);
    assert.ok(faulty(client.published(secondFile)?.diagnostics ?? []));
    await change([folder], [second]);
    await client.until(file, faulty);
    await client.until(secondFile, clean);
  });

  it('follows changes of the settings', async () => {
    let rules: Record<string, string> = {};
    client = await diskClient([folder], { settings: () => ({ rules }) });
    await client.until(file, faulty);
    rules = { [RULE]: 'off' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(file, clean);
    rules = { [RULE]: 'information' };
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const { diagnostics } = await client.until(file, faulty);
    assert.equal(diagnostics[0]?.severity, 3);
  });

  it('marks what has no effect as unnecessary', async () => {
    const external = web.replace('type: LoadBalancer', 'clusterIP: None\n  sessionAffinity: ClientIP');
    client = await diskClient([folder]);
    await client.open(file, external);
    const { diagnostics } = await client.until(file, (all) => all.some(({ tags }) => tags !== undefined));
    const marked = diagnostics.filter(({ tags }) => tags?.includes(DiagnosticTag.Unnecessary));
    assert.deepEqual(
      marked.map(({ code }) => code),
      ['affinity-without-effect'],
    );
  });

  it('gives fixes for the text as the client sent it last, and says for which version', async () => {
    client = await diskClient([folder]);
    await client.open(file, web, 1);
    const { diagnostics } = await client.until(file, faulty);
    const stale = diagnostics.find(({ code }) => code === RULE);
    assert.ok(stale);
    // The client still shows the finding of version 1, two lines further up.
    await client.change(file, `# one\n# two\n${web}`, 2);
    const ask = (line: number) =>
      client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: pathToFileURL(file).toString() },
        range: { start: { line, character: 22 }, end: { line, character: 22 } },
        context: { diagnostics: [stale] },
      });
    assert.deepEqual(await ask(stale.range.start.line), []);
    const actions = await ask(stale.range.start.line + 2);
    const versions = actions.flatMap(({ edit }) =>
      (edit?.documentChanges ?? []).flatMap((each) => ('textDocument' in each ? [each.textDocument] : [])),
    );
    const own = versions.filter(({ uri }) => uri === pathToFileURL(file).toString());
    assert.ok(own.length > 0);
    assert.ok(own.every(({ version }) => version === 2));
  });
});
