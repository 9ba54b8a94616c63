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
 * Watches those files. A last watcher reports every deletion: VS Code reports a deleted folder as one event that names
 * the folder, which no pattern of files matches.
 */
export function createFileWatchers(): vscode.FileSystemWatcher[] {
  const watchers = watched.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
  return [...watchers, vscode.workspace.createFileSystemWatcher('**', true, true, false)];
}
