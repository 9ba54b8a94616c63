// Who may import whom (docs/architecture.md). Each rule says why it is there: that text is what somebody
// reads who breaks it.

/**
 * The layers below each layer, which are all that it may import. `text` knows nobody.
 * formats, build and model are what the words "facts → objects → meaning" say; rules judge the meaning alone.
 */
const below = {
  text: [],
  formats: ['text'],
  build: ['formats', 'text'],
  model: ['build', 'formats', 'text'],
  rules: ['model', 'text'],
  analysis: ['rules', 'model', 'build', 'formats', 'text'],
  features: ['analysis', 'rules', 'model', 'build', 'formats', 'text'],
  // The one thing that both need of the build is the port that gives the texts of files, for lines and columns.
  // The server also keeps beside each finding what it shows of it.
  lsp: ['features', 'analysis', 'rules', 'model', 'build/workspaceFiles', 'build/beside', 'text'],
  cli: ['analysis', 'rules', 'model', 'build/workspaceFiles', 'text'],
  host: ['analysis', 'text'],
  main: ['lsp', 'cli', 'host', 'analysis', 'text'],
};

const why = {
  text: 'Spans and edits are the ground that everything stands on.',
  formats: 'A format turns one text into facts and knows nothing of other files, stacks or meaning.',
  build: 'Building makes objects out of facts; what the objects mean is for the model to say.',
  model: 'The model says what objects mean. It would no longer be one truth if it depended on who asks.',
  rules:
    'A rule judges the model of a stack and never touches a syntax tree, so that facts are read in one way only.',
  analysis: 'The analysis decides what is current; editors and command lines are its users.',
  features: 'Features answer in places and edits, so that they can be tested without a protocol.',
  lsp: 'The session converts to and from the protocol; facts reach it through features and findings.',
  cli: 'The command line prints what the analysis found; it must not be able to find more than an editor does.',
  host: 'The host implements the ports of the analysis and has no opinion on what the files mean.',
  main: 'The entry points wire things together and decide nothing.',
};

const layers = Object.entries(below).map(([layer, allowed]) => ({
  name: `${layer}-imports-only-what-is-below`,
  comment: why[layer],
  severity: 'error',
  from: { path: `^server/src/${layer}/` },
  to: { path: '^server/src/', pathNot: `^server/src/(${[layer, ...allowed].join('|')})(/|\\.)` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'formats-are-strangers',
      comment:
        'Formats do not know each other, so that each can be read, tested and replaced alone. Two are shared ground: ' +
        'YAML, which four of them are written in, and the shell, which the RUN and CMD lines of a Dockerfile are.',
      severity: 'error',
      from: { path: '^server/src/formats/([^/]+)/', pathNot: '^server/src/formats/dockerfile/' },
      to: { path: '^server/src/formats/', pathNot: '^server/src/formats/($1|yaml)/' },
    },
    {
      name: 'dockerfile-knows-the-shell-only',
      comment:
        'See formats-are-strangers: the shell is the one format that a Dockerfile is partly written in.',
      severity: 'error',
      from: { path: '^server/src/formats/dockerfile/' },
      to: { path: '^server/src/formats/', pathNot: '^server/src/formats/(dockerfile|shell|yaml)/' },
    },
    {
      name: 'yaml-parser-only-in-formats',
      comment:
        'The rest of the project sees the neutral tree of formats/yaml, so that the parser can be replaced.',
      severity: 'error',
      from: { path: '^(server|client)/src/', pathNot: '^server/src/formats/' },
      to: { path: 'node_modules/(yaml|js-yaml)/' },
    },
    {
      name: 'php-parser-only-in-formats',
      comment:
        'As with YAML: what a config file says reaches the rest as expressions with spans, not as syntax nodes.',
      severity: 'error',
      from: { path: '^(server|client)/src/', pathNot: '^server/src/formats/laravel/' },
      to: { path: 'node_modules/@lezer/' },
    },
    {
      name: 'protocol-only-in-lsp',
      comment: 'Only one layer speaks the language server protocol; the engine also serves the command line.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(lsp|main)/' },
      to: { path: 'node_modules/vscode-' },
    },
    {
      name: 'vscode-only-in-client',
      comment: 'The module `vscode` exists inside VS Code alone. Any other editor starts the same server.',
      severity: 'error',
      from: { path: '^server/src/' },
      to: { path: '^vscode$|node_modules/@types/vscode/' },
    },
    {
      name: 'docs-of-rules-only-in-cli',
      comment:
        'The language server links to the pages and shows none of their texts: it need not load them, nor ship them twice.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(cli|rules/docs)/' },
      to: { path: '^server/src/rules/docs/' },
    },
    {
      name: 'files-only-in-host',
      comment:
        'The engine is text in, findings out: it can be tested without a disk, and a browser host can come.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/host/' },
      to: { path: '^(node:)?(fs|fs/promises)$' },
    },
    {
      name: 'nothing-is-executed-or-fetched',
      comment: 'A workspace may be a stranger’s. Reading it runs no program and opens no connection.',
      severity: 'error',
      from: { path: '^server/src/' },
      to: {
        path: '^(node:)?(child_process|cluster|dgram|dns|dns/promises|http|http2|https|inspector|net|tls|vm)$',
      },
    },
    {
      name: 'client-has-no-engine',
      comment:
        'The VS Code side starts the server and shows what it says; an analysis in it would serve one editor only.',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^server/src/' },
    },
    {
      name: 'product-without-tests',
      comment: 'Nothing that ships leans on the tests.',
      severity: 'error',
      from: { path: '^(server|client)/src/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other in a ring can only be understood, tested and moved together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that imports nothing and that nobody imports does no work.',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|^test/.*\\.test\\.ts$|^test/support/setup\\.ts$' },
      to: {},
    },
    {
      name: 'nothing-unresolvable',
      comment: 'An import that resolves to nothing fails at run time at the latest.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // An import for types only binds two layers as well.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
