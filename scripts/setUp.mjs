// What every command needs first: the packages, and bundles that are no older than their sources.
// Only Node's own modules are used here, because nothing else is installed yet. Both parts cost milliseconds when
// there is nothing to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: the commands work from wherever they are called. */
export const project = fileURLToPath(new URL('..', import.meta.url));

const lockFile = path.join(project, 'package-lock.json');
const stampFile = path.join(project, 'node_modules/.laravel-k8s-stamp');

/**
 * Installs the packages of package-lock.json with `npm ci`, when they are not there yet or the lock file has changed.
 * Returns what was done, for the report. Throws an Error with npm's output when npm fails.
 */
export function install() {
  checkNode();
  const stamp = `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${process.platform} ${process.arch}\n`;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return 'up to date';
  const installed = packagesAreThere();
  if (!installed) {
    const npm = spawnSync('npm', ['ci'], {
      cwd: project,
      encoding: 'utf8',
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (npm.error) throw new Error(`npm could not be started: ${npm.error.message}`);
    if (npm.status !== 0) throw new Error(`npm ci failed:\n${npm.stdout}${npm.stderr}`);
  }
  writeFileSync(stampFile, stamp);
  return installed ? 'up to date' : 'npm ci';
}

/**
 * Bundles the command line into dist/ when a source is newer than the bundle. Returns what was done, for the report.
 * Throws an Error with the output when the sources do not build.
 */
export function buildCommandLine() {
  const bundle = path.join(project, 'dist/cli.js');
  if (existsSync(bundle) && newestSource() <= statSync(bundle).mtimeMs) return 'up to date';
  const build = spawnSync(process.execPath, ['scripts/build.mjs'], {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (build.status !== 0) throw new Error(`The build failed:\n${build.stdout}${build.stderr}`);
  if (!existsSync(bundle)) throw new Error('The build made no dist/cli.js.');
  return 'built';
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  throw new Error(`Node 20.12 or newer is needed; this is Node ${process.versions.node}.`);
}

/** Whether npm's own record of what it installed has all that the lock file asks for, so that `npm ci` would change nothing. */
function packagesAreThere() {
  const record = path.join(project, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || optional || present[name]?.version === version,
  );
}

function newestSource() {
  let newest = 0;
  for (const start of ['server/src', 'client/src', 'scripts/build.mjs', 'package.json']) {
    const full = path.join(project, start);
    if (!existsSync(full)) continue;
    // A folder's own time counts as well: it changes when a file in it is removed.
    const inside = statSync(full).isDirectory() ? readdirSync(full, { recursive: true }) : [];
    for (const file of ['', ...inside]) newest = Math.max(newest, statSync(path.join(full, file)).mtimeMs);
  }
  return newest;
}
