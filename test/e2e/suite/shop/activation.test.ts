import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { every, extensionId, until } from '../support/editor';

describe('a folder with a Laravel app', () => {
  it('starts the extension by itself', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, 'the extension is not installed');
    await until('the extension is active', () => extension.isActive, [every]);
  });

  it('has the commands of the manifest', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const name of [
      'checkWorkspace',
      'showSessionReport',
      'setUpRedis',
      'restart',
      'showOutput',
      'addToSetting',
    ]) {
      assert.ok(commands.includes(`laravelK8s.${name}`), name);
    }
  });
});
