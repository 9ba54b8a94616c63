/** A client of the real server process, over a folder on disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  StreamMessageReader,
  StreamMessageWriter,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { protocolClient, type ProtocolClient, type Wanted } from './protocolClient';
import { spawnServer, type ServerProcess } from './serverProcess';

/** Files are named by their absolute paths. */
export interface DiskClient extends Pick<ProtocolClient, 'connection' | 'log' | 'registered' | 'progress'> {
  readonly server: ServerProcess;
  /** All that the server sent, as it sent it. */
  received(): string;
  /** The last published diagnostics of a file. */
  published(file: string): PublishDiagnosticsParams | undefined;
  /** Waits until what is published of a file is as wanted. */
  until(file: string, wanted: Wanted): Promise<PublishDiagnosticsParams>;
  open(file: string, text: string, version?: number): Promise<void>;
  change(file: string, text: string, version: number): Promise<void>;
  /** Tells of changes on disk: 1 created, 2 changed, 3 deleted. */
  watched(...changes: readonly (readonly [file: string, type: 1 | 2 | 3])[]): Promise<void>;
  stop(): Promise<void>;
}

export interface DiskClientOptions {
  readonly capabilities?: object;
  readonly settings?: () => unknown;
  /** Answers none of the server's own requests but with an error. */
  readonly refuses?: boolean;
  readonly nodeOptions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly trace?: 'verbose';
}

export async function diskClient(
  folders: readonly string[],
  { capabilities, settings, refuses, nodeOptions, env, trace }: DiskClientOptions = {},
): Promise<DiskClient> {
  const server = spawnServer(nodeOptions, env);
  let received = '';
  server.process.stdout.on('data', (chunk: Buffer) => (received += chunk.toString('utf8')));
  const client = await protocolClient(
    new StreamMessageReader(server.process.stdout),
    new StreamMessageWriter(server.process.stdin),
    {
      initialize: {
        processId: process.pid,
        ...(trace && { trace }),
        workspaceFolders: folders.map(folderOf),
        capabilities: capabilities ?? {
          workspace: {
            configuration: true,
            workspaceFolders: true,
            didChangeWatchedFiles: { dynamicRegistration: true },
          },
          textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
          window: { workDoneProgress: true },
        },
      },
      ...(settings && { settings }),
      ...(refuses && { refuses }),
    },
  );
  const { connection, log, registered, progress } = client;
  const uri = (file: string): string => pathToFileURL(file).toString();
  return {
    server,
    connection,
    registered,
    progress,
    log,
    received: () => received,
    published: (file) => client.published.get(uri(file)),
    until: (file, wanted) => client.until(uri(file), wanted),
    open: (file, text, version) => client.open(uri(file), text, version),
    change: (file, text, version) => client.change(uri(file), text, version),
    watched: (...changes) =>
      connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: changes.map(([file, type]) => ({ uri: uri(file), type })),
      }),
    stop: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await server.ended;
      connection.dispose();
    },
  };
}

export function folderOf(folder: string): { uri: string; name: string } {
  return { uri: pathToFileURL(folder).toString(), name: path.basename(folder) };
}

const made: string[] = [];

/** A new folder on disk with these files, until `removeFolders`. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laravel-k8s-test-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
