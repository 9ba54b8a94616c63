// Starts and stops the server half of a real VS Code, each run with its own settings, extensions and data.
// The tests in an editor use it, and `npm start`.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Quiet: no telemetry, no welcome page, no chat, no git, and no PHP executable looked for. Nothing is saved by itself, and
 * nothing is offered as a completion while a tab stop is filled: a list that opens then would take the Tab.
 */
const userSettings = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'php.validate.enable': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'files.autoSave': 'off',
  'editor.wordBasedSuggestions': 'off',
  'editor.suggest.snippetsPreventQuickSuggestions': true,
};

/**
 * Starts a server. `options`: `vscode` (from installVscode), `vsix` (installed first when given), `folder` (opened where the
 * address names none), `token` (asked of whoever connects), `trust` (whether workspace trust is asked for; without it every
 * folder is trusted), `smokeTestDriver`, `environment` (variables that reach the extension host), `settings` (added to the
 * user settings).
 * Returns {port, folder, extensionLog(), ended, stop()}; `folder` is a temporary folder that stop() removes, and `ended` a
 * promise that is kept when the server ends, by itself or by stop().
 */
export async function startVscodeServer(options) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-e2e-'));
  const data = path.join(folder, 'server');
  const extensions = path.join(folder, 'extensions');
  mkdirSync(path.join(data, 'data/User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(
    path.join(data, 'data/User/settings.json'),
    JSON.stringify({ ...userSettings, ...options.settings }, null, 2),
  );
  const { node, serverMain } = options.vscode;
  const environment = cleanEnvironment(options.environment);
  const places = ['--server-data-dir', data, '--extensions-dir', extensions];
  if (options.vsix) installExtension(options.vscode, options.vsix, places);

  const args = [serverMain, '--host', '127.0.0.1', '--port', '0', ...places];
  args.push(...(options.token ? ['--connection-token', options.token] : ['--without-connection-token']));
  if (options.folder) args.push('--default-folder', options.folder);
  args.push('--accept-server-license-terms', '--telemetry-level', 'off');
  if (!options.trust) args.push('--disable-workspace-trust');
  if (options.smokeTestDriver) args.push('--enable-smoke-test-driver');
  const server = spawn(node, args, { detached: true, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const stop = () => {
    process.off('exit', stop);
    killGroup(server.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    const port = await new Promise((resolve, reject) => {
      const read = (chunk) => {
        log += chunk;
        const listening = /Extension host agent listening on (\d+)/.exec(log);
        if (listening) resolve(Number(listening[1]));
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.on('error', reject);
      server.on('exit', (code) => reject(new Error(`The VS Code server ended with code ${code}:\n${log}`)));
    });
    return { port, folder, extensionLog: () => extensionLog(data), ended, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Kills a process and all that it started: on Windows, which has no process groups, down the tree of parents. */
function killGroup(pid) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What the extension wrote to its output channels. */
function extensionLog(data) {
  const logs = path.join(data, 'data/logs');
  return readdirSync(logs, { recursive: true })
    .filter((file) => /Laravel K8s.*\.log$/.test(file))
    .map((file) => readFileSync(path.join(logs, file), 'utf8'))
    .join('\n');
}

/** Unpacks a .vsix as VS Code does it, into the folder `into`, and returns the folder of the extension. */
export function unpackExtension(vscode, vsix, into) {
  rmSync(into, { recursive: true, force: true });
  installExtension(vscode, vsix, ['--extensions-dir', into, '--server-data-dir', path.join(into, '.server')]);
  const name = readdirSync(into).find((entry) => entry.startsWith('laravel-k8s.'));
  return path.join(into, name);
}

function installExtension({ node, serverMain }, vsix, places) {
  const args = [serverMain, ...places, '--accept-server-license-terms', '--install-extension', vsix];
  execFileSync(node, args, { env: cleanEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
}

/** An empty gallery keeps VS Code off the network; variables of an outer VS Code would confuse this one. */
function cleanEnvironment(extra) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VSCODE_') && name !== 'NODE_OPTIONS',
  );
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}', ...extra };
}
