// Tests the packaged extension in a real VS Code: a mocha suite in the extension host, and a user at the keyboard.
// Flags: --newest (the newest VS Code instead of the stable one), --only NAME (one run), --keep-vsix (do not package
// anew). Where no VS Code or browser can be had this is skipped, aloud; with LARAVEL_K8S_REQUIRE_SHARED=1 it fails.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSuite } from './e2e/buildSuite.mjs';
import { testGrammars } from './e2e/grammarRun.mjs';
import { installChromium, installVscode } from './e2e/installVscode.mjs';
import { runSuite } from './e2e/suiteRun.mjs';
import { unpackExtension } from './e2e/vscodeServer.mjs';
import { runUser } from './e2e/userRun.mjs';

const { values: flags } = parseArgs({
  options: { newest: { type: 'boolean' }, only: { type: 'string' }, 'keep-vsix': { type: 'boolean' } },
});
const overallMinutes = 20;
const folder = path.resolve('.cache/e2e');
const vsix = path.join(folder, 'laravel-k8s.vsix');

setTimeout(() => {
  console.error(`The tests in VS Code did not end within ${overallMinutes} minutes.`);
  process.exit(124);
}, overallMinutes * 60_000).unref();

const tools = prepare();
if (tools) process.exitCode = (await runAll(tools)) ? 0 : 1;

function prepare() {
  try {
    const vscode = installVscode(flags.newest ? 'newest' : 'stable');
    return { vscode, chromium: installChromium(), screenshots: path.join(folder, 'screenshots') };
  } catch (error) {
    if (process.env.LARAVEL_K8S_REQUIRE_SHARED === '1') throw error;
    console.warn(`SKIPPED: the tests in a real VS Code, since it cannot be installed here. ${error.message}`);
    return undefined;
  }
}

async function runAll(tools) {
  mkdirSync(tools.screenshots, { recursive: true });
  if (!flags['keep-vsix'] || !existsSync(vsix)) packageExtension();
  // What is tested is what ships: the package, unpacked where a run needs a folder.
  const extension = unpackExtension(tools.vscode, vsix, path.join(folder, 'extension'));
  const index = await buildSuite();
  const suite = (name) => ({ name, workspace: path.resolve('test/e2e/workspaces', name), index, extension });
  const runs = {
    grammars: () => testGrammars(),
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

function packageExtension() {
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['run', '--silent', 'package', '--', '--out', vsix], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function failure(name, error) {
  return { passed: [], pending: [], failed: [{ title: name, error: error.stack }] };
}

function report(title, { passed, failed, pending }) {
  console.log(`${title}: ${passed.length} passed, ${failed.length} failed, ${pending.length} skipped`);
  for (const name of pending) console.log(`  skipped: ${name}`);
  for (const { title, error } of failed) console.log(`  FAILED: ${title}\n${error.replace(/^/gm, '    ')}`);
}
