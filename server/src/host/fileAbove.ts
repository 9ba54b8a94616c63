import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The nearest file with one of these names in a folder around `root`, as far as the Git repository goes that both are
 * in: what lies above a repository, in somebody's home directory say, has nothing to do with it.
 */
export function fileAbove(root: string, names: readonly string[]): string | undefined {
  for (let folder = root; !isTop(folder);) {
    folder = path.dirname(folder);
    const found = names.map((name) => path.join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined) return isInRepository(folder) ? found : undefined;
  }
  return undefined;
}

function isTop(folder: string): boolean {
  return existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder;
}

function isInRepository(folder: string): boolean {
  if (existsSync(path.join(folder, '.git'))) return true;
  return path.dirname(folder) !== folder && isInRepository(path.dirname(folder));
}
