import path from 'node:path';
import { URI } from 'vscode-uri';
import { version } from '../../../package.json';
import { diskHost, emptyHost } from '../host/diskHost';
import type { Incoming } from '../lsp/greet';
import { serverConnection } from '../lsp/serverConnection';
import { startServer } from '../lsp/startServer';
import { Traffic } from '../lsp/traffic';

/** The server proper, which takes over what comes in. */
export function startSession(incoming?: Incoming, output?: NodeJS.WritableStream): void {
  const traffic = new Traffic();
  startServer(serverConnection(traffic, incoming, output), {
    version,
    traffic,
    open: (folder, exclude) => {
      try {
        return diskHost(folder, exclude);
      } catch {
        return emptyHost;
      }
    },
    pageOf: (rule) => URI.file(path.join(__dirname, '..', 'docs', 'rules', `${rule}.md`)).toString(),
  });
}
