// Run by the build, as a process of its own: checks an example and opens it in a session, as users do, and writes V8's code
// caches of what was compiled by then.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { PassThrough } = require('node:stream');
const { pathToFileURL } = require('node:url');
const { caches, run } = require('./loader.cjs');

const folder = path.resolve('dist');
const example = path.resolve(process.argv[2]);
const manifest = path.resolve(process.argv[3]);

check();
openInSession().then(() => {
  // The example has no use for these; what V8 learns of them by reading them is worth something too.
  for (const late of ['helm.js', 'kustomize.js', 'yaml.js']) run(folder, late);
  for (const { name, content } of caches()) writeFileSync(path.join(folder, name), content);
  process.exit(0);
});

function check() {
  const { write } = process.stdout;
  process.argv = [process.execPath, path.join(folder, 'cli.js'), 'check', example];
  process.stdout.write = () => true;
  run(folder, 'cli.main.js');
  process.stdout.write = write;
  // The example has mistakes, and they were found.
  if (process.exitCode !== 1) throw new Error('The built command line does not work.');
}

/** Resolves with the first diagnostics. */
function openInSession() {
  const output = new PassThrough();
  const uri = (file) => pathToFileURL(file).toString();
  const send = (method, params, id) => ({ jsonrpc: '2.0', method, params, ...(id && { id }) });
  const document = {
    uri: uri(manifest),
    languageId: 'yaml',
    version: 1,
    text: readFileSync(manifest, 'utf8'),
  };
  const messages = [
    send('initialize', { processId: null, rootUri: uri(example), capabilities: {} }, 1),
    send('initialized', {}),
    send('textDocument/didOpen', { textDocument: document }),
  ];
  run(folder, 'session.js').startSession(
    { takeOver: (receive) => messages.forEach((each) => receive(each)), isAnswered: () => false },
    output,
  );
  return new Promise((resolve) => {
    let written = '';
    output.on('data', (chunk) => {
      written += String(chunk);
      if (written.includes('publishDiagnostics')) resolve();
    });
  });
}
