/** An absolute path without `.`, `..` and double slashes. `path` may be relative to `directory`; undefined when that is unknown. */
export function resolvePath(directory: string | undefined, path: string): string | undefined {
  if (!path.startsWith('/') && directory === undefined) return undefined;
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The path below a directory, `` for the directory itself; undefined when it does not lie in it. */
export function pathBelow(directory: string, path: string): string | undefined {
  if (path === directory) return '';
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** A path of the build context in its plain form, without a leading slash or dot; `` for the context itself. */
export function contextPath(...parts: readonly string[]): string {
  return resolvePath('/', parts.join('/'))?.slice(1) ?? '';
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
