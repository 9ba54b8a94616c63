import ignore from 'ignore';

/**
 * Whether a path of the workspace is meant by globs in the syntax of .gitignore: a directory stands for everything in it,
 * a pattern without a slash inside for that name anywhere, `!` takes back what an earlier one named. `.` is everything.
 */
export function pathPatterns(globs: readonly string[]): (path: string) => boolean {
  const matcher = ignore().add(
    globs.map((glob) => (isEverything(glob) ? '**' : glob.replace(/^(!?)\.\//, '$1'))),
  );
  return (path) => ignore.isPathValid(path) && matcher.ignores(path);
}

/** A directory as somebody writes it (`./shop/`), as the workspace knows it (`shop`, `` for the folder itself). */
export function writtenDirectory(text: string): string {
  return isEverything(text) ? '' : text.replace(/^\.?\//, '').replace(/\/+$/, '');
}

function isEverything(glob: string): boolean {
  return glob === '.' || glob === './' || glob === '/';
}
