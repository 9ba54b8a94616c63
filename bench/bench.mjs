// npm run bench: how fast the engine and the server are, beside floors and peers that are measured in the same run.
// Milliseconds are this machine's of this hour; the ratios are what can be compared. Prints a table and writes it as JSON
// to .cache/bench/results. `-- --only keystroke,index` measures parts, `-- --quick` leaves out 10,000 files and peers.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { keptAfterEdit } from './halfTyped.mjs';
import { LanguageClient } from './languageClient.mjs';
import { growth } from './memory.mjs';
import { installPeers, withoutDebounce } from './peers.mjs';
import { median, percentile } from './statistics.mjs';
import { LARGE, SMALL, UNRELATED, writeHugeStack, writeWorkspace } from './workspace.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const quick = process.argv.includes('--quick');
const only = process.argv[process.argv.indexOf('--only') + 1]?.split(',');
const measures = (part) => !process.argv.includes('--only') || only.includes(part);
const cache = path.resolve('.cache/bench');
const SERVER = path.resolve('dist/server.js');
const EMPTY = path.join(cache, 'emptyServer.js');
const EXAMPLE = path.resolve('examples/1-as-the-tutorial-leaves-it');
/** A figure that takes long is measured less often: so many milliseconds at most for one. */
const PATIENCE = 60_000;

const rows = [];
const figures = new Map();

await prepare();
const peers = quick ? {} : installPeers(path.join(cache, 'peers'));
if (measures('start')) await start();
if (measures('index')) index();
if (measures('keystroke')) await keystrokes();
if (measures('indexing') && !quick) await whileIndexing();
if (measures('memory')) await memory();
if (measures('kept')) kept();
if (measures('peers')) await comparePeers();
if (measures('size')) sizes();
report();

async function prepare() {
  mkdirSync(cache, { recursive: true });
  const shared = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    logLevel: 'error',
  };
  await build({ ...shared, entryPoints: ['bench/emptyServer.ts'], outfile: EMPTY });
  await build({ ...shared, entryPoints: ['bench/engine.ts'], outfile: path.join(cache, 'engine.js') });
  if (!existsSync(SERVER)) run(process.execPath, ['scripts/build.mjs']);
  for (const count of quick ? [20, 100, 1000] : [20, 100, 1000, 10_000]) writeWorkspace(folder(count), count);
  writeHugeStack(folder('stack'), quick ? 1000 : 10_000);
}

function folder(name) {
  return path.join(cache, 'folders', String(name));
}

/** One row of the table: its figure, and how it stands to another one by the goal that it has. */
function row(name, value, unit, { to, goal, least = false } = {}) {
  figures.set(name, value);
  const ratio = to === undefined ? undefined : value / figures.get(to);
  const judged = ratio ?? value;
  const reached = goal === undefined ? undefined : least ? judged >= goal : judged <= goal;
  rows.push({ name, value, unit, to, ratio, goal, least, reached });
  const shown = `${round(value)} ${unit}`.padStart(12);
  const against = ratio === undefined ? '' : `  ${round(ratio)} × ${to}`;
  const aim =
    goal === undefined ? '' : `  (goal ${least ? '≥' : '≤'} ${goal}: ${reached ? 'reached' : 'not reached'})`;
  console.log(`${name.padEnd(58)} ${shown}${against}${aim}`);
}

function round(value) {
  return Number(value.toPrecision(3)).toLocaleString('en');
}

async function repeat(times, measure) {
  const values = [];
  const begun = performance.now();
  while (values.length < times && (values.length < 3 || performance.now() - begun < PATIENCE))
    values.push(await measure());
  return values;
}

function run(program, args) {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0 && stdout === '') throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

async function start() {
  const timed = (args) => () => {
    const begun = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - begun;
  };
  const initialized = (script) => async () => {
    const client = new LanguageClient(script);
    await client.initialize(folder(20));
    const took = performance.now() - client.spawned;
    await client.stop();
    return took;
  };
  row('node -e 0', median(await repeat(11, timed(['-e', '0']))), 'ms');
  row('spawn → initialize, empty server', median(await repeat(11, initialized(EMPTY))), 'ms', {
    to: 'node -e 0',
  });
  row('spawn → initialize', median(await repeat(11, initialized(SERVER))), 'ms', {
    to: 'node -e 0',
    goal: 1.6,
  });
  const check = (files) => repeat(11, timed(['dist/cli.js', 'check', files]));
  row('check, the example, 22 files', median(await check(EXAMPLE)), 'ms', { to: 'node -e 0', goal: 3 });
  row('check, 44 files, of which one has 100 kB', median(await check(folder(20))), 'ms', { to: 'node -e 0' });
  const activation = () => JSON.parse(run(process.execPath, ['bench/activation.cjs']));
  const activations = await repeat(11, activation);
  row('extension: load', median(activations.map(({ load }) => load)), 'ms', { to: 'node -e 0' });
  row('extension: activate()', median(activations.map(({ activate }) => activate)), 'ms', { goal: 50 });
}

function index() {
  const inProcess = (what, count) => {
    const values = [];
    const begun = performance.now();
    while (values.length < 7 && (values.length < 3 || performance.now() - begun < PATIENCE))
      values.push(
        JSON.parse(run(process.execPath, ['bench/inProcess.mjs', what, folder(count)])).milliseconds,
      );
    return median(values);
  };
  for (const count of quick ? [1000] : [1000, 10_000]) {
    const of = count.toLocaleString('en');
    row(`walk and read, ${of} files`, inProcess('walk', count), 'ms');
    if (peers['js-yaml'])
      row(`walk, read and parseEvents, ${of} files`, inProcess('parseEvents', count), 'ms');
    row(`walk, read and yaml.parseAllDocuments, ${of} files`, inProcess('yaml', count), 'ms');
    const own = inProcess('analyse', count);
    if (peers['js-yaml'])
      row(`cold index, ${of} files`, own, 'ms', { to: `walk, read and parseEvents, ${of} files`, goal: 1.5 });
    row(`cold index, ${of} files, to yaml`, own, 'ms', {
      to: `walk, read and yaml.parseAllDocuments, ${of} files`,
      goal: 1 / 6,
    });
    if (count === 1000 && peers['@monokle/validation']) {
      row('@monokle/validation, resource links, 1,000 files', inProcess('monokle', count), 'ms', {
        to: 'cold index, 1,000 files',
        goal: 100,
        least: true,
      });
    }
  }
  if (!quick) {
    row('cold index, 10,000 files, to 1,000', figures.get('cold index, 10,000 files, to yaml'), 'ms', {
      to: 'cold index, 1,000 files, to yaml',
      goal: 11,
    });
  }
}

/** Edits one document again and again; the first edits warm up and do not count. */
async function typing(script, root, file, { edits = 300, ...options } = {}) {
  const client = new LanguageClient(script, options.args, options);
  await client.initialize(root);
  const document = client.open(root, file, options.language);
  if (!options.hover) await document.published;
  if (script === SERVER) await client.indexed;
  const offset = document.text.indexOf('edited here') >= 0 ? document.text.indexOf('edited here') : 120;
  const values = [];
  const begun = performance.now();
  for (let i = -20; i < edits && performance.now() - begun < PATIENCE / 2; i++) {
    const took = await client.type(document, offset, options);
    if (i >= 0 || values.length === 0) values.push(took);
  }
  await client.stop();
  return { p50: percentile(values.slice(1), 0.5), p95: percentile(values.slice(1), 0.95) };
}

async function keystrokes() {
  const measured = async (name, script, root, file, goals = {}, options = {}) => {
    const { p50, p95 } = await typing(script, root, file, options);
    row(`${name}, p50`, p50, 'ms', goals.p50);
    row(`${name}, p95`, p95, 'ms', goals.p95);
  };
  await measured('keystroke, empty server, 5 kB', EMPTY, folder(100), SMALL);
  await measured('keystroke, empty server, 100 kB', EMPTY, folder(100), LARGE);
  await measured('keystroke, example', SERVER, EXAMPLE, 'k8s/configmap.yaml', { p95: { goal: 50 } });
  const small = { to: 'keystroke, empty server, 5 kB, p95', goal: 3 };
  await measured('keystroke, 5 kB in 100 files', SERVER, folder(100), SMALL, { p95: small });
  await measured('keystroke, 100 kB in 100 files', SERVER, folder(100), LARGE, {
    p95: { to: 'keystroke, empty server, 100 kB, p95', goal: 5 },
  });
  await measured('keystroke, 5 kB in 1,000 files', SERVER, folder(1000), SMALL, { p95: small });
  if (!quick) {
    await measured('keystroke, 5 kB in 10,000 files', SERVER, folder(10_000), SMALL, { p95: small });
    row('the same to 100 files', figures.get('keystroke, 5 kB in 10,000 files, p95'), 'ms', {
      to: 'keystroke, 5 kB in 100 files, p95',
      goal: 1.2,
    });
    await measured(
      'keystroke and hover, unrelated file of 10,000',
      SERVER,
      folder(10_000),
      UNRELATED,
      {},
      { hover: true },
    );
  }
  await measured('keystroke, 5 kB in a stack of 10,000 objects', SERVER, folder('stack'), SMALL, {
    p95: small,
  });
}

/** Types from the first moment on, until the folder is read. */
async function whileIndexing() {
  const client = new LanguageClient(SERVER);
  let over = false;
  await client.initialize(folder(10_000));
  void client.indexed.then(() => (over = true));
  const document = client.open(folder(10_000), SMALL);
  const begun = performance.now();
  await document.published;
  row('open → diagnostics of the file, while 10,000 files are read', performance.now() - begun, 'ms');
  const values = [];
  while (!over) values.push(await client.type(document, document.text.indexOf('edited here')));
  row('the folder is read after', performance.now() - begun, 'ms');
  await client.stop();
  row('keystroke while indexing 10,000 files, p95', percentile(values, 0.95), 'ms', { goal: 10 });
}

async function memory() {
  const resident = async (script, root) => {
    const client = new LanguageClient(script);
    await client.initialize(root);
    const document = client.open(root, SMALL);
    await document.published;
    if (script === SERVER) await client.indexed;
    await client.type(document, 120);
    const megabytes = client.resident();
    await client.stop();
    return megabytes ?? NaN;
  };
  row('resident, empty server', median(await repeat(5, () => resident(EMPTY, folder(100)))), 'MB');
  for (const count of quick ? [100, 1000] : [100, 10_000]) {
    row(
      `resident, ${count.toLocaleString('en')} files`,
      median(await repeat(3, () => resident(SERVER, folder(count)))),
      'MB',
      {
        to: 'resident, empty server',
        goal: 3,
      },
    );
  }
  const edits = quick ? 1000 : 10_000;
  const grown = await growth(SERVER, folder(100), [SMALL, LARGE], edits);
  const of = `over ${edits.toLocaleString('en')} edits`;
  row(`heap in use after a collection, growth ${of}`, grown.heap, 'MB', { goal: 2 });
  row(`resident, growth ${of}`, grown.resident, 'MB');
}

function kept() {
  const { parseYaml } = createRequire(import.meta.url)(path.join(cache, 'engine.js'));
  const { others, below } = keptAfterEdit(parseYaml, readFileSync(path.join(folder(100), LARGE), 'utf8'));
  row('half-typed: kept in other documents', others * 100, '%', { goal: 100, least: true });
  row('half-typed: kept below the edit', below * 100, '%', { goal: 85, least: true });
}

async function comparePeers() {
  const script = peers['yaml-language-server'];
  if (!script) return;
  const settings = { validate: true, schemas: {}, schemaStore: { enable: false } };
  const theirs = await typing(script, folder(100), SMALL, { edits: 30, settings });
  const own = await typing(SERVER, folder(100), SMALL);
  row('keystroke, 5 kB, ours, p50', own.p50, 'ms');
  row('keystroke, 5 kB, yaml-language-server, p50', theirs.p50, 'ms', {
    to: 'keystroke, 5 kB, ours, p50',
    goal: 200,
    least: true,
  });
  const quicker = await typing(withoutDebounce(script), folder(100), SMALL, { edits: 100, settings });
  row('the same without its debounce, p50', quicker.p50, 'ms', {
    to: 'keystroke, 5 kB, ours, p50',
    goal: 10,
    least: true,
  });
}

function sizes() {
  const size = (...names) => names.reduce((sum, name) => sum + statSync(`dist/${name}.js`).size, 0) / 1000;
  const first = ['server', 'session', 'engine'];
  row('the answer to initialize', size('server'), 'kB');
  row('loaded behind it', size(...first), 'kB');
  row('loaded for an app and plain manifests', size(...first, 'php'), 'kB');
  row('all bundles of the server', size(...first, 'php', 'helm', 'kustomize', 'yaml'), 'kB', { goal: 600 });
  row('the protocol, which server and extension share', size('protocol'), 'kB');
  row('extension.js', size('extension'), 'kB');
}

function report() {
  const folderOfResults = path.join(cache, 'results');
  mkdirSync(folderOfResults, { recursive: true });
  const file = path.join(folderOfResults, `${new Date().toISOString().replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify({ node: process.version, quick, rows }, null, 2));
  const goals = rows.filter(({ reached }) => reached !== undefined);
  console.log(`\n${goals.filter(({ reached }) => reached).length} of ${goals.length} goals reached. ${file}`);
}
