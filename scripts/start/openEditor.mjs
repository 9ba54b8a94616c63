// Opens a folder in an editor with the extension: in the VS Code of this machine, or else in one that npm brings.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { project } from '../setUp.mjs';
import { installVscode } from '../vscode/installVscode.mjs';
import { packageExtension } from '../vscode/packageExtension.mjs';
import { startVscodeServer } from '../vscode/vscodeServer.mjs';
import { chooseEditor } from './chooseEditor.mjs';

/**
 * Opens `folder` in the editor that fits this machine and says so on the terminal. With an editor in a browser it runs
 * until Ctrl+C. Throws when the editor cannot be installed or started.
 */
export async function openEditor(folder) {
  const code = findCode();
  const { env: environment, platform } = process;
  const terminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const editor = chooseEditor({ terminal, environment, platform, code });
  if (editor === 'none') return;
  if (editor === 'desktop' && openDesktop(code, folder)) return;
  await openBrowser(folder);
}

/** Nothing is installed: the window runs the extension from this project. Returns whether `code` took it. */
function openDesktop(code, folder) {
  console.log(`\nOpening ${folder} in VS Code, with the extension …`);
  const args = ['--new-window', `--extensionDevelopmentPath=${project}`, folder];
  const quoted = process.platform === 'win32' ? args.map((arg) => `"${arg}"`) : args;
  const run = spawnSync(process.platform === 'win32' ? `"${code}"` : code, quoted, {
    shell: process.platform === 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (run.status === 0) return true;
  console.log(`${code} did not open it (${run.error?.message ?? `exit code ${run.status ?? run.signal}`}).`);
  return false;
}

async function openBrowser(folder) {
  console.log(`\nStarting VS Code with the extension …`);
  const vscode = installVscode('stable');
  const vsix = path.join(project, '.cache/start/laravel-k8s.vsix');
  packageExtension(vsix);
  // From here on Ctrl+C may not leave a server behind.
  const stopped = stopSignal();
  // Whoever reaches the port could otherwise open a terminal in the editor.
  const token = randomBytes(12).toString('hex');
  const server = await startVscodeServer({ vscode, vsix, folder, token, settings: firstLook });
  console.log(`\n    http://127.0.0.1:${server.port}/?tkn=${token}\n`);
  console.log(`${folder}, until Ctrl+C. Ctrl+Shift+M lists what was found, Ctrl+. offers the ways out.`);
  const ended = server.ended.then(() => 'by itself');
  const why = await Promise.race([stopped, ended]);
  server.stop();
  process.stdin.setRawMode(false).pause();
  if (why === 'by itself') throw new Error('VS Code ended by itself.');
  console.log('\nStopped.');
}

/** The README of an example says what to look at. Nothing else is asked of somebody who only wants to look. */
const firstLook = {
  'workbench.startupEditor': 'readme',
  'problems.defaultViewMode': 'tree',
};

/**
 * Ctrl+C, or a signal from elsewhere. The key is read as a character: as a signal it would reach npm as well, which then
 * reports a failure although all went well.
 */
function stopSignal() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    process.stdin.setRawMode(true).on('data', (keys) => {
      if (keys.includes(ctrlC)) resolve();
    });
  });
}

const ctrlC = 3;

/** The path of the command `code`, or undefined. */
function findCode() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => path.isAbsolute(file) && existsSync(file));
}
