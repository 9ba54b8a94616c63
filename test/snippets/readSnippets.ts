import { readFileSync } from 'node:fs';
import { expandSnippet } from './expandSnippet';

/** One snippet as package.json contributes it. */
export interface Snippet {
  readonly title: string;
  readonly language: string;
  readonly prefixes: readonly string[];
  readonly description: string;
  readonly body: string;
}

interface SnippetFile {
  [title: string]: { prefix: string[]; description: string; body: string[] };
}

/** All snippets of the extension, in the order of the manifest. */
export function readSnippets(): Snippet[] {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { snippets: { language: string; path: string }[] };
  };
  return manifest.contributes.snippets.flatMap(({ language, path }) =>
    Object.entries(JSON.parse(readFileSync(path, 'utf8')) as SnippetFile).map(([title, snippet]) => ({
      title,
      language,
      prefixes: snippet.prefix,
      description: snippet.description,
      body: snippet.body.join('\n'),
    })),
  );
}

/** The text that the snippet with this prefix inserts into a file of this language, every tab stop at its default. */
export function snippetText(
  language: string,
  prefix: string,
  choices?: Readonly<Record<number, string>>,
): string {
  const found = readSnippets().filter(
    (entry) => entry.language === language && entry.prefixes.includes(prefix),
  );
  if (found.length !== 1)
    throw new Error(`${found.length} snippets of ${language} have the prefix "${prefix}".`);
  return expandSnippet(found[0]!.body, choices).text;
}
