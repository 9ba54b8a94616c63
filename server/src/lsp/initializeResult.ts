import type { InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver/node';

/** The kind under which all safe fixes of a file are offered at once. */
export const FIX_ALL = 'source.fixAll.laravel-k8s';

/** Changes come as pieces of text, not as whole texts. */
const INCREMENTAL: typeof TextDocumentSyncKind.Incremental = 2;

/**
 * What the server can do. It is told to each client before anything else is loaded (`greet`), so this file imports no library
 * but for its types.
 */
export function initializeResult(version: string): InitializeResult {
  return {
    serverInfo: { name: 'Laravel K8s', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: INCREMENTAL, save: false },
      hoverProvider: true,
      definitionProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', FIX_ALL] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
