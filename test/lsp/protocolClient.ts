/** A client of a server, wherever that runs: what all tests that speak the protocol through a library have in common. */
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
} from 'vscode-languageserver/node';

export type Wanted = (diagnostics: readonly Diagnostic[]) => boolean;

/** Files are named by their URIs. */
export interface ProtocolClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server logged. */
  readonly log: readonly string[];
  /** Capabilities that the server registered after its start. */
  readonly registered: readonly string[];
  /** Kinds of progress that were reported, in their order. */
  readonly progress: readonly string[];
  /** What was published of each file last, by its URI. */
  readonly published: ReadonlyMap<string, PublishDiagnosticsParams>;
  /** Waits until what is published of a file is as wanted. */
  until(uri: string, wanted: Wanted): Promise<PublishDiagnosticsParams>;
  /** The first file of which what is published is as wanted. */
  first(wanted: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
  open(uri: string, text: string, version?: number): Promise<void>;
  change(uri: string, text: string, version: number): Promise<void>;
  close(uri: string): Promise<void>;
}

export interface ProtocolClientOptions {
  readonly initialize: Partial<InitializeParams>;
  /** The section of the settings, whenever the server asks for it. */
  readonly settings?: () => unknown;
  /** Answers none of the server's own requests but with an error. */
  readonly refuses?: boolean;
}

export async function protocolClient(
  reader: MessageReader,
  writer: MessageWriter,
  { initialize, settings, refuses }: ProtocolClientOptions,
): Promise<ProtocolClient> {
  const connection = createProtocolConnection(reader, writer);
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const registered: string[] = [];
  const progress: string[] = [];
  const log: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
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
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    ...initialize,
  });
  await connection.sendNotification('initialized', {});

  const lookFor = (find: () => PublishDiagnosticsParams | undefined): Promise<PublishDiagnosticsParams> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    connection,
    initialized,
    log,
    registered,
    progress,
    published,
    until: (uri, wanted) =>
      lookFor(() => {
        const current = published.get(uri);
        return current && wanted(current.diagnostics) ? current : undefined;
      }),
    first: (wanted) => lookFor(() => [...published.values()].find(wanted)),
    open: (uri, text, version = 1) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version, text },
      }),
    change: (uri, text, version) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    close: (uri) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
  };
}
