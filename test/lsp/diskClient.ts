/** A client of the real server process, over a folder on disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
} from 'vscode-languageserver/node';
import { spawnServer, type ServerProcess } from './serverProcess';

export interface DiskClient {
  readonly server: ServerProcess;
  readonly connection: ProtocolConnection;
  /** Capabilities that the server registered after its start. */
  readonly registered: readonly string[];
  /** Kinds of progress that were reported, in their order. */
  readonly progress: readonly string[];
  /** All that the server sent, as it sent it. */
  received(): string;
  /** What the server logged. */
  readonly log: readonly string[];
  /** The last published diagnostics of a file, by its absolute path. */
  published(file: string): PublishDiagnosticsParams | undefined;
  /** Waits until what is published of a file is as wanted. */
  until(
    file: string,
    wanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<PublishDiagnosticsParams>;
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
  const connection = createProtocolConnection(
    new StreamMessageReader(server.process.stdout),
    new StreamMessageWriter(server.process.stdin),
  );
  const last = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const registered: string[] = [];
  const progress: string[] = [];
  const log: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    last.set(params.uri, params);
    for (const look of [...waiting]) look();
  });
  connection.onNotification(
    'window/logMessage',
    ({ message }: { message: string }) => void log.push(message),
  );
  connection.onNotification(
    '$/progress',
    ({ value }: { value: { kind: string } }) => void progress.push(value.kind),
  );
  const answer = <T>(result: T): T => {
    if (refuses) throw new Error('This client does not do that.');
    return result;
  };
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    answer(items.map(() => settings?.() ?? {})),
  );
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations.map(({ method }) => method));
    return answer(null);
  });
  connection.onRequest('window/workDoneProgress/create', () => answer(null));
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    ...(trace && { trace }),
    rootUri: null,
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
  });
  await connection.sendNotification('initialized', {});
  const uri = (file: string): string => pathToFileURL(file).toString();
  return {
    server,
    connection,
    registered,
    progress,
    log,
    received: () => received,
    published: (file) => last.get(uri(file)),
    until: (file, wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          const current = last.get(uri(file));
          if (!current || !wanted(current.diagnostics)) return;
          waiting.delete(look);
          resolve(current);
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
