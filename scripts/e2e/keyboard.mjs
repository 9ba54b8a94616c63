// What a user does with the keyboard in a workbench, and what the user sees then.

/** Waits until the editor shows a line with `text`, as a user waits who has opened a file. */
export async function editorShows(page, text) {
  await lineWith(page, text).waitFor();
}

/** The first line on the screen that holds `text`. VS Code draws blanks as no-break spaces. */
export function lineWith(page, text) {
  const blanks = escape(text).replaceAll(' ', '[\\s\\u00a0]');
  return page
    .locator('.view-lines .view-line')
    .filter({ hasText: new RegExp(blanks) })
    .first();
}

/** Runs a command by its title from the Command Palette. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Opens a file of the workspace by its name. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.waitFor();
  await input.fill(name);
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name.split('/').pop() });
  await row.first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await page.locator(`.tab.active[aria-label*="${name.split('/').pop()}"]`).waitFor();
}

/** Types the prefix of a snippet and chooses it from the list. */
export async function completeSnippet(page, prefix) {
  await page.keyboard.type(prefix);
  const row = page.locator('.suggest-widget .monaco-list-row.focused').filter({ hasText: prefix });
  await repeatedly(async () => {
    await page.keyboard.press('Control+Space');
    await row.first().waitFor({ timeout: 4000 });
  }, page);
  await page.keyboard.press('Enter');
  await page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
}

/** Opens the menu of quick fixes at the cursor, which has one whose title matches. */
export async function openQuickFixes(page, title) {
  const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
  await repeatedly(async () => {
    await page.keyboard.press('Control+.');
    await fix.first().waitFor({ timeout: 5000 });
  }, page);
}

/** The scopes of the token at the cursor, as "Inspect Editor Tokens and Scopes" shows them. */
export async function tokenScopes(page) {
  await runCommand(page, 'Developer: Inspect Editor Tokens and Scopes');
  const widget = page.locator('.token-inspect-widget');
  await widget.locator('.tiw-metadata-key').first().waitFor();
  const text = await widget.innerText();
  await page.keyboard.press('Escape');
  return text;
}

/** Goes to a line and column, both from 1. */
export async function goTo(page, line, column) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line}:${column}`);
  const target = new RegExp(`line ${line}.* ${column}`);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: target }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Menus of suggestions and fixes sometimes close themselves when they open: a user presses the keys again. */
async function repeatedly(attempt, page) {
  for (let left = 5; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
