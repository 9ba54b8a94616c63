// Opens the workbench of a VS Code server in a headless Chromium.
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launches the browser at `executablePath` and returns {browser, page}; the window has the size of a small laptop. */
export async function openBrowser(executablePath) {
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  // A machine that does much else is slow, and nothing is wrong with that.
  context.setDefaultTimeout(120_000);
  return { browser, page: await context.newPage() };
}

/** The workbench's address for one folder; `payload` holds pairs that the desktop takes from its command line. */
export function workbenchUrl(port, folder, payload) {
  const quiet = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const parameters = new URLSearchParams({ folder, payload: JSON.stringify([...payload, ...quiet]) });
  return `http://127.0.0.1:${port}/?${parameters}`;
}

/** How the workbench names a file that lies on the server. */
export function remoteUri(port, file) {
  return `vscode-remote://127.0.0.1:${port}${file}`;
}
