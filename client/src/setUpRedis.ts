import * as vscode from 'vscode';
import type { LanguageServer } from './languageServer';

/** One way to give a workload Redis sessions; `edit` is an LSP WorkspaceEdit whose parts ask for confirmation. */
interface RedisSetup {
  readonly label: string;
  readonly detail?: string;
  readonly edit: object;
}

interface RedisSetups {
  readonly setups: readonly RedisSetup[];
  /** Why there is nothing to set up, in a full sentence; shown when `setups` is empty. */
  readonly reason?: string;
}

/**
 * Lets the user choose a workload, where there are several, and opens the edit that moves its sessions to Redis in the
 * refactoring preview, each part of it to be confirmed.
 */
export async function setUpRedis(server: LanguageServer): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const { setups, reason } = await server.request<RedisSetups>('laravelK8s/setUpRedis', { uri });
  const setup = await choose(setups);
  if (setups.length === 0) {
    const nothing = 'No Laravel workload of this workspace needs Redis for its sessions.';
    void vscode.window.showInformationMessage(reason ?? nothing);
  }
  const edit = setup && (await server.asWorkspaceEdit(setup.edit));
  if (edit) await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

async function choose(setups: readonly RedisSetup[]): Promise<RedisSetup | undefined> {
  if (setups.length < 2) return setups[0];
  return await vscode.window.showQuickPick([...setups], {
    title: 'Set Up Redis for Sessions',
    placeHolder: 'Which workload is to keep its sessions in Redis?',
  });
}
