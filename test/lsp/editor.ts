import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { diskHost } from '../../server/src/host/diskHost';
import { normalUri, pathInFolder } from '../../server/src/lsp/convert';
import type { TextEdit } from '../../server/src/text/edit';
import type { DiskEvent, Follower } from '../support/changes';
import type { Mirror } from '../support/mirror';
import { connectInProcess } from './client';

const EVENTS = { created: 1, changed: 2, deleted: 3 } as const;

type InProcess = Awaited<ReturnType<typeof connectInProcess>>;

/** An editor with a server of its own, over a folder on disk. */
export class Editor implements Follower {
  readonly documents = new Map<string, TextDocument>();
  private sent = Promise.resolve();
  /** How often the server reads its settings and the folder: at its start, and whenever it is told of other settings. */
  private looks = 1;

  private constructor(
    private readonly client: InProcess,
    private readonly mirror: Mirror,
    private readonly settings: Record<string, unknown>,
  ) {}

  static async start(mirror: Mirror, first: object = {}): Promise<Editor> {
    const settings = { ...first };
    const uri = pathToFileURL(mirror.folder).toString();
    const client = await connectInProcess((folder, exclude) => diskHost(folder, exclude), {
      settings,
      folders: [{ uri, name: 'soak' }],
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
        },
        textDocument: { publishDiagnostics: { relatedInformation: true } },
        window: { workDoneProgress: true },
      },
    });
    return new Editor(client, mirror, settings);
  }

  opened(file: string, text: string, version = 1): void {
    const document = TextDocument.create(this.uri(file), 'yaml', version, text);
    this.documents.set(file, document);
    this.send('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId: document.languageId, version, text },
    });
  }

  edited(file: string, edits: readonly TextEdit[], text: string): void {
    const document = this.documents.get(file);
    assert.ok(document);
    const version = document.version + 1;
    const contentChanges = edits.map(({ span, newText }) => {
      const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
      const change = { range, text: newText };
      TextDocument.update(document, [change], version);
      return change;
    });
    // The two halves of a CRLF have no place between them: then the whole text is the only way to say it.
    if (document.getText() !== text) {
      TextDocument.update(document, [{ text }], version);
      contentChanges.splice(0, contentChanges.length, { text } as (typeof contentChanges)[number]);
    }
    this.send('textDocument/didChange', { textDocument: { uri: document.uri, version }, contentChanges });
  }

  replaced(file: string, text: string): void {
    const document = this.documents.get(file);
    assert.ok(document);
    const version = document.version + 1;
    TextDocument.update(document, [{ text }], version);
    this.send('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ text }],
    });
  }

  closed(file: string): void {
    this.documents.delete(file);
    this.send('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  disk(events: readonly DiskEvent[], files: ReadonlyMap<string, string>): void {
    this.mirror.show(files);
    this.send('workspace/didChangeWatchedFiles', {
      changes: events.map(({ path: file, kind }) => ({ uri: this.uri(file), type: EVENTS[kind] })),
    });
  }

  configure(settings: object): void {
    Object.assign(this.settings, settings);
    this.looks++;
    this.send('workspace/didChangeConfiguration', { settings: null });
  }

  /** An answer comes behind all that was to be done before, but for a look at settings and folder. */
  async settled(): Promise<void> {
    await this.sent;
    do await this.client.connection.sendRequest('laravelK8s/sessionReport', {});
    while (this.client.progress.filter((kind) => kind === 'end').length < this.looks);
  }

  /** All that the client holds and can ask for. */
  async shown(): Promise<Shown> {
    await this.settled();
    const { connection, log } = this.client;
    assert.deepEqual(log, []);
    const diagnostics = this.diagnostics();
    const { markdown } = await connection.sendRequest<{ markdown: string }>('laravelK8s/sessionReport', {});
    const actions: Record<string, readonly CodeAction[]> = {};
    for (const file of Object.keys(diagnostics)) {
      actions[file] = await connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: this.uri(file) },
        range: { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } },
        context: { diagnostics: [] },
      });
    }
    return { diagnostics, report: markdown, actions };
  }

  diagnostics(): Shown['diagnostics'] {
    const root = normalUri(pathToFileURL(this.mirror.folder).toString());
    const held = [...this.client.published.values()]
      .filter(({ diagnostics }) => diagnostics.length > 0)
      .map(({ uri, version, diagnostics }): [string, Shown['diagnostics'][string]] => [
        pathInFolder(root, uri) ?? uri,
        { version: version ?? null, diagnostics },
      ]);
    // Clients take two spellings of a URI for one file.
    assert.equal(new Set(held.map(([file]) => file)).size, held.length, 'Two spellings of one URI.');
    return Object.fromEntries(held.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async stop(): Promise<void> {
    await this.sent;
    await this.client.stop();
  }

  private uri(file: string): string {
    return pathToFileURL(path.join(this.mirror.folder, file)).toString();
  }

  private send(method: string, params: object): void {
    this.sent = this.sent.then(() => this.client.connection.sendNotification(method, params));
  }
}

/** What a client has of a folder, and is told when it asks. */
export interface Shown {
  readonly diagnostics: Readonly<
    Record<string, { readonly version: number | null; readonly diagnostics: readonly Diagnostic[] }>
  >;
  readonly report: string;
  readonly actions: Readonly<Record<string, readonly CodeAction[]>>;
}
