import ignore from 'ignore';

/**
 * Whether a path of the workspace is meant by globs in the syntax of .gitignore: a directory stands for everything in it,
 * a pattern without a slash inside for that name anywhere, `!` takes back what an earlier one named. `.` is everything.
 * Globs that `isUsableGlob` refuses match nothing.
 */
export function pathPatterns(globs: readonly string[]): (path: string) => boolean {
  const usable = globs.filter(isUsableGlob);
  const matcher = ignore().add(
    usable.map((glob) => (isEverything(glob) ? '**' : glob.replace(/^(!?)\.\//, '$1'))),
  );
  return (path) => ignore.isPathValid(path) && matcher.ignores(path);
}

/** Regular expressions are made of globs: those that could take for ever, or are too long for one, are not used. */
export function isUsableGlob(glob: string): boolean {
  const stars = (text: string): number => text.match(/\*+/g)?.length ?? 0;
  return glob.length <= 300 && stars(glob) <= 8 && glob.split('/').every((part) => stars(part) <= 3);
}

/** A directory as somebody writes it (`./shop/`), as the workspace knows it (`shop`, `` for the folder itself). */
export function writtenDirectory(text: string): string {
  return isEverything(text) ? '' : text.replace(/^\.?\//, '').replace(/\/+$/, '');
}

function isEverything(glob: string): boolean {
  return glob === '.' || glob === './' || glob === '/';
}
