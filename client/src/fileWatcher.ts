import * as vscode from 'vscode';

/** Folders whose files no analysis reads, and in which a running app or a package manager writes all the time. */
const passedOver =
  /\/(node_modules|vendor|bower_components|\.git|\.hg|\.svn|storage\/(framework|logs|debugbar))\//;

/**
 * Reports what is created, changed or deleted in the workspace, but for the folders that are passed over. No pattern of
 * file names narrows it down: a kustomization may take any file into a ConfigMap, and VS Code reports a folder that is
 * deleted, or moved into the workspace, as one event that names the folder alone.
 */
export function createFileWatcher(): vscode.FileSystemWatcher {
  const everything = vscode.workspace.createFileSystemWatcher('**');
  const created = relevant(everything.onDidCreate);
  const changed = relevant(everything.onDidChange);
  const deleted = relevant(everything.onDidDelete);
  return {
    ignoreCreateEvents: false,
    ignoreChangeEvents: false,
    ignoreDeleteEvents: false,
    onDidCreate: created.event,
    onDidChange: changed.event,
    onDidDelete: deleted.event,
    dispose: () => vscode.Disposable.from(everything, created, changed, deleted).dispose(),
  };
}

function relevant(event: vscode.Event<vscode.Uri>): vscode.EventEmitter<vscode.Uri> {
  const emitter = new vscode.EventEmitter<vscode.Uri>();
  event((uri) => {
    if (uri.scheme === 'file' && !passedOver.test(uri.path)) emitter.fire(uri);
  });
  return emitter;
}
