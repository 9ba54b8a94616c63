import type { WorkspaceFiles } from '../build/workspaceFiles';
import { child, items, scalar } from '../formats/yaml/tree';
import type { EditRequest } from '../text/editRequest';

type ListEdit = Extract<EditRequest, { kind: 'append-item' }>;

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * The change that makes a new manifest a resource of the kustomization that its neighbours belong to: the nearest one, in
 * its directory or above, that lists another file of that directory. Undefined when there is none, so that the file is
 * applied without more ado.
 */
export function listInKustomization(files: WorkspaceFiles, manifest: string): ListEdit | undefined {
  const directory = parts(manifest).slice(0, -1);
  for (let depth = directory.length; depth >= 0; depth--) {
    const root = directory.slice(0, depth);
    for (const name of NAMES) {
      const map = files.yaml([...root, name].join('/'))?.documents[0]?.root;
      const resources = child(map, 'resources');
      const takesNeighbours = items(resources).some((entry) => {
        const path = resolve(root, scalar(entry)?.text ?? '');
        return path?.slice(0, -1).join('/') === directory.join('/');
      });
      if (!resources || !takesNeighbours) continue;
      const item = parts(manifest).slice(depth).join('/');
      return { kind: 'append-item', sequence: resources.at, item };
    }
  }
  return undefined;
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

/** A path relative to a directory; undefined for a URL, and for what lies outside the workspace. */
function resolve(root: readonly string[], path: string): string[] | undefined {
  if (path.includes('://')) return undefined;
  const result = [...root];
  for (const part of parts(path)) {
    if (part === '..' && result.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.') result.push(part);
  }
  return result;
}
