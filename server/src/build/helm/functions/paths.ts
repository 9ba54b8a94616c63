/** Go's `path` functions; those of `filepath` (`osBase` …) do the same where Helm runs. */
import { variadic, fixed, type TemplateFunction } from '../templateFunction';
import { plainText } from '../text';
import { bool } from '../value';

const base = fixed(['string'], ([path]) => plainText(baseOf(path.text)));
const dir = fixed(['string'], ([path]) =>
  plainText(cleaned(path.text.slice(0, path.text.lastIndexOf('/') + 1))),
);
const clean = fixed(['string'], ([path]) => plainText(cleaned(path.text)));
const ext = fixed(['string'], ([path]) => plainText(/\.[^./]*$/.exec(path.text)?.[0] ?? ''));
const isAbs = fixed(['string'], ([path]) => bool(path.text.startsWith('/')));

export const pathFunctions: Record<string, TemplateFunction> = {
  base,
  osBase: base,
  dir,
  osDir: dir,
  clean,
  osClean: clean,
  ext,
  osExt: ext,
  isAbs,
  osIsAbs: isAbs,
  hello: variadic([], 'any', () => plainText('Hello!')),
};

function baseOf(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

function cleaned(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined || '.';
}
