import * as vscode from 'vscode';
import { registerCommands } from './commands';
import { LanguageServer } from './languageServer';
import { RulePages } from './rulePages';
import { SessionReport } from './sessionReport';
import { registerStatus } from './status';

let server: LanguageServer | undefined;

/**
 * Starts the language server and what talks to it. Snippets and highlighting need none of this: a workspace that is not
 * on a disk (a repository opened from the web) keeps those and gets no server.
 */
export function activate(context: vscode.ExtensionContext): void {
  server = new LanguageServer(context.asAbsolutePath('dist/server.js'));
  const report = new SessionReport(server);
  const rulePages = new RulePages(vscode.Uri.joinPath(context.extensionUri, 'dist', 'rulePages.json'));
  context.subscriptions.push(
    server,
    report,
    rulePages,
    registerStatus(server),
    ...registerCommands(server, report, rulePages),
  );
  if (isOnDisk()) void server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}

function isOnDisk(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length === 0 || folders.some((folder) => folder.uri.scheme === 'file');
}
