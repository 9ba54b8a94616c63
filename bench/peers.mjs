// Other people's programs to compare with, in a folder of their own: they are no dependencies of the project.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PEERS = { 'js-yaml': '5.5.0', 'yaml-language-server': '2.0.0', '@monokle/validation': '0.33.0' };

/** Installs what is not there yet. Where that does not work, says so; what is missing is left out of the table. */
export function installPeers(folder) {
  const found = () =>
    Object.fromEntries(
      Object.keys(PEERS)
        .map((name) => [name, path.join(folder, 'node_modules', name)])
        .filter(([, place]) => existsSync(place))
        .map(([name, place]) => [
          name,
          name === 'yaml-language-server' ? path.join(place, 'bin', name) : place,
        ]),
    );
  const missing = Object.keys(PEERS).filter((name) => !(name in found()));
  if (missing.length > 0) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
    const wanted = Object.entries(PEERS).map(([name, version]) => `${name}@${version}`);
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted];
    const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'ignore', timeout: 180_000 });
    if (status !== 0)
      console.warn(`  Skipped: comparison with ${missing.join(', ')}, which could not be installed.`);
  }
  return found();
}

/** A copy of yaml-language-server that does not wait before it validates, so that its work alone is measured. */
export function withoutDebounce(script) {
  const original = path.dirname(path.dirname(script));
  const copy = `${original}-without-debounce`;
  if (!existsSync(copy)) cpSync(original, copy, { recursive: true });
  const settings = path.join(copy, 'out', 'src', 'yamlSettings.js');
  const text = readFileSync(settings, 'utf8');
  const changed = text.replace('this.validationDelayMs = 200;', 'this.validationDelayMs = 0;');
  if (!changed.includes('this.validationDelayMs = 0;'))
    throw new Error('The debounce of yaml-language-server is not where it was.');
  writeFileSync(settings, changed);
  return path.join(copy, 'bin', path.basename(script));
}
