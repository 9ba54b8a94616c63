// A user at the keyboard: the packaged .vsix, installed into a real VS Code, in a copy of a workspace.
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openBrowser, remoteUri, workbenchUrl } from './browser.mjs';
import { completeSnippet, editorShows, goTo, openFile, tokenScopes } from './keyboard.mjs';
import { startVscodeServer } from './vscodeServer.mjs';

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
    page.setDefaultTimeout(60_000);
    const first = remoteUri(server.port, path.join(workspace, 'k8s/service.yaml'));
    await page.goto(workbenchUrl(server.port, workspace, [['openFile', first]]));
    const context = {
      page,
      trust: run.trust,
      onDisk: (file) => readFileSync(path.join(workspace, file), 'utf8'),
    };
    for (const [title, step] of Object.entries(steps)) {
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

const steps = {
  'sees the file, in Restricted Mode where the folder is not trusted': async ({ page, trust }) => {
    if (trust) {
      await page.getByRole('button', { name: /don't trust/i }).click();
      await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    }
    await editorShows(page, 'kind: Service');
  },

  'completes a snippet and fills its tab stops': async ({ page }) => {
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('---\n');
    await completeSnippet(page, 'laravel-redis-service');
    await editorShows(page, 'name: redis');
    // Words that no completion matches: a list that opens would take the Tab.
    await page.keyboard.type('store');
    await editorShows(page, 'app: store');
    await page.keyboard.press('Tab');
    await page.keyboard.type('shop');
    await page.keyboard.press('Tab');
  },

  'saves what the snippet made': async ({ page, onDisk }) => {
    await page.keyboard.press('Control+S');
    await page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
    const made = onDisk('k8s/service.yaml').split('---\n')[1];
    const expected = ['kind: Service', '  name: store', '    app: shop', '      targetPort: 6379'];
    for (const line of expected) {
      if (!made?.includes(line)) throw new Error(`"${line}" is not in what was saved:\n${made}`);
    }
  },

  'sees a .env file coloured': async ({ page }) => {
    await openFile(page, '.env');
    await goTo(page, 2, 3);
    await expectScopes(page, ['source.dotenv', 'variable.other.assignment.dotenv']);
  },

  "sees Laravel's variables in YAML": async ({ page }) => {
    await openFile(page, 'k8s/config.yaml');
    await goTo(page, 6, 5);
    await expectScopes(page, ['source.yaml', 'support.variable.environment.laravel']);
  },

  "sees Laravel's variables in PHP": async ({ page }) => {
    await openFile(page, 'config/session.php');
    await goTo(page, 4, 24);
    await expectScopes(page, ['source.php', 'support.variable.environment.laravel']);
  },
};

async function expectScopes(page, scopes) {
  const shown = await tokenScopes(page);
  for (const scope of scopes) {
    if (!shown.includes(scope)) throw new Error(`The token at the cursor has no scope ${scope}:\n${shown}`);
  }
}
