import * as vscode from 'vscode';
import type { LanguageServer } from './languageServer';

const scheme = 'laravel-k8s';
const uri = vscode.Uri.from({ scheme, path: '/Laravel sessions.md' });

/**
 * The session report as a read-only Markdown document. It is written anew when it is opened, when a file is saved and
 * when the server has come back; VS Code asks for the text only while the document is open.
 */
export class SessionReport implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly server: LanguageServer) {
    const renew = () => this.changed.fire(uri);
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: () => this.text(),
      }),
      vscode.workspace.onDidSaveTextDocument(renew),
      server.onDidChangeState((state) => {
        if (state === 'running') renew();
      }),
    );
  }

  /** Opens the report, rendered; as plain Markdown where the built-in preview is switched off. */
  async show(): Promise<void> {
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    if (vscode.extensions.getExtension('vscode.markdown-language-features')) {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } else {
      await vscode.window.showTextDocument(document, { preview: false });
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async text(): Promise<string> {
    const report = await this.server.request<{ markdown: string }>('laravelK8s/sessionReport', {});
    return report.markdown;
  }
}
