import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Machine {
  readonly terminal: boolean;
  readonly environment: Record<string, string>;
  readonly platform: string;
  readonly code: string | undefined;
}

interface ChooseEditor {
  readonly chooseEditor: (machine: Machine) => 'desktop' | 'browser' | 'none';
}

describe('the editor that npm start opens', () => {
  const desk: Machine = {
    terminal: true,
    environment: { DISPLAY: ':0' },
    platform: 'linux',
    code: '/usr/bin/code',
  };
  let choose: (change: Partial<Machine>) => string;
  before(async () => {
    const file = pathToFileURL(path.resolve('scripts/start/chooseEditor.mjs')).href;
    const { chooseEditor } = (await import(file)) as ChooseEditor;
    choose = (change) => chooseEditor({ ...desk, ...change });
  });

  it('is the VS Code of the machine where there is one', () => {
    assert.equal(choose({}), 'desktop');
    assert.equal(choose({ environment: {}, platform: 'darwin' }), 'desktop');
    assert.equal(choose({ environment: { WAYLAND_DISPLAY: 'wayland-0' } }), 'desktop');
    assert.equal(choose({ environment: { WSL_DISTRO_NAME: 'Debian' } }), 'desktop');
  });

  it('comes from npm where there is none, or where its window would open nowhere', () => {
    assert.equal(choose({ code: undefined }), 'browser');
    assert.equal(choose({ environment: {} }), 'browser');
  });

  it('comes from npm in a terminal of a remote VS Code, whose command takes no extension', () => {
    const environment = { DISPLAY: ':0', VSCODE_IPC_HOOK_CLI: '/run/vscode.sock' };
    assert.equal(choose({ environment }), 'browser');
  });

  it('is none without a terminal, and in CI', () => {
    assert.equal(choose({ terminal: false }), 'none');
    assert.equal(choose({ environment: { ...desk.environment, CI: 'true' } }), 'none');
    assert.equal(choose({ environment: { ...desk.environment, CI: 'false' } }), 'desktop');
  });
});
