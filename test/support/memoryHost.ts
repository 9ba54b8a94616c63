import type { WorkspaceHost } from '../../server/src/analysis/workspaceHost';

/**
 * A folder that exists in memory only. The map is read at every call, so a test may change it between two analyses.
 * `ignored`: paths that git leaves out although they are there.
 */
export function memoryHost(
  files: ReadonlyMap<string, string>,
  ignored: readonly string[] = [],
): WorkspaceHost {
  return {
    list: () => ({ paths: [...files.keys()].sort(), ignored: new Set(ignored), notices: [] }),
    read: (path) => {
      const text = files.get(path);
      return text === undefined ? {} : { text };
    },
  };
}
