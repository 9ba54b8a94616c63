import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, placeCursorAfter, replaceText, until } from '../support/editor';
import { untilRules } from '../support/findings';

const config = 'k8s/config.yaml';

describe('looking around', () => {
  beforeEach(() => untilRules(config, ['stateful-driver-with-replicas']));
  afterEach(closeAll);

  it('says on hover what a variable does', async () => {
    const editor = await open(config);
    const at = placeCursorAfter(editor, 'SESSION_DR');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      at,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((each) => (each as vscode.MarkdownString).value),
    );
    assert.match(text.join('\n'), /web/);
  });

  it('goes from a host to the Service of that name', async () => {
    const editor = await open(config);
    await replaceText(editor, 'SESSION_DRIVER: file', 'SESSION_DRIVER: redis');
    await untilRules(config, []);
    const at = placeCursorAfter(editor, 'REDIS_HOST: re');
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      editor.document.uri,
      at,
    );
    const files = places.map((place) => ('targetUri' in place ? place.targetUri : place.uri).path);
    assert.ok(
      files.some((file) => file.endsWith('k8s/redis.yaml')),
      files.join(),
    );
  });

  it('writes the session report', async () => {
    await vscode.commands.executeCommand('laravelK8s.showSessionReport');
    const report = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'laravel-k8s');
    assert.ok(report);
    assert.equal(report.languageId, 'markdown');
    assert.match(report.getText(), /web/);
    await until(
      'the report is shown',
      () =>
        vscode.window.tabGroups.all.some(({ activeTab }) => /Laravel sessions/.test(activeTab?.label ?? '')),
      [vscode.window.tabGroups.onDidChangeTabs, vscode.window.tabGroups.onDidChangeTabGroups],
    );
  });
});
