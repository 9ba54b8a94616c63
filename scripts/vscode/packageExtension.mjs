// Makes the .vsix, which is what ships, for those who try the extension out: the tests in an editor, and `npm start`.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { project } from '../setUp.mjs';

/** Builds the bundles and writes the package to `file`. Throws an Error with the output when that fails. */
export function packageExtension(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const npm = spawnSync('npm', ['run', '--silent', 'package', '--', '--out', file], {
    cwd: project,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (npm.status !== 0) {
    throw new Error(`The extension could not be packaged.\n${npm.stdout ?? ''}${npm.stderr ?? npm.error}`);
  }
}
