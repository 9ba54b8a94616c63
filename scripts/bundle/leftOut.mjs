// What the bundles leave out of other people's packages, for it would never run: a file of theirs by its name, and what
// stands in for it.
import path from 'node:path';

const LEFT_OUT = [
  {
    package: 'vscode-languageserver/lib',
    file: /^\.\/(callHierarchy|diagnostic|fileOperations|files|foldingRange|inlayHint|inlineCompletion|inlineValue|linkedEditingRange|moniker|notebook|semanticTokens|showDocument|textDocumentContent|typeHierarchy)$/,
    instead: 'languageFeatures.cjs',
  },
  {
    package: 'vscode-languageclient/lib',
    file: /^\.\/(callHierarchy|codeLens|colorProvider|completion|declaration|diagnostic|documentHighlight|documentLink|documentSymbol|fileOperations|foldingRange|formatting|implementation|inlayHint|inlineCompletion|inlineValue|linkedEditingRange|notebook|reference|rename|selectionRange|semanticTokens|signatureHelp|textDocumentContent|typeDefinition|typeHierarchy|workspaceSymbol)$/,
    instead: 'clientFeatures.cjs',
  },
  { package: 'yaml/browser/dist', file: /\/stringify\/\w+\.js$/, instead: 'yamlStringify.cjs' },
  { package: 'yaml/browser/dist', file: /^\.\/tags\.js$/, instead: 'yamlTags.mjs' },
];

export const leftOut = {
  name: 'left out',
  setup({ onResolve }) {
    for (const each of LEFT_OUT) {
      onResolve({ filter: each.file }, ({ importer }) =>
        importer.replaceAll('\\', '/').includes(`/node_modules/${each.package}/`)
          ? { path: path.resolve('scripts/bundle', each.instead) }
          : undefined,
      );
    }
  },
};

/** Packages of which nothing but a stand-in is bundled, or a browser's file, which does the same without Node's modules. */
export const alias = {
  '@lezer/highlight': path.resolve('scripts/bundle/highlight.cjs'),
  yaml: path.resolve('node_modules/yaml/browser/index.js'),
  minimatch: path.resolve('scripts/bundle/minimatch.cjs'),
  'semver/functions/parse': path.resolve('scripts/bundle/semver.cjs'),
  'semver/functions/satisfies': path.resolve('scripts/bundle/semver.cjs'),
};
