// npm run soak: random changes to workspaces of all kinds, in two processes at a time. 20,000 of them are made through the
// language server, over a folder on disk, after which the client has to hold what a fresh server shows and the command line
// reports; a tenth as many are made to the analysis alone. And every file of the fixtures is cut off at each place, and robbed
// of each of its characters. Takes some ten minutes on two processors that have nothing else to do.
//
//   LARAVEL_K8S_SOAK=100000 npm run soak        as many changes
//   npm run soak -- server                      one part: server, analysis or half-written
//   LARAVEL_K8S_SEED=7 npm run soak -- server   the changes of an earlier run again
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const steps = Number(process.env.LARAVEL_K8S_SOAK ?? 20_000);
const seed = Number(process.env.LARAVEL_K8S_SEED ?? Date.now() % 1_000_000_000);

const parts = [
  { name: 'server', file: 'lsp/incremental', steps: steps / 2, seed },
  { name: 'server', file: 'lsp/incremental', steps: steps / 2, seed: seed + 1_000_000 },
  { name: 'half-written', file: 'faults/halfWritten', share: '0/2' },
  { name: 'half-written', file: 'faults/halfWritten', share: '1/2' },
  { name: 'analysis', file: 'analysis/incrementalWorkspaces', steps: steps / 10 },
];

const wanted = process.argv.slice(2);
const unknown = wanted.find((each) => !parts.some(({ name }) => name === each));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: server, analysis, half-written.`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ['scripts/build.mjs', '--tests'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const waiting = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const begun = Date.now();
await Promise.all([worker(), worker()]);
console.log(`${((Date.now() - begun) / 60_000).toFixed(1)} minutes, seed ${seed}`);

async function worker() {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const mocha = [
      'node_modules/mocha/bin/mocha.js',
      '--no-config',
      '--require',
      'out/test/support/setup.js',
    ];
    const env = {
      ...process.env,
      LARAVEL_K8S_SOAK: String(Math.ceil(part.steps ?? 1)),
      ...(part.seed !== undefined && { LARAVEL_K8S_SEED: String(part.seed) }),
      ...(part.share !== undefined && { LARAVEL_K8S_SHARE: part.share }),
    };
    const child = spawn(process.execPath, [...mocha, `out/test/${part.file}.test.js`], {
      stdio: 'inherit',
      env,
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    if (code !== 0) process.exitCode = 1;
  }
}
