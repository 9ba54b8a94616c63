// Stands in for the parts of vscode-languageserver that answer requests which this server does not take: notebooks, semantic
// tokens, hierarchies and the like, 30 kB. Each adds methods to the connection; here they add none.
'use strict';
const none = (base) => base;
for (const feature of [
  'CallHierarchy',
  'Diagnostic',
  'FileOperations',
  'FoldingRange',
  'InlayHint',
  'InlineCompletion',
  'InlineValue',
  'LinkedEditingRange',
  'Moniker',
  'NotebookSync',
  'SemanticTokens',
  'ShowDocument',
  'TextDocumentContent',
  'TypeHierarchy',
]) {
  exports[`${feature}Feature`] = none;
}
