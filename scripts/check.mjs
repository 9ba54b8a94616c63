// The command line alone, for `npm run check -- DIR`: builds it when it is out of date and passes everything on,
// the exit code included. A DIR is meant as seen from where npm was called.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildCommandLine, install, project } from './setUp.mjs';

try {
  install();
  buildCommandLine();
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const cli = path.join(project, 'dist/cli.js');
const run = spawnSync(process.execPath, [cli, 'check', ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
});
process.exitCode = run.status ?? 2;
