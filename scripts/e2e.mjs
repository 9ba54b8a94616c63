// Tests the packaged extension in a real VS Code: a mocha suite in the extension host, and a user at the keyboard.
// Flags: --newest (the newest VS Code instead of the stable one), --only NAME (one run), --keep-vsix (do not package
// anew), --install (only install what the tests need). Where no VS Code or browser can be had the tests are skipped,
// aloud; with LARAVEL_K8S_REQUIRE_SHARED=1, and with --install, that is a failure.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSuite } from './e2e/buildSuite.mjs';
import { installChromium, installVscode } from './vscode/installVscode.mjs';
import { runSuite } from './e2e/suiteRun.mjs';
import { project } from './setUp.mjs';
import { packageExtension } from './vscode/packageExtension.mjs';
import { unpackExtension } from './vscode/vscodeServer.mjs';
import { runUser } from './e2e/userRun.mjs';

const { values: flags } = parseArgs({
  options: {
    newest: { type: 'boolean' },
    only: { type: 'string' },
    'keep-vsix': { type: 'boolean' },
    install: { type: 'boolean' },
  },
});
process.chdir(project);
const overallMinutes = 14;
/** How large the package may be: 500 kB. */
const limit = 500_000;
const folder = path.resolve('.cache/e2e');
const vsix = path.join(folder, 'laravel-k8s.vsix');

setTimeout(() => {
  console.error(`The tests in VS Code did not end within ${overallMinutes} minutes.`);
  process.exit(124);
}, overallMinutes * 60_000).unref();

// What a run started goes with it when it is stopped from outside.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const tools = prepare();
if (tools && !flags.install) process.exitCode = (await runAll(tools)) ? 0 : 1;

function prepare() {
  try {
    const vscode = installVscode(flags.newest ? 'newest' : 'stable');
    return { vscode, chromium: installChromium(), screenshots: path.join(folder, 'screenshots') };
  } catch (error) {
    if (flags.install || process.env.LARAVEL_K8S_REQUIRE_SHARED === '1') throw error;
    console.warn(`SKIPPED: the tests in a real VS Code, since it cannot be installed here. ${error.message}`);
    return undefined;
  }
}

async function runAll(tools) {
  mkdirSync(tools.screenshots, { recursive: true });
  if (!flags['keep-vsix'] || !existsSync(vsix)) packageExtension(vsix);
  // What is tested is what ships: the package, unpacked where a run needs a folder.
  const extension = unpackExtension(tools.vscode, vsix, path.join(folder, 'extension'));
  const index = await buildSuite();
  const suite = (name) => ({ name, workspace: path.resolve('test/e2e/workspaces', name), index, extension });
  const runs = {
    package: async () => checkPackage(),
    shop: () => runSuite(suite('shop'), tools),
    plain: () => runSuite(suite('plain'), tools),
    user: () => runUser({ name: 'user', vsix, trust: false }, tools),
    restricted: () => runUser({ name: 'restricted', vsix, trust: true }, tools),
  };
  let good = true;
  for (const name of flags.only ? [flags.only] : Object.keys(runs)) {
    const started = Date.now();
    const results = await runs[name]().catch((error) => failure(name, error));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    report(`VS Code ${tools.vscode.vscode}, ${name} (${seconds} s)`, results);
    good &&= results.failed.length === 0 && results.passed.length > 0;
  }
  return good;
}

/** Large extensions are slow to install and to start, and grow a little at a time. */
function checkPackage() {
  const size = statSync(vsix).size;
  const title = `the package has ${limit} bytes at most`;
  if (size <= limit) return { passed: [title], failed: [], pending: [] };
  return { passed: [], failed: [{ title, error: `It has ${size}.` }], pending: [] };
}

function failure(name, error) {
  return { passed: [], pending: [], failed: [{ title: name, error: error.stack }] };
}

function report(title, { passed, failed, pending }) {
  console.log(`${title}: ${passed.length} passed, ${failed.length} failed, ${pending.length} skipped`);
  for (const name of pending) console.log(`  skipped: ${name}`);
  for (const { title, error } of failed) console.log(`  FAILED: ${title}\n${error.replace(/^/gm, '    ')}`);
}
