// Runs the suite of test/e2e in a desktop VS Code, which is downloaded when it is absent: for a contributor's own
// machine and for releases. VSCODE_PATH names an installed one instead. `npm run test:e2e` needs no desktop.
import { runTests } from '@vscode/test-electron';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSuite } from './e2e/buildSuite.mjs';

const suite = await buildSuite();
for (const name of ['shop', 'plain']) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'laravel-k8s-desktop-'));
  const workspace = path.join(scratch, 'workspace');
  const results = path.join(scratch, 'results.json');
  cpSync(path.resolve('test/e2e/workspaces', name), workspace, { recursive: true });
  try {
    await runTests({
      vscodeExecutablePath: process.env.VSCODE_PATH,
      extensionDevelopmentPath: path.resolve('.'),
      extensionTestsPath: suite,
      extensionTestsEnv: { LARAVEL_K8S_E2E_SUITE: name, LARAVEL_K8S_E2E_RESULTS: results },
      launchArgs: [workspace, '--disable-extensions', '--user-data-dir', path.join(scratch, 'data')],
    });
    const { passed, failed } = JSON.parse(readFileSync(results, 'utf8'));
    console.log(`${name}: ${passed.length} passed, ${failed.length} failed`);
    if (passed.length === 0) throw new Error(`Nothing passed in "${name}".`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
