// Builds dist/ (the bundles that ship) and, with --tests, out/ (one JavaScript file for each source file, for mocha).
// With --watch it builds dist/ anew after every change, for work in the editor.
// CommonJS throughout: an ES module bundle dies on the dynamic requires of vscode-languageserver.
import { build, context } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { alias, leftOut } from './bundle/leftOut.mjs';
import { partition } from './bundle/partition.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const watch = process.argv.includes('--watch');

const shared = { platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' };

/**
 * The client and the server speak the same protocol: it is a bundle of its own, dist/protocol.js, that both load, so
 * that it ships once.
 */
const protocol = {
  name: 'protocol',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode-languageserver-(protocol|textdocument)($|\/)/ }, ({ path: name }) => ({
      path: name,
      namespace: 'protocol',
    }));
    onLoad({ filter: /./, namespace: 'protocol' }, ({ path: name }) => ({
      contents: `module.exports = require('./protocol.js')[${JSON.stringify(name)}];`,
    }));
    onResolve({ filter: /^\.\/protocol\.js$/, namespace: 'protocol' }, ({ path: name }) => ({
      path: name,
      external: true,
    }));
  },
};

const common = {
  ...shared,
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  external: ['vscode'],
  loader: { '.md': 'text' },
  alias,
};
const { bundles, entryPlugin } = await partition({ ...common, plugins: [protocol, leftOut] });
// A cache of another build would be refused, and read in vain.
for (const file of filesIn('dist')) if (file.endsWith('.cache')) rmSync(file);

const bundled = new Set();
await bundle('protocol', { entryPoints: ['scripts/bundle/protocol.cjs'] }, []);
await bundle('extension', { entryPoints: ['client/src/extension.ts'] }, [protocol, leftOut]);
for (const { name, entry, plugin } of bundles) await bundle(name, entry, [protocol, leftOut, plugin]);
await bundle('server', { entryPoints: ['server/src/main/server.ts'] }, [entryPlugin]);
await bundle('cli', { entryPoints: ['server/src/main/cli.ts'], banner: { js: '#!/usr/bin/env node' } }, [
  entryPlugin,
]);
if (!watch) {
  chmodSync('dist/cli.js', 0o755);
  writeCodeCaches();
}
if (bundled.size > 0) writeFileSync('dist/ThirdPartyNotices.txt', licences([...bundled].sort()));

writeFileSync('dist/rulePages.json', JSON.stringify(rulePages()));

if (process.argv.includes('--tests')) await buildForTests();

async function bundle(name, entry, plugins) {
  const options = { ...common, ...entry, outfile: `dist/${name}.js`, plugins };
  if (watch) await (await context({ ...options, logLevel: 'info' })).watch();
  else packagesOf(await build({ ...options, metafile: true })).forEach((folder) => bundled.add(folder));
}

/** Puts V8's code caches beside the bundles, those of what an example needs. */
function writeCodeCaches() {
  const example = readdirSync('examples').find((name) => name.startsWith('1-'));
  const folder = `examples/${example}`;
  const manifest = filesIn(folder).find((file) => /deployment.*\.ya?ml$/.test(file));
  const run = spawnSync(process.execPath, ['scripts/bundle/writeCodeCaches.cjs', folder, manifest], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`What was built does not work:\n${run.stderr}`);
}

/**
 * The page of each rule by its id, for the editor: client/src/rulePages.ts says why in one file. With them go the pages that
 * they all link to.
 */
function rulePages() {
  const pages = readdirSync('docs/rules').filter((file) => file.endsWith('.md') && file !== 'README.md');
  const files = [
    ...pages.sort().map((file) => `docs/rules/${file}`),
    'docs/settings.md',
    'docs/suppressions.md',
  ];
  return Object.fromEntries(files.map((file) => [path.basename(file, '.md'), readFileSync(file, 'utf8')]));
}

/** Stale files are removed after the build, not before: a suite that runs meanwhile keeps its modules. */
async function buildForTests() {
  const sources = ['server/src', 'client/src', 'test'].flatMap((folder) =>
    filesIn(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
  );
  await build({
    ...shared,
    sourcemap: true,
    entryPoints: sources,
    outdir: 'out',
    outbase: '.',
    bundle: false,
  });
  const made = new Set(sources.map((file) => path.join('out', file.replace(/ts$/, 'js'))));
  for (const file of filesIn('out')) if (!made.has(file.replace(/\.map$/, ''))) rmSync(file);
}

/** The folders of the packages that went into a bundle. */
function packagesOf({ metafile }) {
  return Object.keys(metafile.inputs).flatMap(
    // What another bundle has is counted there.
    (input) => /^(?!elsewhere:).*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
  );
}

/** Their licences ask for this: whoever gets the bundles gets the notices. */
function licences(folders) {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const notice = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    return `${name} ${version} (${license})\n\n${notice ? readFileSync(path.join(folder, notice), 'utf8').trim() : ''}\n`;
  });
  return parts.join(`\n${'-'.repeat(80)}\n\n`);
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
