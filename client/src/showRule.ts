import * as vscode from 'vscode';

/** Opens the page of a rule in the Markdown preview; `pages` is the folder of the pages, which ships with the extension. */
export async function showRule(pages: vscode.Uri, rule: unknown): Promise<void> {
  // The id becomes part of a path: any extension may call a command.
  if (typeof rule !== 'string' || !/^[a-z0-9-]+$/.test(rule)) return;
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(pages, `${rule}.md`));
}
