/**
 * Loaded before a program with `node --require`: says on standard error what the program does beside reading its own
 * files and the folders of GUARDED_FOLDERS, and refuses it. Each such line begins with "guard: ".
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

type Functions = Record<string, unknown>;

const realpath = fs.realpathSync;
const write = fs.writeSync;
const folders = (process.env.GUARDED_FOLDERS ?? '').split(path.delimiter).filter((folder) => folder !== '');

function refuse(what: string): never {
  write(2, `guard: ${what}\n`);
  throw new Error(`guard: ${what}`);
}

/** Replaces functions of a module, in the object that everybody shares. */
function replace(
  module: Functions,
  names: readonly string[],
  wrap: (name: string, original: Function) => unknown,
): void {
  for (const name of names) {
    const original = module[name];
    if (typeof original !== 'function') continue;
    Object.defineProperty(module, name, { value: wrap(name, original), configurable: true, writable: true });
  }
}

/** Modules whose every function is forbidden. */
const forbidden: Readonly<Record<string, readonly string[]>> = {
  child_process: ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer', 'createSecureServer'],
  dgram: ['createSocket'],
  dns: ['lookup', 'lookupService', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'reverse'],
  'dns/promises': ['lookup', 'resolve', 'resolve4', 'resolve6'],
  worker_threads: ['Worker'],
  cluster: ['fork'],
  vm: ['runInContext', 'runInNewContext', 'runInThisContext'],
  inspector: ['open'],
};
const load = createRequire(__filename);
for (const [name, functions] of Object.entries(forbidden)) {
  replace(
    load(name) as Functions,
    functions,
    (each) =>
      // A class is called with `new`, which an arrow function does not know.
      function () {
        refuse(`${name}.${each}`);
      },
  );
}
const { Socket } = load('net') as { Socket: { prototype: Functions } };
replace(Socket.prototype, ['connect'], () => () => refuse('net.Socket.connect'));
replace(globalThis, ['fetch', 'WebSocket'], (name) => () => refuse(name));
replace(process as unknown as Functions, ['dlopen'], () => () => refuse('process.dlopen'));

const readers = [
  'open',
  'openSync',
  'readFile',
  'readFileSync',
  'readdir',
  'readdirSync',
  'opendir',
  'opendirSync',
  'createReadStream',
  'readlink',
  'readlinkSync',
  'watch',
  'watchFile',
];
const writers = [
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'mkdir',
  'mkdirSync',
  'mkdtemp',
  'mkdtempSync',
  'rm',
  'rmSync',
  'unlink',
  'unlinkSync',
  'rename',
  'renameSync',
  'copyFile',
  'copyFileSync',
  'createWriteStream',
  'chmod',
  'chmodSync',
  'symlink',
  'symlinkSync',
  'truncate',
  'truncateSync',
  'utimes',
  'utimesSync',
];

for (const module of [fs, fs.promises] as unknown as Functions[]) {
  replace(module, writers, (name) => () => refuse(`fs.${name}`));
  replace(
    module,
    readers,
    (name, original) =>
      function (this: unknown, ...args: unknown[]): unknown {
        const [file, flags] = args;
        // A number is a file that is open already.
        if (typeof file !== 'number' && !mayRead(file)) refuse(`fs.${name} ${String(file)}`);
        if (name.startsWith('open') && typeof flags === 'string' && /[wa+]/.test(flags))
          refuse(`fs.${name} for writing`);
        return original.apply(this, args) as unknown;
      },
  );
}

/** Whether a path leads into one of the folders, with all links followed. */
function mayRead(file: unknown): boolean {
  const given = file instanceof URL ? fileURLToPath(file) : String(file);
  let real = path.resolve(given);
  try {
    real = realpath(real);
  } catch {
    // What is not there can be read as little as what is elsewhere.
  }
  return folders.some((folder) => real === folder || real.startsWith(folder + path.sep));
}
