import * as vscode from 'vscode';

/** The files that an analysis may read. What is created, changed or deleted among them reaches the server. */
const watched = [
  '**/*.{yaml,yml,tpl}',
  '**/{.env,.env.*,*.env}',
  '**/config/*.php',
  '**/composer.{json,lock}',
  '**/{Dockerfile*,*.dockerfile,.dockerignore,*.dockerignore}',
  '**/{routes,migrations,Providers}/**/*.php',
  '**/{artisan,*.sh,.gitignore}',
];

/**
 * Watches those files, and folders: VS Code reports a folder that is deleted, or moved into the workspace, as one event that
 * names the folder alone. So the server may be told of a folder, and of the same path twice.
 */
export function createFileWatchers(): vscode.FileSystemWatcher[] {
  const files = watched.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
  const deletions = vscode.workspace.createFileSystemWatcher('**', true, true, false);
  return [...files, deletions, watchNewFolders()];
}

/** Reports the creation of folders only, and none that an analysis would pass over. */
function watchNewFolders(): vscode.FileSystemWatcher {
  const everything = vscode.workspace.createFileSystemWatcher('**', false, true, true);
  const created = new vscode.EventEmitter<vscode.Uri>();
  everything.onDidCreate(async (uri) => {
    if (/\/(node_modules|vendor|storage|\.git)\//.test(uri.path)) return;
    if (await isFolder(uri)) created.fire(uri);
  });
  const never: vscode.Event<vscode.Uri> = () => new vscode.Disposable(() => undefined);
  return {
    ignoreCreateEvents: false,
    ignoreChangeEvents: true,
    ignoreDeleteEvents: true,
    onDidCreate: created.event,
    onDidChange: never,
    onDidDelete: never,
    dispose: () => vscode.Disposable.from(everything, created).dispose(),
  };
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
