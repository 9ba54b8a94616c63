// The bundle dist/protocol.js: the packages of the protocol that the client and the server share, by their names.
'use strict';
exports['vscode-languageserver-protocol'] = require('vscode-languageserver-protocol');
exports['vscode-languageserver-protocol/node'] = require('vscode-languageserver-protocol/node');
exports['vscode-languageserver-textdocument'] = require('vscode-languageserver-textdocument');
