/** The server as VS Code's client has it: a forked process, spoken to over Node's channel. */
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { faultyShop } from '../cli/commandLine';
import { SHOP_RULE } from '../faults/judgeBeside';
import { makeFolder, removeFolders } from './diskClient';
import { SERVER } from './serverProcess';

interface Received {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: { readonly uri?: string; readonly diagnostics?: readonly { code?: unknown }[] };
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

class Forked {
  readonly process: ChildProcess;
  readonly ended: Promise<number | string>;
  private readonly received: Received[] = [];
  private readonly waiting = new Set<() => void>();
  errors = '';

  constructor() {
    this.process = fork(SERVER, ['--node-ipc', `--clientProcessId=${process.pid}`], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.process.on('message', (message) => {
      this.received.push(message as Received);
      for (const look of [...this.waiting]) look();
    });
    this.ended = new Promise((resolve) =>
      this.process.on('exit', (code, signal) => resolve(code ?? signal ?? 'gone')),
    );
  }

  send(message: unknown): void {
    this.process.send(message as object);
  }

  notify(method: string, params?: unknown): void {
    this.send({ jsonrpc: '2.0', method, params });
  }

  async request(id: number, method: string, params?: unknown): Promise<Received> {
    this.send({ jsonrpc: '2.0', id, method, params });
    return this.first((message) => message.id === id && message.method === undefined);
  }

  first(wanted: (message: Received) => boolean): Promise<Received> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.received.find(wanted);
        if (!found) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  initialize(id: number, folder?: string): Promise<Received> {
    return this.request(id, 'initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folder === undefined ? [] : [{ uri: pathToFileURL(folder).toString(), name: 'shop' }],
      capabilities: {},
    });
  }
}

const HOVER = { textDocument: { uri: 'file:///shop/a.yaml' }, position: { line: 0, character: 0 } };

describe('The server process that VS Code forks', () => {
  let server: Forked;
  beforeEach(() => (server = new Forked()));
  afterEach(() => {
    server.process.kill('SIGKILL');
    removeFolders();
  });

  it('reports what it finds in a folder, and ends well when it is asked to', async () => {
    const folder = makeFolder(faultyShop);
    assert.ok((await server.initialize(1, folder)).result);
    server.notify('initialized', {});
    const uri = pathToFileURL(path.join(folder, 'k8s/web.yaml')).toString();
    await server.first(
      ({ method, params }) =>
        method === 'textDocument/publishDiagnostics' &&
        params?.uri === uri &&
        params.diagnostics?.some(({ code }) => code === SHOP_RULE) === true,
    );
    assert.equal((await server.request(2, 'shutdown')).result, null);
    server.notify('exit');
    assert.equal(await server.ended, 0);
    assert.equal(server.errors, '');
  });

  it('goes on after what is no message, no method and no set of parameters that it knows', async () => {
    const odd: readonly unknown[] = [7, 'x', [], {}, { method: 7 }, { id: {} }, { jsonrpc: '2.0', id: 99 }];
    for (const message of odd) server.send(message);
    assert.ok((await server.initialize(1)).result);
    server.notify('initialized', {});
    for (const message of odd) server.send(message);
    server.notify('$/cancelRequest');
    server.notify('$/cancelRequest', { id: null });
    server.notify('textDocument/didOpen', {});
    server.notify('textDocument/didChange', { textDocument: { uri: 7 } });
    server.notify('workspace/didFrobnicate');
    assert.equal((await server.request(2, 'textDocument/foldEverything', HOVER)).error?.code, -32601);
    assert.ok((await server.request(3, 'textDocument/hover', 7)).error);
    assert.equal((await server.request(4, 'textDocument/hover', HOVER)).result, null);
  });

  it('keeps to the order of a life: nothing before initialize, and initialize once', async () => {
    assert.ok((await server.request(1, 'textDocument/hover', HOVER)).error);
    assert.ok((await server.initialize(2)).result);
    assert.ok((await server.initialize(3)).error);
    assert.equal((await server.request(4, 'textDocument/hover', HOVER)).result, null);
  });

  it('ends when the channel is closed', async () => {
    await server.initialize(1);
    server.notify('initialized', {});
    server.process.disconnect();
    assert.equal(typeof (await server.ended), 'number');
  });

  it('ends when VS Code is killed', async () => {
    // An extension host that forks a server and dies. What the server holds open tells that it lives.
    const host = spawn(
      process.execPath,
      [
        '-e',
        `const { fork } = require('child_process');
         const server = fork(process.argv[1], ['--node-ipc'], { stdio: ['ignore', 3, 'ignore', 'ipc'] });
         server.on('message', () => process.stdout.write('answered'));
         server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, capabilities: {} } });`,
        SERVER,
      ],
      { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] },
    );
    const held = host.stdio[3] as NodeJS.ReadableStream;
    const released = new Promise<void>((resolve) => held.on('end', resolve).resume());
    await new Promise((resolve) => host.stdout?.once('data', resolve));
    host.kill('SIGKILL');
    await released;
  });
});
