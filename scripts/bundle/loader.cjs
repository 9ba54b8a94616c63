// Loads the bundles that stand beside the entry which this file is bundled into. Compiling them takes longer than most
// checks, so V8's code cache of each is loaded along where there is one. V8 refuses the cache of another version of itself;
// a damaged one it would run, so the cache ends with a digest of the bundle and of itself. Without a cache V8 compiles.
'use strict';
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const DIGEST = 20;

/** What is loaded, by the name of its file. */
const loaded = new Map();

/** The exports of a bundle of the folder. Where no cache is, Node itself loads it, which is faster then. */
exports.load = (folder, name) =>
  existsSync(cacheName(path.join(folder, name))) ? run(folder, name) : require(path.join(folder, name));

exports.run = run;

/** The exports of a bundle, which runs once. In it, `require('./other.js')` is a bundle that is loaded in the same way. */
function run(folder, name) {
  const known = loaded.get(name);
  if (known) return known.module.exports;
  const filename = path.join(folder, name);
  const text = readFileSync(filename);
  // esbuild writes ASCII, of which a string takes half the room and time.
  const source = wrap(text.toString('latin1'));
  const script = new Script(source, { filename, cachedData: cacheOf(filename, text) });
  const module = { exports: {} };
  loaded.set(name, { module, script, text });
  const inner = (id) => (/^\.\/[\w.-]+$/.test(id) ? run(folder, id.slice(2)) : require(id));
  script.runInThisContext().call(module.exports, module.exports, inner, module, filename, folder);
  return module.exports;
}

/** The caches of what is loaded, as they are to stand beside the bundles: what was compiled by now is in them. */
exports.caches = () =>
  [...loaded].map(([name, { script, text }]) => {
    const data = script.createCachedData();
    return { name: cacheName(name), content: Buffer.concat([data, digestOf(text, data)]) };
  });

function cacheOf(filename, text) {
  try {
    const content = readFileSync(cacheName(filename));
    const data = content.subarray(0, -DIGEST);
    return digestOf(text, data).equals(content.subarray(-DIGEST)) ? data : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(text, data) {
  return createHash('sha1').update(text).update(data).digest();
}

function cacheName(file) {
  return file.replace(/\.js$/, '.cache');
}
