#!/usr/bin/env node
// Starts the command line. The program itself is the bundle beside this file; compiling it takes longer than most checks,
// so V8's code cache of it is loaded along. A cache of another version of Node is refused by V8 and costs nothing.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

const file = path.join(__dirname, 'cli.main.js');
const cache = path.join(__dirname, 'cli.main.cache');

const script = new Script(wrap(readFileSync(file, 'utf8')), { filename: file, cachedData: cacheOf() });
script.runInThisContext().call(exports, exports, require, module, file, __dirname);

// Set by the build, which writes the cache after a run: what was compiled by then is in it.
if (process.env.LARAVEL_K8S_WRITE_CODE_CACHE === '1') writeFileSync(cache, script.createCachedData());

function cacheOf() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}
