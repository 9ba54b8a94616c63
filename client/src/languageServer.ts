import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  LanguageClient,
  ResponseError,
  State,
  TransportKind,
  type LanguageClientOptions,
} from 'vscode-languageclient/node';
import { documentSelector } from './documentSelector';
import { createFileWatcher } from './fileWatcher';
import { linkToPages } from './rulePages';
import { RestartLimit } from './restartLimit';

/** What the user sees of the server: whether it answers, is on its way, or has been given up. */
export type ServerState = 'starting' | 'running' | 'stopped';

const name = 'Laravel K8s';
const deathsAllowed = 4;

/**
 * The language server's process and the connection to it. A process that dies is started again, but not for ever: after
 * the fifth death within three minutes it would only die again, so the user is told, and `restart` begins anew.
 */
export class LanguageServer implements vscode.Disposable {
  private readonly limit = new RestartLimit(deathsAllowed, 3 * 60 * 1000);
  private readonly output = vscode.window.createOutputChannel(name, { log: true });
  private readonly trace = vscode.window.createOutputChannel(`${name} Trace`, { log: true });
  private readonly watcher = createFileWatcher();
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  private client: LanguageClient | undefined;

  readonly onDidChangeState = this.stateChanged.event;

  /** `serverModule` is the path of the server's bundle. */
  constructor(private readonly serverModule: string) {}

  get state(): ServerState {
    if (this.client?.state === State.Running) return 'running';
    return this.client?.state === State.Starting ? 'starting' : 'stopped';
  }

  /** Whether a request will be answered, be it only when the server has started. */
  get runs(): boolean {
    return this.state !== 'stopped';
  }

  /** Starts the server. A failure is shown to the user and written to the output, never thrown. */
  async start(): Promise<void> {
    const client = this.createClient();
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      // A server that dies while it starts is reported by `afterDeath`.
      const died = error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected;
      if (client === this.client && !died) offerRestart('The Laravel K8s server did not start.');
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.output.warn(`The server did not stop by itself: ${String(error)}`);
    }
    this.stateChanged.fire(this.state);
  }

  /** Starts the server anew, whatever state it is in, and forgets its earlier deaths. */
  async restart(): Promise<void> {
    await this.stop();
    this.limit.reset();
    await this.start();
  }

  showOutput(): void {
    this.output.show(true);
  }

  /** Sends one of the server's own requests. Rejects when the server does not run. */
  async request<Result>(method: string, parameters: object): Promise<Result> {
    if (!this.client) throw new Error('The Laravel K8s server does not run.');
    return await this.client.sendRequest<Result>(method, parameters);
  }

  /** Turns an edit as the server sends it into one that VS Code applies; undefined when there is no server. */
  async asWorkspaceEdit(edit: object): Promise<vscode.WorkspaceEdit | undefined> {
    return await this.client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  }

  dispose(): void {
    this.stateChanged.dispose();
    this.watcher.dispose();
    this.output.dispose();
    this.trace.dispose();
  }

  private createClient(): LanguageClient {
    const options: LanguageClientOptions = {
      documentSelector,
      // The server offers quick fixes that run commands of this extension only to clients that have them.
      initializationOptions: { commands: true },
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      synchronize: { fileEvents: this.watcher },
      markdown: { supportThemeIcons: true },
      middleware: {
        handleDiagnostics: (uri, findings, next) => {
          linkToPages(findings);
          next(uri, findings);
        },
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: this.afterDeath(client) }),
      },
    };
    const run = { module: this.serverModule, transport: TransportKind.ipc };
    const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
    const client = new QuietClient('laravelK8s', name, { run, debug }, options);
    client.onDidChangeState(() => {
      if (client === this.client) this.stateChanged.fire(this.state);
    });
    return client;
  }

  /**
   * Starts a new server in place of one that died, with a client of its own: vscode-languageclient's own restart can stop the
   * new server when the old one died while it was starting. Returns what is written to the output.
   */
  private afterDeath(client: LanguageClient): string {
    if (client !== this.client) return 'The server ended.';
    if (this.limit.allows(Date.now())) {
      void this.start();
      return 'The server ended and is started again.';
    }
    const message = `The Laravel K8s server ended ${deathsAllowed + 1} times within 3 minutes and stays off.`;
    offerRestart(message);
    return message;
  }
}

/** Writes errors to the output only: the library would also open a notification for each request that fails. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Names the command beside offering a button: the notification may be gone by the time the cause is mended. */
function offerRestart(problem: string): void {
  const choices = { 'Restart Server': 'laravelK8s.restart', 'Show Output': 'laravelK8s.showOutput' };
  const labels = Object.keys(choices) as (keyof typeof choices)[];
  const message = `${problem} To start it again, run “Laravel K8s: Restart Server” from the Command Palette.`;
  void vscode.window.showErrorMessage(message, ...labels).then((label) => {
    if (label) void vscode.commands.executeCommand(choices[label]);
  });
}
