// Stands in for the parts of vscode-languageclient that ask for what this server does not offer: completion, symbols, pulled
// diagnostics, notebooks and the like, 100 kB. Each is a feature of the client, which here announces nothing and does nothing.
'use strict';
class NoFeature {
  fillClientCapabilities() {}
  initialize() {}
  getState() {
    return { kind: 'static' };
  }
  clear() {}
}
for (const feature of [
  'CallHierarchy',
  'CodeLens',
  'ColorProvider',
  'CompletionItem',
  'Declaration',
  'Diagnostic',
  'DidCreateFiles',
  'DidDeleteFiles',
  'DidRenameFiles',
  'DocumentFormatting',
  'DocumentHighlight',
  'DocumentLink',
  'DocumentOnTypeFormatting',
  'DocumentRangeFormatting',
  'DocumentSymbol',
  'FoldingRange',
  'Implementation',
  'InlayHints',
  'InlineCompletionItem',
  'InlineValue',
  'LinkedEditing',
  'References',
  'Rename',
  'SelectionRange',
  'SemanticTokens',
  'SignatureHelp',
  'TextDocumentContent',
  'TypeDefinition',
  'TypeHierarchy',
  'WillCreateFiles',
  'WillDeleteFiles',
  'WillRenameFiles',
  'WorkspaceSymbol',
]) {
  exports[`${feature}Feature`] = NoFeature;
}
exports.NotebookDocumentSyncFeature = class extends NoFeature {
  static CellScheme = 'vscode-notebook-cell';
};
