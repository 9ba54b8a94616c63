import path from 'node:path';

/** The way from the folder that the command runs in to a folder that it checks: '' or `k8s/prod/`. */
export function sourcePrefix(runIn: string, folder: string): string {
  const way = path.relative(runIn, path.resolve(runIn, folder === '' ? '.' : folder));
  return way === '' ? '' : `${way.replaceAll('\\', '/')}/`;
}
