/** A client in the same process: the real server behind the real protocol, over streams in memory. */
import { PassThrough } from 'node:stream';
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
} from 'vscode-languageserver/node';
import type { WorkspaceHost } from '../../server/src/analysis/workspaceHost';
import { emptyHost } from '../../server/src/host/diskHost';
import { startServer } from '../../server/src/lsp/startServer';
import { memoryHost } from '../support/memoryHost';
import { protocolClient, type ProtocolClient, type Wanted } from './protocolClient';

export const FOLDER = 'file:///shop';

/** Files are named by their paths in the folder. */
export interface Client extends Pick<ProtocolClient, 'connection' | 'initialized' | 'log' | 'first'> {
  /** The last diagnostics of a file of the folder. */
  diagnostics(file: string): readonly Diagnostic[];
  version(file: string): number | undefined;
  /** Waits until a file's diagnostics are as wanted. */
  until(file: string, wanted: Wanted): Promise<readonly Diagnostic[]>;
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

/** A client of a folder that exists in memory only. */
export async function startClient(
  files: Map<string, string> | WorkspaceHost,
  options: ClientOptions = {},
): Promise<Client> {
  const client = await connectInProcess(
    (folder) => (folder !== '/shop' ? emptyHost : files instanceof Map ? memoryHost(files) : files),
    options,
  );
  const { connection, initialized, log, first, published } = client;
  const uri = (file: string): string => `${FOLDER}/${file}`;
  return {
    connection,
    initialized,
    log,
    first,
    diagnostics: (file) => published.get(uri(file))?.diagnostics ?? [],
    version: (file) => published.get(uri(file))?.version,
    until: async (file, wanted) => (await client.until(uri(file), wanted)).diagnostics,
    open: (file, text, version) => client.open(uri(file), text, version),
    change: (file, text, version) => client.change(uri(file), text, version),
    stop: client.stop,
  };
}

/** A client of a server whose folders are what `open` makes of their paths. */
export async function connectInProcess(
  open: (folder: string, exclude: readonly string[]) => WorkspaceHost,
  { capabilities, settings, folders, commands }: ClientOptions = {},
): Promise<ProtocolClient & { stop(): Promise<void> }> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
    version: '0.0.0',
    open,
    pageOf: (rule) => `file:///docs/rules/${rule}.md`,
  });
  const client = await protocolClient(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), {
    initialize: {
      workspaceFolders: [...(folders ?? [{ uri: FOLDER, name: 'shop' }])],
      capabilities: capabilities ?? {
        workspace: {
          configuration: true,
          workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
        },
        textDocument: { publishDiagnostics: { relatedInformation: true } },
      },
      initializationOptions: { commands: commands ?? true },
    },
    settings: () => settings,
  });
  return {
    ...client,
    stop: async () => {
      await client.connection.sendRequest('shutdown');
      client.connection.dispose();
      // Else the streams keep the server, and what it knows, for as long as they are kept.
      toServer.destroy();
      toClient.destroy();
    },
  };
}
