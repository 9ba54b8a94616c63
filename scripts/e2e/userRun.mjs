// A user at the keyboard: the packaged .vsix, installed into a real VS Code, in a copy of a workspace.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, remoteUri, workbenchUrl } from './browser.mjs';
import { userSteps } from './userSteps.mjs';
import { startVscodeServer } from '../vscode/vscodeServer.mjs';

/** Only with `trust` does VS Code look at these: it asks at the start, and the answer holds for this run alone. */
const trustSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'always',
};

/**
 * Goes through all steps and returns their results in the shape of a suite's; the first that fails ends the run, since
 * each stands on the one before. `run`: {name, vsix, trust (whether VS Code asks whether the folder is trusted; the user
 * says no, and everything is to work in Restricted Mode)}. Every step leaves a screenshot.
 */
export async function runUser(run, tools) {
  const scratch = path.resolve('.cache/e2e/runs', `${run.name}-${tools.vscode.name}`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const workspace = path.join(scratch, 'shop');
  cpSync('test/e2e/workspaces/shop', workspace, { recursive: true });

  const server = await startVscodeServer({
    vscode: tools.vscode,
    vsix: run.vsix,
    trust: run.trust,
    settings: trustSettings,
  });
  const { browser, page } = await openBrowser(tools.chromium);
  const results = { passed: [], failed: [], pending: [] };
  try {
    const first = remoteUri(server.port, path.join(workspace, 'k8s/service.yaml'));
    await page.goto(workbenchUrl(server.port, workspace, [['openFile', first]]));
    const context = {
      page,
      trust: run.trust,
      serverFolder: server.folder,
      onDisk: (file) => readFileSync(path.join(workspace, file), 'utf8'),
    };
    for (const [title, step] of Object.entries(userSteps)) {
      const picture = `${run.name}-${tools.vscode.name}-${results.passed.length + 1}.png`;
      try {
        await step(context);
        results.passed.push(title);
      } catch (error) {
        results.failed.push({ title, error: `${error.stack}\nSee ${picture}.` });
        break;
      } finally {
        await page.screenshot({ path: path.join(tools.screenshots, picture) }).catch(() => undefined);
      }
    }
    return results;
  } finally {
    await browser.close();
    server.stop();
  }
}
