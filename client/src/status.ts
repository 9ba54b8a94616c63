import * as vscode from 'vscode';
import { documentSelector } from './documentSelector';
import type { LanguageServer, ServerState } from './languageServer';

/** The entry in the language status menu ({ } in the status bar) of the files that are analysed. */
export function registerStatus(server: LanguageServer): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('laravelK8s.status', documentSelector);
  item.name = 'Laravel K8s';
  const show = (state: ServerState) => Object.assign(item, appearance[state]);
  show(server.state);
  return vscode.Disposable.from(item, server.onDidChangeState(show));
}

type Appearance = Pick<vscode.LanguageStatusItem, 'text' | 'detail' | 'severity' | 'busy' | 'command'>;

const appearance: Record<ServerState, Appearance> = {
  starting: {
    text: 'Laravel K8s',
    detail: 'Reading the workspace',
    severity: vscode.LanguageStatusSeverity.Information,
    busy: true,
    command: { title: 'Show Output', command: 'laravelK8s.showOutput' },
  },
  running: {
    text: 'Laravel K8s',
    detail: 'Sessions are checked as you type',
    severity: vscode.LanguageStatusSeverity.Information,
    busy: false,
    command: { title: 'Session Report', command: 'laravelK8s.showSessionReport' },
  },
  stopped: {
    text: 'Laravel K8s',
    detail: 'The server does not run',
    severity: vscode.LanguageStatusSeverity.Error,
    busy: false,
    command: { title: 'Restart Server', command: 'laravelK8s.restart' },
  },
};
