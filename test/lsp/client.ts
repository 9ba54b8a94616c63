/** A client in the same process: the real server behind the real protocol, over streams in memory. */
import { PassThrough } from 'node:stream';
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver/node';
import type { WorkspaceHost } from '../../server/src/analysis/workspaceHost';
import { emptyHost } from '../../server/src/host/diskHost';
import { startServer } from '../../server/src/lsp/startServer';
import { memoryHost } from '../support/memoryHost';

export const FOLDER = 'file:///shop';

export interface Client {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server logged. */
  readonly log: readonly string[];
  /** The last diagnostics of a file of the folder. */
  diagnostics(file: string): readonly Diagnostic[];
  version(file: string): number | undefined;
  /** Waits until a file's diagnostics are as wanted. Rejects with what they are when the server falls silent for good. */
  until(
    file: string,
    wanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]>;
  /** The first notification of diagnostics that is as wanted. */
  first(wanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  open(file: string, text: string, version?: number): Promise<void>;
  change(file: string, text: string, version: number): Promise<void>;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly capabilities?: object;
  readonly settings?: Record<string, unknown>;
  readonly folders?: readonly { uri: string; name: string }[];
  /** Whether the client has the extension's own commands; so it is, unless it is said. */
  readonly commands?: boolean;
}

export async function startClient(
  files: Map<string, string> | WorkspaceHost,
  options: ClientOptions = {},
): Promise<Client> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    version: '0.0.0',
    open: (folder) => (folder !== '/shop' ? emptyHost : files instanceof Map ? memoryHost(files) : files),
    pageOf: (rule) => `file:///docs/rules/${rule}.md`,
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  const last = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    last.set(params.uri, params);
    for (const look of [...waiting]) look();
  });
  const log: string[] = [];
  connection.onNotification(
    'window/logMessage',
    ({ message }: { message: string }) => void log.push(message),
  );
  connection.onRequest('workspace/configuration', (params: { items: unknown[] }) =>
    params.items.map(() => options.settings ?? {}),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  const uri = (file: string): string => `${FOLDER}/${file}`;
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: options.folders ?? [{ uri: FOLDER, name: 'shop' }],
    capabilities: options.capabilities ?? {
      workspace: {
        configuration: true,
        workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
      },
      textDocument: { publishDiagnostics: { relatedInformation: true } },
    },
    initializationOptions: { commands: options.commands ?? true },
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    initialized,
    log,
    diagnostics: (file) => last.get(uri(file))?.diagnostics ?? [],
    version: (file) => last.get(uri(file))?.version,
    until: (file, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const current = last.get(uri(file));
          if (!current || !wanted(current.diagnostics)) return;
          waiting.delete(look);
          resolve(current.diagnostics);
        };
        waiting.add(look);
        look();
      }),
    first: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = [...last.values()].find(wanted);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    open: (file, text, version = 1) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(file), languageId: 'yaml', version, text },
      }),
    change: (file, text, version) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(file), version },
        contentChanges: [{ text }],
      }),
    stop: async () => {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}
