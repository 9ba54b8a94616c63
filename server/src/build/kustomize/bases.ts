import type { YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { Failure } from './failure';
import { isWithin, joinPath } from './paths';
import type { Way } from './way';

/** Says that an entry is fetched when kustomize builds, which is not done here. */
export function reportRemote(entry: YamlScalar, context: BuildContext): void {
  context.missing(`"${entry.text}" is a remote base: its objects are not seen here.`);
  const message = `"${entry.text}" is fetched from elsewhere when it is built, so its objects are not seen here.`;
  context.report(entry.at, message, 'information');
}

/** The directory that an entry names, if kustomize would go there; otherwise a Failure with its reason. */
export function baseDirectory(entry: YamlScalar, { directory, visited }: Way, context: BuildContext): string {
  if (entry.text === '') throw new Failure('new root cannot be empty');
  if (entry.text.startsWith('/')) throw new Failure(`new root '${entry.text}' cannot be absolute`);
  const path = joinPath(directory, entry.text);
  if (!isWithin(path, '')) {
    context.missing(`"${entry.text}" lies outside this workspace: its objects are not seen here.`);
    throw new Failure(`"${entry.text}" lies outside this workspace`, undefined, 'information');
  }
  if (!context.workspace.isDirectory(path)) {
    context.absent.push(path);
    throw context.notThere(path);
  }
  for (const other of visited) {
    if (!isWithin(other, path)) continue;
    throw new Failure(
      `cycle detected: candidate root '${path || '.'}' contains visited root '${other || '.'}'`,
    );
  }
  return path;
}
