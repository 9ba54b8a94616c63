// One measurement in a process of its own, so that no other has warmed it up or filled its memory:
// node bench/inProcess.mjs WHAT FOLDER. Prints milliseconds without the loading of modules, and megabytes kept.
import { closeSync, fstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../.cache/bench/', import.meta.url));
const require = createRequire(import.meta.url);
const peer = createRequire(path.join(cache, 'peers', 'package.json'));
const [what, folder] = process.argv.slice(2);

const work = { analyse, walk, parseEvents, yaml, monokle }[what]();
const begun = performance.now();
await work(folder);
const milliseconds = performance.now() - begun;
console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage.rss() / 1024 / 1024 }));

function analyse() {
  const engine = require(path.join(cache, 'engine.js'));
  return (root) => {
    globalThis.kept = engine.analyse(engine.diskHost(root));
  };
}

function walk() {
  return (root) => texts(root, () => {});
}

function parseEvents() {
  const { parseEvents: parse } = peer('js-yaml');
  return (root) => texts(root, (text) => tolerate(() => parse(text, {})));
}

function yaml() {
  const { parseAllDocuments } = require('yaml');
  return (root) => texts(root, (text) => parseAllDocuments(text));
}

/** The peer's own way: objects of all files, then its check of the links between resources. */
function monokle() {
  const { createDefaultMonokleValidator } = peer('@monokle/validation');
  const { parseAllDocuments } = require('yaml');
  return async (root) => {
    const resources = [];
    texts(root, (text, file) => {
      let offset = 0;
      for (const document of parseAllDocuments(text)) {
        const content = document.toJS();
        const length = document.range[2] - document.range[0];
        if (typeof content?.kind === 'string' && typeof content.apiVersion === 'string') {
          resources.push({
            id: `${file}:${offset}`,
            fileId: file,
            filePath: file,
            fileOffset: offset,
            name: content.metadata?.name ?? '',
            apiVersion: content.apiVersion,
            kind: content.kind,
            namespace: content.metadata?.namespace,
            content,
            text: text.slice(document.range[0], document.range[2]),
          });
        }
        offset += length;
      }
    });
    const validator = createDefaultMonokleValidator();
    await validator.preload({ plugins: { 'resource-links': true } });
    await validator.validate({ resources });
  };
}

function tolerate(parse) {
  try {
    parse();
  } catch {
    // Templates are no YAML.
  }
}

/** Every file's text, and YAML files' to `use`: the least that anybody has to do who wants to know what is in a folder. */
function texts(root, use) {
  let buffer = Buffer.allocUnsafe(1 << 20);
  const visit = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const file = `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        visit(file);
        continue;
      }
      const handle = openSync(file, 'r');
      const { size } = fstatSync(handle);
      if (buffer.length < size) buffer = Buffer.allocUnsafe(size);
      const text = buffer.toString('utf8', 0, readSync(handle, buffer, 0, size, null));
      closeSync(handle);
      if (file.endsWith('.yaml')) use(text, file);
    }
  };
  visit(root);
}
