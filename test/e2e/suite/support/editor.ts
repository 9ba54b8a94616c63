import * as vscode from 'vscode';

/** The extension under test. It is never activated by a test: that it becomes active by itself is part of what is tested. */
export const extensionId = 'laravel-k8s.laravel-k8s';

/** A file of the workspace. */
export function workspaceFile(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

/**
 * Opens a file as a user does. `workspace.openTextDocument` would keep the document open for minutes after its editor is
 * closed, and its text would hide what happens on the disk.
 */
export async function open(path: string): Promise<vscode.TextEditor> {
  const uri = workspaceFile(path);
  await vscode.commands.executeCommand('vscode.open', uri);
  return await until(
    `${path} is open`,
    () => vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === uri.path),
    [vscode.window.onDidChangeVisibleTextEditors],
  );
}

/** Puts the cursor at the end of the first occurrence of `text`. */
export function placeCursorAfter(editor: vscode.TextEditor, text: string): vscode.Position {
  const offset = editor.document.getText().indexOf(text);
  if (offset < 0) throw new Error(`"${text}" does not occur in ${editor.document.uri.path}.`);
  const position = editor.document.positionAt(offset + text.length);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** Replaces the first occurrence of `before`. */
export async function replaceText(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const end = placeCursorAfter(editor, before);
  const start = editor.document.positionAt(editor.document.offsetAt(end) - before.length);
  await editor.edit((edit) => edit.replace(new vscode.Range(start, end), after));
}

/** Puts back the text that is on the disk and closes all editors. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/**
 * Resolves when `condition` holds: it is asked now, and again after each of `events`. Rejects after `seconds` with `what`
 * in the message. Nothing here polls a clock, but for `Every`, for what VS Code has no event.
 */
export async function until<Value>(
  what: string,
  condition: () => Value | undefined | false,
  events: vscode.Event<never>[] | vscode.Event<unknown>[],
  seconds = 40,
): Promise<Value> {
  const subscriptions: vscode.Disposable[] = [];
  try {
    return await new Promise<Value>((resolve, reject) => {
      const ask = () => {
        const value = condition();
        if (value !== undefined && value !== false) resolve(value);
      };
      for (const event of events as vscode.Event<unknown>[]) subscriptions.push(event(ask));
      const timer = setTimeout(() => reject(new Error(`Not within ${seconds} s: ${what}.`)), seconds * 1000);
      subscriptions.push({ dispose: () => clearTimeout(timer) });
      ask();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

/** An event that fires every 50 ms, for conditions of which VS Code tells nobody. */
export const every: vscode.Event<unknown> = (listener) => {
  const timer = setInterval(() => listener(undefined), 50);
  return { dispose: () => clearInterval(timer) };
};
