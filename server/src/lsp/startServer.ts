/**
 * The language server over one connection. Everything is computed in one thread and in one go, so that no result can be
 * older than the text that the client sent last: changes are taken in first, then the analysis runs once for all of them.
 */
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type CodeAction,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Finding } from '../analysis/finding';
import type { WorkspaceHost } from '../analysis/workspaceHost';
import { definition } from '../features/definition';
import { hover } from '../features/hover';
import { actionsFor, fixAll, isWanted, type ActionContext } from './codeActions';
import { readSettings } from './clientSettings';
import { normalUri, type PlaceConverter } from './convert';
import { Folders } from './folders';
import type { FolderSession } from './folderSession';
import { FIX_ALL, initializeResult } from './initializeResult';
import { plainText } from '../text/plainText';
import { Indexing } from './indexing';
import { IndexingProgress } from './indexingProgress';
import { nameOf } from '../text/nameOf';
import { registerRequests } from './requests';
import type { Traffic } from './traffic';

/** What the server needs of the world around it. */
export interface ServerWorld {
  readonly version: string;
  /** Opens a folder on disk, or an empty one when it is not there. */
  open(folder: string, exclude: readonly string[]): WorkspaceHost;
  /** The address of a rule's page, for links. */
  pageOf(rule: string): string | undefined;
  readonly traffic?: Traffic;
}

interface ClientAbilities {
  readonly configuration: boolean;
  readonly folders: boolean;
  readonly related: boolean;
  readonly annotations: boolean;
  readonly progress: boolean;
  /** The client reports changes on disk when asked to; our own extension does so unasked. */
  readonly watches: boolean;
  /** The client is our own extension and has its commands. */
  readonly commands: boolean;
}

/** Folders whose files no analysis reads, and in which a running app or a package manager writes all the time. */
const PASSED_OVER =
  /(^|\/)(node_modules|vendor|bower_components|\.git|\.hg|\.svn|storage\/(framework|logs|debugbar))\//;

export function startServer(connection: Connection, world: ServerWorld): void {
  const documents = new TextDocuments(TextDocument);
  const folders = new Folders(world.open);
  let abilities: ClientAbilities = readAbilities({} as InitializeParams);
  let pending: NodeJS.Immediate | undefined;
  let progress: IndexingProgress | undefined;
  const indexing = new Indexing(() => folders.all(), {
    isAwaited: () => (world.traffic?.isBusy() ?? false) || pending !== undefined,
    progress: (warmth) => progress?.report(warmth),
    failed: (folder, error) => logFailure(`reading of ${folder.name}`, error),
    done: publish,
  });

  connection.onInitialize((params): InitializeResult => {
    abilities = readAbilities(params);
    for (const { uri, name } of foldersOf(params)) folders.add(normalUri(uri), name);
    return initializeResult(world.version);
  });

  connection.onInitialized(async () => {
    if (abilities.configuration) {
      await attempt('registration for changes of the settings', () =>
        connection.client.register(DidChangeConfigurationNotification.type, { section: 'laravelK8s' }),
      );
    }
    if (abilities.watches) {
      await attempt('registration for changes on disk', () =>
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*' }],
        }),
      );
    }
    if (abilities.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) clear(folders.remove(normalUri(uri)));
        for (const { uri, name } of added) folders.add(normalUri(uri), name);
        for (const document of documents.all()) layOver(document);
        void refreshSettings();
      });
    }
    await refreshSettings();
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const pushed = (settings as { laravelK8s?: unknown } | null)?.laravelK8s;
    void refreshSettings(pushed);
  });

  async function refreshSettings(pushed?: unknown): Promise<void> {
    for (const folder of folders.all()) {
      let section = pushed;
      if (abilities.configuration) {
        section = await attempt('reading of the settings', () =>
          connection.workspace.getConfiguration({ scopeUri: folder.uri, section: 'laravelK8s' }),
        );
      }
      folders.configure(folder, readSettings(section));
    }
    await indexWithProgress();
  }

  /** Before the first analysis the whole folder is read; clients that show progress are told of it. */
  async function indexWithProgress(): Promise<void> {
    const done = indexing.run();
    const reporter = abilities.progress
      ? await attempt('progress', () => connection.window.createWorkDoneProgress())
      : undefined;
    const own = reporter && (progress = new IndexingProgress(reporter));
    await done;
    own?.done();
    if (progress === own) progress = undefined;
  }

  /** Answers at once, or when the folders are read; whoever takes the question back waits no longer. */
  async function whenRead<T>(work: () => T, token?: CancellationToken): Promise<T> {
    if (folders.all().some(({ isRead }) => !isRead)) await Promise.race([indexing.run(), takenBack(token)]);
    if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    return work();
  }

  function schedule(): void {
    // Several notifications that came together are answered by one analysis.
    pending ??= setImmediate(publish);
  }

  function publish(): void {
    if (pending) clearImmediate(pending);
    pending = undefined;
    for (const folder of folders.all()) {
      // Nobody waits for this: an error that left here would end the process.
      try {
        if (folder.isRead) publishFolder(folder);
        else publishCertain(folder);
      } catch (error) {
        logFailure(`analysis of ${folder.name}`, error);
      }
    }
  }

  function publishFolder(folder: FolderSession): void {
    const converter = folder.places;
    const versions = (file: string): number | undefined => versionOf(converter.uri(file)) ?? undefined;
    const convert = (finding: Finding): Diagnostic =>
      converter.diagnostic(finding, world.pageOf, abilities.related);
    for (const [file, diagnostics] of folder.changes(versions, convert)) {
      const version = versions(file);
      void connection.sendDiagnostics({
        uri: openUri(converter.uri(file)),
        ...(version !== undefined && { version }),
        diagnostics: [...diagnostics],
      });
    }
    for (const { rule, stack, error } of folder.analysis().failures) {
      logFailure(`Rule ${rule} on ${stack} of ${folder.uri}`, error);
    }
  }

  /** Of open documents what is certain before the folder is read. */
  function publishCertain(folder: FolderSession): void {
    const converter = folder.places;
    for (const { uri, version } of documents.all()) {
      const found = folders.find(uri);
      if (found?.folder !== folder) continue;
      const diagnostics = folder.certain(found.file, (finding) =>
        converter.diagnostic(finding, world.pageOf, abilities.related),
      );
      if (diagnostics) void connection.sendDiagnostics({ uri, version, diagnostics: [...diagnostics] });
    }
  }

  function clear(folder: FolderSession | undefined): void {
    if (!folder) return;
    const converter = folder.places;
    for (const file of folder.publishedFiles()) {
      void connection.sendDiagnostics({ uri: converter.uri(file), diagnostics: [] });
    }
  }

  /** Clients compare URIs as text: an open document keeps the spelling that the client gave it. */
  function openUri(uri: string): string {
    return (
      documents.get(uri)?.uri ??
      documents.all().find((document) => normalUri(document.uri) === normalUri(uri))?.uri ??
      uri
    );
  }

  function versionOf(uri: string): number | null {
    return documents.get(openUri(uri))?.version ?? null;
  }

  function layOver(document: TextDocument): void {
    const found = folders.find(document.uri);
    if (!found) return;
    found.folder.files.overlay(found.file, document.getText());
    found.folder.touch();
  }

  documents.onDidChangeContent(({ document }) => {
    layOver(document);
    schedule();
  });
  documents.onDidClose(({ document }) => {
    const found = folders.find(document.uri);
    if (!found) return;
    found.folder.files.overlay(found.file, undefined);
    found.folder.touch();
    schedule();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      const found = folders.find(uri);
      if (!found || PASSED_OVER.test(found.file)) continue;
      // What is new or gone changes the list of files; a deleted folder takes all its files along.
      if (type === FileChangeType.Changed) found.folder.files.invalidate(found.file);
      else found.folder.files.invalidateList(found.file);
      found.folder.touch();
    }
    schedule();
  });

  connection.onHover(({ textDocument, position }, token) =>
    guardedWhenRead('hover', token, () => {
      const found = folders.find(textDocument.uri);
      if (!found) return null;
      const converter = found.folder.places;
      const offset = converter.index(found.file).offset({ line: position.line, column: position.character });
      const result = hover(found.folder.analysis(), found.file, offset, (at) => converter.link(at));
      if (!result) return null;
      return {
        contents: { kind: 'markdown' as const, value: result.markdown },
        range: converter.range(result.at.file, result.at.span),
      };
    }),
  );

  connection.onDefinition(({ textDocument, position }, token) =>
    guardedWhenRead('definition', token, () => {
      const found = folders.find(textDocument.uri);
      if (!found) return null;
      const converter = found.folder.places;
      const offset = converter.index(found.file).offset({ line: position.line, column: position.character });
      return definition(found.folder.analysis(), found.file, offset).map((at) => converter.location(at));
    }),
  );

  connection.onCodeAction(({ textDocument, range, context }, token) =>
    guardedWhenRead('code actions', token, (): CodeAction[] => {
      const found = folders.find(textDocument.uri);
      if (!found) return [];
      const { folder, file } = found;
      const converter = folder.places;
      const actionContext = contextOf(folder, converter);
      const actions: CodeAction[] = [];
      if (isWanted(CodeActionKind.QuickFix, context.only)) {
        const index = converter.index(file);
        const from = index.offset({ line: range.start.line, column: range.start.character });
        const to = index.offset({ line: range.end.line, column: range.end.character });
        for (const finding of folder.analysis().findings) {
          const { span } = finding.at;
          if (finding.at.file !== file || span.start > to || span.end < from) continue;
          const diagnostic = converter.diagnostic(finding, world.pageOf, abilities.related);
          actions.push(...actionsFor(actionContext, finding, diagnostic));
        }
      }
      const all = isWanted(FIX_ALL, context.only) ? fixAll(actionContext, file) : undefined;
      return all && context.only ? [...actions, all] : actions;
    }),
  );

  function contextOf(folder: FolderSession, converter: PlaceConverter): ActionContext {
    return { folder, converter, versionOf, annotations: abilities.annotations, commands: abilities.commands };
  }

  registerRequests(connection, {
    folders,
    contextOf,
    guarded: (what, work) => guardedWhenRead(what, undefined, work),
    reread: () => {
      for (const folder of folders.all()) {
        folder.files.invalidate();
        folder.touch();
      }
      publish();
    },
  });

  function guardedWhenRead<T>(what: string, token: CancellationToken | undefined, work: () => T): Promise<T> {
    return whenRead(() => guarded(what, work), token);
  }

  /** A defect in one request or folder takes nothing else with it, and shows no text of the workspace. */
  function guarded<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      logFailure(what, error);
      throw new ResponseError(-32603, `Laravel K8s: ${what} failed; the output has the details.`);
    }
  }

  /** Asks the client for something that the server can do without: its refusal is logged. */
  async function attempt<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      logFailure(what, error);
      return undefined;
    }
  }

  function logFailure(what: string, error: unknown): void {
    try {
      connection.console.error(`${plainText(what)} failed: ${nameOf(error)}`);
    } catch {
      // The client is gone, and with it whoever could have read this.
    }
  }

  documents.listen(connection);
  connection.listen();
}

function readAbilities({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const options = initializationOptions as { commands?: unknown } | undefined;
  const { workspace, textDocument, window } = capabilities ?? {};
  return {
    configuration: workspace?.configuration === true,
    folders: workspace?.workspaceFolders === true,
    related: textDocument?.publishDiagnostics?.relatedInformation === true,
    annotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    progress: window?.workDoneProgress === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true && options?.commands !== true,
    commands: options?.commands === true,
  };
}

function foldersOf({
  workspaceFolders,
  rootUri,
  rootPath,
}: InitializeParams): { uri: string; name: string }[] {
  if (workspaceFolders) return workspaceFolders;
  const uri = rootUri ?? (typeof rootPath === 'string' ? URI.file(rootPath).toString() : undefined);
  return uri === undefined ? [] : [{ uri, name: uri.split('/').at(-1) ?? uri }];
}

/** Resolves when the question is taken back. A token that was cancelled before somebody looked at it tells nobody. */
function takenBack(token: CancellationToken | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (token?.isCancellationRequested) resolve();
    else token?.onCancellationRequested(() => resolve());
  });
}
