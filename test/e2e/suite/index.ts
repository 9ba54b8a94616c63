import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** What the runner outside reads; it fails when this is missing, whatever VS Code's exit code says. */
export interface SuiteResults {
  readonly passed: string[];
  readonly failed: { title: string; error: string }[];
  readonly pending: string[];
}

/**
 * Runs the tests of one workspace inside the extension host. VS Code calls this. The variables LARAVEL_K8S_E2E_SUITE (a
 * folder beside this file) and LARAVEL_K8S_E2E_RESULTS (the file to write) say what to run and where the results go.
 */
export async function run(): Promise<void> {
  const suite = process.env.LARAVEL_K8S_E2E_SUITE ?? 'shop';
  const folder = path.join(__dirname, suite);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.js'))) {
    mocha.addFile(path.join(folder, file));
  }
  const results: SuiteResults = { passed: [], failed: [], pending: [] };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => results.passed.push(test.fullTitle()))
      .on('pending', (test) => results.pending.push(test.fullTitle()))
      .on('fail', (test, error: Error) =>
        results.failed.push({ title: test.fullTitle(), error: error.stack ?? error.message }),
      );
  });
  const file = process.env.LARAVEL_K8S_E2E_RESULTS;
  if (file) writeFileSync(file, JSON.stringify(results, null, 2));
  if (results.failed.length > 0) throw new Error(`${results.failed.length} tests failed.`);
}
