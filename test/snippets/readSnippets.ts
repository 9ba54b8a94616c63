import { readFileSync } from 'node:fs';

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
