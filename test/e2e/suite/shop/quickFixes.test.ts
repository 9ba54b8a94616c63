import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, open, replaceText } from '../support/editor';
import { applyFix, fixesFor, untilRules } from '../support/findings';

const config = 'k8s/config.yaml';
const unresolved = 'redis-host-unresolved';

describe('quick fixes', () => {
  let editor: vscode.TextEditor;
  beforeEach(async () => {
    editor = await open(config);
    await untilRules(config, ['stateful-driver-with-replicas']);
  });
  afterEach(async () => {
    for (const name of ['rules', 'externalServices']) {
      await vscode.workspace
        .getConfiguration('laravelK8s')
        .update(name, undefined, vscode.ConfigurationTarget.Workspace);
    }
    await closeAll();
  });

  it('change a value, and the finding goes', async () => {
    await applyFix(config, 'stateful-driver-with-replicas', /^Store sessions in /);
    assert.match(editor.document.getText(), /SESSION_DRIVER: redis\n/);
    await untilRules(config, []);
  });

  it('correct a misspelt name', async () => {
    await useUnknownHost();
    await applyFix(config, unresolved, /`?redis`?/);
    assert.match(editor.document.getText(), /REDIS_HOST: redis\n/);
    await untilRules(config, []);
  });

  it('write into the settings that a Service exists elsewhere', async () => {
    await useUnknownHost();
    await applyFix(config, unresolved, /exists outside this repository/);
    await untilRules(config, []);
    const settings = vscode.workspace.getConfiguration('laravelK8s');
    assert.deepEqual(settings.get('externalServices'), ['rediss']);
  });

  it('switch a rule off in the workspace', async () => {
    await applyFix(config, 'stateful-driver-with-replicas', /^Switch .* off in this workspace/);
    await untilRules(config, []);
    const settings = vscode.workspace.getConfiguration('laravelK8s');
    assert.deepEqual(settings.get('rules'), { 'stateful-driver-with-replicas': 'off' });
  });

  it('silence one place by a comment', async () => {
    await applyFix(config, 'stateful-driver-with-replicas', /^Silence .* on this line/);
    assert.match(editor.document.getText(), /# laravel-k8s-disable.*stateful-driver-with-replicas/);
    await untilRules(config, []);
  });

  it('are not offered where nothing is wrong', async () => {
    await replaceText(editor, 'SESSION_DRIVER: file', 'SESSION_DRIVER: redis');
    await untilRules(config, []);
    const none = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(5, 0, 5, 20),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.deepEqual(
      none.map(({ title }) => title),
      [],
    );
  });

  async function useUnknownHost(): Promise<void> {
    await replaceText(editor, 'SESSION_DRIVER: file', 'SESSION_DRIVER: redis');
    await replaceText(editor, 'REDIS_HOST: redis', 'REDIS_HOST: rediss');
    await untilRules(config, [unresolved]);
    assert.ok((await fixesFor(config, unresolved)).length > 0);
  }
});
