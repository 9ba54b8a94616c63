import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, placeCursorAfter, workspaceFile } from '../support/editor';

describe('environment files', () => {
  after(closeAll);

  it('are dotenv, whatever follows the name', async () => {
    for (const name of ['.env', '.env.example', '.env.production', 'redis.env']) {
      await vscode.workspace.fs.writeFile(workspaceFile(name), Buffer.from('A=1\n'));
      const { document } = await open(name);
      assert.equal(document.languageId, 'dotenv', name);
    }
  });

  it('are commented out by the comment command', async () => {
    const editor = await open('.env.example');
    placeCursorAfter(editor, 'A');
    await vscode.commands.executeCommand('editor.action.commentLine');
    assert.equal(editor.document.getText(), '# A=1\n');
  });
});
