import { remembered, sameList } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { LinkedKustomizations } from './kustomizationLinks';

/**
 * All files that some kustomization of the workspace takes in: itself, resources, patches, what generators read, also
 * where it is only a base of others. They are no plain manifests, whatever they look like. The same set as long as they are
 * the same.
 */
export function kustomizeFiles(files: WorkspaceFiles): ReadonlySet<string> {
  return remembered(files, 'kustomize files', [], (tracked) => {
    const paths = sameList(tracked, 'paths of kustomize files', [...takenIn(tracked)]);
    return remembered(tracked, 'set of kustomize files', [paths], () => new Set(paths));
  });
}

function takenIn(files: WorkspaceFiles): ReadonlySet<string> {
  const kustomizations = new LinkedKustomizations(files);
  const taken = new Set<string>();
  for (const root of kustomizations.roots) {
    for (const file of kustomizations.files(root)) taken.add(file);
    for (const file of kustomizations.referencedFiles(root)) taken.add(file);
  }
  return taken;
}
