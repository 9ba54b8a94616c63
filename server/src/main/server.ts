import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { version } from '../../../package.json';
import { diskHost, emptyHost } from '../host/diskHost';
import { startServer } from '../lsp/startServer';

startServer(createConnection(ProposedFeatures.all), {
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
