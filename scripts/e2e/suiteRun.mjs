// Runs the mocha suite of test/e2e/suite inside the extension host of a real VS Code.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, remoteUri, workbenchUrl } from './browser.mjs';
import { startVscodeServer } from '../vscode/vscodeServer.mjs';

/**
 * Runs one suite and returns its results, as test/e2e/suite/index.ts wrote them.
 * `run`: {name, workspace (a folder, copied first), index (the built index.js of the suite), extension (the folder under test),
 * only (a pattern of titles, optional), settings}. `tools`: {vscode, chromium, screenshots}.
 * VS Code's own exit code is not trusted: it is 0 when the extension host dies in the middle.
 */
export async function runSuite(run, tools) {
  const scratch = path.resolve('.cache/e2e/runs', `${run.name}-${tools.vscode.name}`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const workspace = path.join(scratch, 'workspace');
  cpSync(run.workspace, workspace, { recursive: true });
  const resultsFile = path.join(scratch, 'results.json');

  const server = await startVscodeServer({
    vscode: tools.vscode,
    smokeTestDriver: true,
    settings: run.settings,
    environment: { LARAVEL_K8S_E2E_RESULTS: resultsFile, LARAVEL_K8S_E2E_SUITE: run.name },
  });
  const { browser, page } = await openBrowser(tools.chromium);
  try {
    const console_ = [];
    page.on('console', (message) => console_.push(message.text()));
    await page.exposeFunction('codeAutomationLog', (type, args) => printLog(type, args));
    const exited = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', (code) => resolve(code));
    });
    const payload = [
      ['extensionDevelopmentPath', remoteUri(server.port, run.extension)],
      ['extensionTestsPath', remoteUri(server.port, run.index)],
      ['enableProposedApi', ''],
    ];
    await page.goto(workbenchUrl(server.port, workspace, payload));
    const code = await exited;
    await page.screenshot({
      path: path.join(tools.screenshots, `suite-${run.name}-${tools.vscode.name}.png`),
    });
    if (!existsSync(resultsFile)) {
      const tail = console_.slice(-20).join('\n');
      throw new Error(`The suite "${run.name}" wrote no results (VS Code's exit code was ${code}).\n${tail}`);
    }
    const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
    if (results.failed.length > 0)
      results.failed.push({ title: "the extension's output", error: server.extensionLog() });
    return results;
  } finally {
    await browser.close();
    server.stop();
  }
}

/** What the suite printed; the arguments arrive as one JSON text or as a list. */
function printLog(type, args) {
  const list = Array.isArray(args) ? args : [args];
  const text = list.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ');
  if (process.env.LARAVEL_K8S_E2E_VERBOSE) console.log(`  [${type}] ${text}`);
}
