import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, every, extensionId, open, until, workspaceFile } from '../support/editor';

describe('a folder with neither a Laravel app nor YAML', () => {
  after(closeAll);

  it('leaves the extension asleep, also while its files are edited', async () => {
    const editor = await open('notes.md');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'More.\n'));
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, false);
  });

  it('has .env files coloured and starts the extension with the first one', async () => {
    await vscode.workspace.fs.writeFile(workspaceFile('.env'), Buffer.from('A=1\n'));
    const { document } = await open('.env');
    assert.equal(document.languageId, 'dotenv');
    const extension = vscode.extensions.getExtension(extensionId);
    await until('the extension is active', () => extension?.isActive, [every]);
  });
});
