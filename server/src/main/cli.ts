// The language server and the command line need little of each other: each is loaded when it is asked for.
if (process.argv[2] === 'lsp' && process.argv.includes('--stdio')) require('./server');
else require('./commandLine');
