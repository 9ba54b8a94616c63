// Runs the grammar tests once more where VS Code is installed: the grammars that ours are injected into are here now.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';

/** Returns the results in the shape of a suite's. A test that skips has failed: nothing is missing here. */
export async function testGrammars() {
  const outdir = '.cache/e2e/grammars';
  await build({
    entryPoints: ['test/syntaxes/grammars.test.ts'],
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
  });
  const mocha = [
    'node_modules/mocha/bin/mocha.js',
    '--no-config',
    '--reporter',
    'json',
    `${outdir}/*.test.js`,
  ];
  const { stdout } = spawnSync(process.execPath, mocha, { encoding: 'utf8' });
  const results = JSON.parse(stdout.slice(stdout.indexOf('{')));
  return {
    passed: results.passes.map((test) => test.fullTitle),
    pending: [],
    failed: [...results.failures, ...results.pending].map((test) => ({
      title: test.fullTitle,
      error: test.err.message ?? 'It was skipped.',
    })),
  };
}
