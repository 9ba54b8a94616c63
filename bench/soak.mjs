// npm run soak: 20,000 random changes to workspaces of all kinds, after which what the analysis knows has to equal what a
// fresh one finds. `LARAVEL_K8S_SOAK=100000 npm run soak` takes as many. A line for each workspace tells how far it is.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const env = { LARAVEL_K8S_SOAK: '20000', ...process.env };
for (const args of [
  ['scripts/build.mjs', '--tests'],
  [
    ...['node_modules/mocha/bin/mocha.js', '--no-config', '--require', 'out/test/support/setup.js'],
    'out/test/analysis/incrementalWorkspaces.test.js',
  ],
]) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
