// Stands in for minimatch in the extension's bundle, where it would take 30 kB and never run: vscode-languageclient matches
// the globs of notebooks, of pulled diagnostics and of file operations with it, and the server announces none of these.
'use strict';
exports.Minimatch = class {
  constructor(pattern) {
    throw new Error(`minimatch is not bundled, and "${pattern}" needs it: see scripts/bundle/minimatch.cjs.`);
  }
};
