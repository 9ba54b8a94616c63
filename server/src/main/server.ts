import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { version } from '../../../package.json';
import { diskHost, emptyHost } from '../host/diskHost';
import { serverConnection } from '../lsp/serverConnection';
import { startServer } from '../lsp/startServer';

/** Editors of all kinds speak over standard input and output; VS Code's own client over Node's channel, which has no frames. */
const connection = process.argv.includes('--stdio')
  ? serverConnection({
      input: process.stdin,
      output: process.stdout,
      complain: (text) => void process.stderr.write(`laravel-k8s: ${text}\n`),
      exit: (code) => process.exit(code),
    })
  : createConnection(ProposedFeatures.all);

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
