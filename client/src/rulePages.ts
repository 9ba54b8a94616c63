import * as vscode from 'vscode';

const scheme = 'laravel-k8s-rule';

/** The command that the links and quick fixes call which lead to the page of a rule. */
export const showRuleCommand = 'laravelK8s.showRule';

/**
 * The page of each rule, which ships with the extension: `file` is a JSON object of rule ids and Markdown, since one file
 * takes a third of the room that some sixty do in a package. It is read when the first page is opened.
 */
export class RulePages implements vscode.Disposable {
  private readonly provider: vscode.Disposable;
  private pages: Promise<Record<string, string>> | undefined;

  constructor(private readonly file: vscode.Uri) {
    this.provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async ({ path }) => (await this.all())[ruleOf(path)] ?? '',
    });
  }

  /** Opens the page of a rule, rendered. What is no rule is ignored, since any extension may call a command. */
  async show(rule: unknown): Promise<void> {
    if (typeof rule !== 'string' || !Object.hasOwn(await this.all(), rule)) return;
    await vscode.commands.executeCommand(
      'markdown.showPreview',
      vscode.Uri.from({ scheme, path: `/${rule}.md` }),
    );
  }

  dispose(): void {
    this.provider.dispose();
  }

  private async all(): Promise<Record<string, string>> {
    this.pages ??= Promise.resolve(vscode.workspace.fs.readFile(this.file)).then(
      (bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, string>,
    );
    return await this.pages;
  }
}

/**
 * Lets the link at a finding open the rendered page: the server, which serves other editors too, links to a file beside
 * itself.
 */
export function linkToPages(findings: readonly vscode.Diagnostic[]): void {
  for (const { code } of findings) {
    if (typeof code !== 'object' || code.target.scheme !== 'file') continue;
    const parameters = encodeURIComponent(JSON.stringify([code.value]));
    code.target = vscode.Uri.parse(`command:${showRuleCommand}?${parameters}`);
  }
}

function ruleOf(path: string): string {
  return path.slice(1, -'.md'.length);
}
