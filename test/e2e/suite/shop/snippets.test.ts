import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, placeCursorAfter } from '../support/editor';

describe('snippets', () => {
  afterEach(closeAll);

  it('complete in YAML and put the cursor on the first tab stop', async () => {
    const editor = await open('k8s/service.yaml');
    const end = placeCursorAfter(editor, 'targetPort: 80\n');
    await editor.edit((edit) => edit.insert(end, '---\nlaravel-redis-service'));
    const at = placeCursorAfter(editor, 'laravel-redis-service');
    const item = await completion(editor.document.uri, at, 'laravel-redis-service');
    assert.equal(item.kind, vscode.CompletionItemKind.Snippet);

    assert.ok(item.insertText instanceof vscode.SnippetString);
    await editor.insertSnippet(item.insertText, new vscode.Range(at.line, 0, at.line, at.character));
    assert.match(
      editor.document.getText(),
      /---\napiVersion: v1\nkind: Service\nmetadata:\n {2}name: redis\n/,
    );
    assert.equal(editor.document.getText(editor.selection), 'redis');
  });

  it('complete in .env files', async () => {
    const editor = await open('.env');
    const at = editor.document.positionAt(editor.document.getText().length);
    await editor.edit((edit) => edit.insert(at, 'laravel-redis'));
    await completion(editor.document.uri, placeCursorAfter(editor, 'laravel-redis'), 'laravel-redis');
  });

  it('complete in PHP', async () => {
    const editor = await open('config/session.php');
    const at = placeCursorAfter(editor, 'return [\n');
    await editor.edit((edit) => edit.insert(at, 'laravel-session'));
    await completion(
      editor.document.uri,
      placeCursorAfter(editor, 'laravel-session'),
      'laravel-session-config',
    );
  });
});

async function completion(
  uri: vscode.Uri,
  at: vscode.Position,
  label: string,
): Promise<vscode.CompletionItem> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    at,
  );
  const text = (item: vscode.CompletionItem) =>
    typeof item.label === 'string' ? item.label : item.label.label;
  const item = list.items.find((candidate) => text(candidate) === label);
  assert.ok(item, `"${label}" is not among: ${list.items.map(text).join(', ')}`);
  return item;
}
