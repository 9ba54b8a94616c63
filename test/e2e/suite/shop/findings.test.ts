import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeAll, open, replaceText, workspaceFile } from '../support/editor';
import { diagnosticOf, untilRules } from '../support/findings';

const config = 'k8s/config.yaml';
const deployment = 'k8s/deployment.yaml';

describe('findings', () => {
  afterEach(async () => {
    await closeAll();
    await untilRules(config, ['stateful-driver-with-replicas']);
  });

  it('appear although no file is open, at the value, with the places that play a part', async () => {
    await untilRules(config, ['stateful-driver-with-replicas']);
    const { message, range, severity, relatedInformation } = diagnosticOf(
      config,
      'stateful-driver-with-replicas',
    );
    assert.equal(severity, vscode.DiagnosticSeverity.Error);
    assert.deepEqual([range.start.line, range.start.character, range.end.character], [5, 18, 22]);
    assert.match(message, /runs 3 pods/);
    assert.ok(relatedInformation?.some(({ location }) => location.uri.path.endsWith(deployment)));
  });

  it('change with each edit, and go when the text is right', async () => {
    const editor = await open(config);
    await replaceText(editor, 'SESSION_DRIVER: file', 'SESSION_DRIVER: reddis');
    await untilRules(config, ['session-driver-unknown']);
    await replaceText(editor, 'SESSION_DRIVER: reddis', 'SESSION_DRIVER: redis');
    await untilRules(config, []);
  });

  it('go when another file is edited, and come back with undo', async () => {
    const editor = await open(deployment);
    await replaceText(editor, 'replicas: 3', 'replicas: 1');
    await untilRules(config, []);
    await vscode.commands.executeCommand('undo');
    await untilRules(config, ['stateful-driver-with-replicas']);
  });

  it('go with a file that is deleted outside, and come back with it', async () => {
    const file = workspaceFile(deployment).fsPath;
    const text = readFileSync(file);
    rmSync(file);
    await untilRules(config, []);
    writeFileSync(file, text);
    await untilRules(config, ['stateful-driver-with-replicas']);
  });

  it('follow a folder that is moved outside', async () => {
    const from = workspaceFile('k8s').fsPath;
    const to = workspaceFile('deploy').fsPath;
    renameSync(from, to);
    await untilRules('deploy/config.yaml', ['stateful-driver-with-replicas']);
    await untilRules(config, []);
    renameSync(to, from);
    await untilRules('deploy/config.yaml', []);
  });
});
