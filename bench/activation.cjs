// Prints how long the extension takes to be loaded and activated, in milliseconds, in a process that has nothing of VS Code:
// whatever it asks for is a function that can be called, constructed and asked further. Starting the server's process is
// what `activate` begins, not what it waits for.
'use strict';
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const anything = new Proxy(class {}, {
  get: (target, name) =>
    name === 'prototype' ? target.prototype : name === Symbol.iterator ? undefined : anything,
  set: () => true,
  apply: () => anything,
  construct: (target, given, made) => (made === anything ? anything : Reflect.construct(Object, [], made)),
});
const extension = path.resolve('dist/extension.js');
const words = new Set(readFileSync(extension, 'utf8').match(/[A-Za-z]\w+/g));
const vscode = Object.fromEntries([...words].map((name) => [name, anything]));
delete vscode.__esModule;
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const begun = performance.now();
const { activate } = require(extension);
const loaded = performance.now();
activate({ subscriptions: [], asAbsolutePath: (file) => path.resolve(file), extensionUri: anything });
const activated = performance.now();
process.stdout.write(JSON.stringify({ load: loaded - begun, activate: activated - loaded }));
process.exit(0);
