import path from 'node:path';
import { URI } from 'vscode-uri';
import { version } from '../../../package.json';
import { diskHost, emptyHost } from '../host/diskHost';
import { nameOf } from '../lsp/nameOf';
import { serverConnection } from '../lsp/serverConnection';
import { startServer } from '../lsp/startServer';

const complain = (text: string): void => void process.stderr.write(`laravel-k8s: ${text}\n`);

/** Editors of all kinds speak over standard input and output; VS Code's own client over Node's channel. */
const connection = serverConnection(
  process.argv.includes('--stdio')
    ? {
        input: process.stdin,
        output: process.stdout,
        complain,
        exit: (code) => process.exit(code),
      }
    : undefined,
);

startServer(connection, {
  version,
  open: (folder, exclude) => {
    try {
      return diskHost(folder, exclude);
    } catch {
      return emptyHost;
    }
  },
  pageOf: (rule) => URI.file(path.join(__dirname, '..', 'docs', 'rules', `${rule}.md`)).toString(),
});

// A client that reads no complaints is to get none.
process.stderr.on('error', () => undefined);

// A defect that nothing else caught costs one answer at most. By default Node would end the process, and quote the error.
process.on('uncaughtException', (error) => complain(`internal error: ${nameOf(error)}`));
