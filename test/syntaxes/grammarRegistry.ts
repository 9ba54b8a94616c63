import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createRegistryFromGrammars, type IGrammarConfig } from 'vscode-tmgrammar-test/dist/common';

/** Where the grammars of VS Code's own extensions are, once `npm test` has installed a VS Code. */
const builtinExtensions = '.cache/vscode/4.100.3/node_modules/code-server/lib/vscode/extensions';

/** Whether the grammars of YAML and PHP are there, which ours are injected into. */
export const hasHostGrammars = existsSync(builtinExtensions);

/** Grammars that the ones of PHP and HTML mention and no test needs. */
const embedded = ['text.html.php.blade', 'source.css', 'source.js', 'source.json', 'source.sql', 'text.xml'];

/**
 * A registry with this extension's grammars and, where a VS Code is installed, with those of YAML and PHP that they are
 * injected into. Without one a test that needs the two is to be skipped.
 */
export function grammarRegistry(): ReturnType<typeof createRegistryFromGrammars> {
  const hosts = ['yaml', 'php', 'html'].map((name) => path.join(builtinExtensions, name));
  const real = ['.', ...hosts].flatMap(grammarsOf);
  const empty = embedded.map((scopeName) => ({
    grammar: { scopeName, path: `${scopeName}.json` },
    content: JSON.stringify({ scopeName, patterns: [] }),
  }));
  return createRegistryFromGrammars([...empty, ...real]);
}

function grammarsOf(extension: string): { grammar: IGrammarConfig; content: string }[] {
  const manifest = path.join(extension, 'package.json');
  if (!existsSync(manifest)) return [];
  const { contributes } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    contributes: { grammars: IGrammarConfig[] };
  };
  return contributes.grammars.map((grammar) => {
    const file = path.join(extension, grammar.path);
    return { grammar: { ...grammar, path: file }, content: readFileSync(file, 'utf8') };
  });
}
