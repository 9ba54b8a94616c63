import * as vscode from 'vscode';
import type { LanguageServer } from './languageServer';

/** How many findings there are of each severity, and how many stacks were looked at to find them. */
interface WorkspaceCheck {
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly stacks: number;
}

/** Has the whole workspace read and checked anew, then says what came of it and opens the Problems panel. */
export async function checkWorkspace(server: LanguageServer): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: 'Checking Laravel sessions' };
  const check = await vscode.window.withProgress(options, () =>
    server.request<WorkspaceCheck>('laravelK8s/checkWorkspace', {}),
  );
  const found = check.errors + check.warnings + check.information;
  if (found > 0) await vscode.commands.executeCommand('workbench.actions.view.problems');
  void vscode.window.showInformationMessage(summary(check));
}

function summary(check: WorkspaceCheck): string {
  if (check.stacks === 0)
    return 'No Laravel workload was found in this workspace, so there is nothing to check.';
  const counts = [
    counted(check.errors, 'error', 'errors'),
    counted(check.warnings, 'warning', 'warnings'),
    counted(check.information, 'information', 'information'),
  ].filter((count) => count !== '');
  const stacks = counted(check.stacks, 'stack', 'stacks');
  return counts.length === 0
    ? `Checked ${stacks}: nothing was found that breaks Laravel sessions.`
    : `Checked ${stacks}: ${counts.join(', ')}. See the Problems panel.`;
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
