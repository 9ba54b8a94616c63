/** Joins and cleans a path as Go's filepath does: no `.`, no `..` but in front, `` for the folder itself. */
export function joinPath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is the directory itself or lies below it. */
export function isWithin(path: string, directory: string): boolean {
  if (path === '..' || path.startsWith('../')) return false;
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/**
 * Whether kustomize would fetch what an entry names: a URL, or a Git repository in one of the notations of its
 * `api/internal/git/repospec.go`. Nothing is fetched here.
 */
export function isRemote(entry: string): boolean {
  return /^(?:git::|gh:|s3::|hg::|[a-z][\w+.-]*:\/\/|github\.com[/:]|[\w.-]+@[\w.-]+[:/])/i.test(entry);
}
