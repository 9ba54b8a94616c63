// The least of a language client that measures: it frames messages itself, so that no library's time is in the figures.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

/** Starts a server over standard input and output. `spawned`: when, by `performance.now()`. */
export class LanguageClient {
  constructor(script, args = ['--stdio'], options = {}) {
    this.spawned = performance.now();
    this.process = spawn(process.execPath, [...(options.node ?? []), script, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.errors = this.process.stderr.setEncoding('utf8').resume();
    this.waiting = new Map();
    this.listeners = new Set();
    this.next = 1;
    this.settings = options.settings ?? {};
    let buffer = Buffer.alloc(0);
    this.process.stdout.on('data', (chunk) => {
      buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
      for (;;) {
        const end = buffer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, end))[1]);
        if (buffer.length < end + 4 + length) return;
        const message = JSON.parse(buffer.toString('utf8', end + 4, end + 4 + length));
        buffer = buffer.subarray(end + 4 + length);
        this.take(message);
      }
    });
  }

  take(message) {
    if (message.method !== undefined && message.id !== undefined) {
      const result =
        message.method === 'workspace/configuration' ? message.params.items.map(() => this.settings) : null;
      this.send({ id: message.id, result });
    } else if (message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    } else for (const listener of this.listeners) listener(message);
  }

  send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  request(method, params) {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ id, method, params });
    });
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** Resolves with the first notification that fits. */
  notification(fits) {
    return new Promise((resolve) => {
      const listener = (message) => {
        if (!fits(message)) return;
        this.listeners.delete(listener);
        resolve(message);
      };
      this.listeners.add(listener);
    });
  }

  async initialize(folder) {
    const uri = pathToFileURL(folder).toString();
    // When the server says that it has read the folder; others never say so.
    this.indexed = this.notification(({ params }) => params?.value?.kind === 'end');
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: path.basename(folder) }],
      capabilities: { window: { workDoneProgress: true }, workspace: { workspaceFolders: true } },
    });
    this.notify('initialized', {});
  }

  /** Opens a file and returns a document that can be edited; `published` resolves with its first diagnostics. */
  open(folder, file, languageId = 'yaml') {
    const uri = pathToFileURL(path.join(folder, file)).toString();
    const text = readFileSync(path.join(folder, file), 'utf8');
    const published = this.notification(isPublishOf(uri, 1));
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return { uri, text, version: 1, published };
  }

  /**
   * Types one character into the document, or takes it back, in the manner of the text synchronisation that servers agree
   * to. Returns how long it took until the diagnostics of that version came, in milliseconds.
   */
  async type(document, offset, { full = false, hover = false } = {}) {
    const typed = document.version % 2 === 1;
    document.version++;
    const position = positionOf(document.text, offset);
    const behind = { line: position.line, character: position.character + 1 };
    const change = full
      ? { text: typed ? `${document.text.slice(0, offset)}x${document.text.slice(offset)}` : document.text }
      : { range: { start: position, end: typed ? position : behind }, text: typed ? 'x' : '' };
    const begun = performance.now();
    const answer = hover ? undefined : this.notification(isPublishOf(document.uri, document.version));
    this.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [change],
    });
    await (answer ?? this.request('textDocument/hover', { textDocument: { uri: document.uri }, position }));
    return performance.now() - begun;
  }

  /** Puts another text in place of a document's; resolves when the diagnostics of it have come. */
  async write(document, text) {
    document.version++;
    const published = this.notification(isPublishOf(document.uri, document.version));
    this.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ text }],
    });
    await published;
  }

  close({ uri }) {
    this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** What the server holds on to, in MB; it has to be started with tellsHeap.cjs. */
  async heap() {
    const told = new Promise((resolve) => {
      let text = '';
      const take = (chunk) => {
        text += chunk;
        const found = /heap (\d+)\n/.exec(text);
        if (!found) return;
        this.errors.off('data', take);
        resolve(Number(found[1]) / 1_000_000);
      };
      this.errors.on('data', take);
    });
    this.process.kill('SIGUSR2');
    return told;
  }

  /** Resident memory in MB, where the system tells. */
  resident() {
    try {
      return (
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]) / 1024
      );
    } catch {
      return undefined;
    }
  }

  stop() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    return gone;
  }
}

function isPublishOf(uri, version) {
  return ({ method, params }) =>
    method === 'textDocument/publishDiagnostics' &&
    decodeURIComponent(params.uri) === decodeURIComponent(uri) &&
    (params.version === undefined || params.version === version);
}

function positionOf(text, offset) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1).length };
}
