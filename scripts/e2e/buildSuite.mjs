// Bundles the suite of test/e2e/suite for the extension host: one file for each test, and index.js which runs them.
import { build } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const source = 'test/e2e/suite';

/** Builds into the ignored folder .cache/e2e/suite and returns the absolute path of index.js. */
export async function buildSuite() {
  const outdir = path.resolve('.cache/e2e/suite');
  rmSync(outdir, { recursive: true, force: true });
  const tests = readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['index.ts', ...tests].map((file) => path.join(source, file)),
    outdir,
    outbase: source,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return path.join(outdir, 'index.js');
}
