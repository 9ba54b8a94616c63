import { version } from '../../../package.json';
import { run } from '../cli/run';
import { diskHost } from '../host/diskHost';
import { readNamedFile, writeNamedFile } from '../host/namedFile';

const argv = process.argv.slice(2);

// Whoever reads the output may have seen enough, as `head` does: that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = run({
  argv,
  version,
  folder: process.cwd(),
  open: (folder) => diskHost(folder),
  read: readNamedFile,
  save: writeNamedFile,
  colours: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  write: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
  ...(process.stderr.isTTY && { progress: showProgress }),
});

function showProgress(text: string): void {
  process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}
