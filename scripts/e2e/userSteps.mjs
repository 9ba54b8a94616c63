// What the user of userRun.mjs does, step by step; each step stands on the one before.
import { execFileSync } from 'node:child_process';
import {
  completeSnippet,
  editorShows,
  goTo,
  openFile,
  openQuickFixes,
  runCommand,
  tokenScopes,
} from './keyboard.mjs';

/** Title → step. A step gets {page, trust, onDisk(file), serverFolder}, which it may add to, and throws when it does not see what it should. */
export const userSteps = {
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
    await page.keyboard.type('store');
    await editorShows(page, 'app: store');
    // A list of completions that is still open would take the Tab.
    await page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
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

  "sees Laravel's variables in PHP": async ({ page }) => {
    await openFile(page, 'config/session.php');
    await goTo(page, 4, 24);
    await expectScopes(page, ['source.php', 'support.variable.environment.laravel']);
  },

  "sees Laravel's variables in YAML": async ({ page }) => {
    await openFile(page, 'k8s/config.yaml');
    await goTo(page, 6, 5);
    await expectScopes(page, ['source.yaml', 'support.variable.environment.laravel']);
  },

  'sees the finding in the text and in the Problems panel': async ({ page }) => {
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel .monaco-list-row')
      .filter({ hasText: 'runs 3 pods' })
      .first()
      .waitFor();
  },

  'reads the page of the rule by the link in the Problems panel': async ({ page }) => {
    const rule = 'stateful-driver-with-replicas';
    await page.locator('.markers-panel a').filter({ hasText: rule }).first().click();
    await page.locator('.tab.active').filter({ hasText: rule }).waitFor();
    const preview = page.frameLocator('iframe.webview').frameLocator('iframe');
    await preview.getByRole('heading', { name: 'The way out' }).waitFor();
    // Keys that are pressed while the page has the focus go astray.
    await page.locator('.tab').filter({ hasText: 'config.yaml' }).click();
  },

  'applies a quick fix from the menu': async ({ page }) => {
    await openFile(page, 'k8s/config.yaml');
    await chooseQuickFix(page, /^Store sessions in /);
    await editorShows(page, 'SESSION_DRIVER: redis');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  },

  'takes it back with undo, and sees the finding again': async ({ page }) => {
    await page.keyboard.press('Control+Z');
    await editorShows(page, 'SESSION_DRIVER: file');
    await page.locator('.squiggly-error').first().waitFor();
  },

  'sees the findings come back each time that the server dies, four times': async (context) => {
    const { page, serverFolder } = context;
    for (let death = 1; death <= 4; death += 1) {
      await killServer(context);
      await languageServer(serverFolder, context.killed);
      // What was shown before would stay; what an edit makes of it comes from the new server.
      const mended = death % 2 === 1;
      await page.keyboard.press(mended ? 'Control+Shift+Z' : 'Control+Z');
      await editorShows(page, mended ? 'SESSION_DRIVER: redis' : 'SESSION_DRIVER: file');
      await page
        .locator('.squiggly-error')
        .first()
        .waitFor({ state: mended ? 'detached' : 'visible' });
    }
  },

  'is told when it dies a fifth time, and starts it again by the command that the message names': async (
    context,
  ) => {
    const { page, serverFolder } = context;
    await killServer(context);
    const message = page.locator('.notification-toast').filter({ hasText: 'Laravel K8s: Restart Server' });
    await message.first().waitFor();
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    await runCommand(page, 'Laravel K8s: Restart Server');
    await languageServer(serverFolder, context.killed);
    await page.locator('.squiggly-error').first().waitFor();
    await runCommand(page, 'Notifications: Clear All Notifications');
  },

  'sets up Redis by command, part by part in a preview': async ({ page }) => {
    await runCommand(page, 'Laravel K8s: Set Up Redis for Sessions');
    const choice = page.locator('.quick-input-widget .monaco-list-row');
    const preview = page.locator('.bulk-edit-panel');
    await choice.or(preview).first().waitFor();
    if (await choice.first().isVisible()) await page.keyboard.press('Enter');
    const part = preview.locator('.monaco-list-row').filter({ hasText: 'config.yaml' }).first();
    await part.locator('.edit-checkbox').check();
    await page.getByRole('button', { name: 'Apply' }).first().click();
    await editorShows(page, 'SESSION_DRIVER: redis');
  },
};

async function chooseQuickFix(page, title) {
  await goTo(page, 6, 20);
  await openQuickFixes(page, title);
  const chosen = page.locator('.action-widget .monaco-list-row.focused').filter({ hasText: title });
  for (let left = 10; left > 0 && !(await chosen.isVisible()); left -= 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

async function expectScopes(page, scopes) {
  const shown = await tokenScopes(page);
  for (const scope of scopes) {
    if (!shown.includes(scope)) throw new Error(`The token at the cursor has no scope ${scope}:\n${shown}`);
  }
}

async function killServer(context) {
  context.killed = await languageServer(context.serverFolder, context.killed);
  process.kill(context.killed, 'SIGKILL');
}

/** The process of the language server that this VS Code started; waits for another one than `before`. */
async function languageServer(serverFolder, before) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    const line = lines.find((each) => each.includes(serverFolder) && /dist\/server\.js/.test(each));
    const pid = Number(line?.trim().split(/\s/)[0]);
    if (pid && pid !== before) return pid;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The language server did not start within a minute.');
}
