// Takes the picture of the README anew, in a real VS Code: `npm run screenshot`.
import path from 'node:path';
import { openBrowser, remoteUri, workbenchUrl } from './e2e/browser.mjs';
import { editorShows, goTo, openQuickFixes } from './e2e/keyboard.mjs';
import { project } from './setUp.mjs';
import { installChromium, installVscode } from './vscode/installVscode.mjs';
import { packageExtension } from './vscode/packageExtension.mjs';
import { startVscodeServer } from './vscode/vscodeServer.mjs';

/** Only what the picture is about. */
const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.sideBar.location': 'right',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.scrollBeyondLastLine': false,
  'editor.lightbulb.enabled': 'off',
  'problems.defaultViewMode': 'tree',
  'workbench.colorTheme': 'Default Light Modern',
};

const example = path.join(project, 'examples/1-as-the-tutorial-leaves-it');
const vsix = path.join(project, '.cache/start/laravel-k8s.vsix');
packageExtension(vsix);
const server = await startVscodeServer({ vscode: installVscode('stable'), vsix, settings });
const { browser, page } = await openBrowser(installChromium());
try {
  await page.setViewportSize({ width: 960, height: 600 });
  const file = remoteUri(server.port, path.join(example, 'k8s/configmap.yaml'));
  await page.goto(workbenchUrl(server.port, example, [['openFile', file]]));
  await editorShows(page, 'SESSION_DRIVER: file');
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+B');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  await page.locator('.monaco-editor .view-lines').first().click();
  await goTo(page, 11, 19);
  await openQuickFixes(page, /^Store sessions in /);
  const picture = path.join(project, 'images/editor.png');
  await page.screenshot({ path: picture });
  console.log(path.relative(project, picture));
} finally {
  await browser.close();
  server.stop();
}
