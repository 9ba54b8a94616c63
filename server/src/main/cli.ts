import { version } from '../../../package.json';
import { run } from '../cli/run';
import { diskHost } from '../host/diskHost';

process.exitCode = run({
  argv: process.argv.slice(2),
  version,
  open: (folder) => diskHost(folder),
  colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  write: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});
