import type { Kustomization } from '../../formats/kustomize/kustomization';
import { remembered } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { isWithin, joinPath } from './paths';
import { KustomizeWorkspace } from './workspace';

/**
 * All files that some kustomization of the workspace takes in: itself, resources, patches, what generators read, also
 * where it is only a base of others. They are no plain manifests, whatever they look like.
 */
export function kustomizeFiles(files: WorkspaceFiles): ReadonlySet<string> {
  return remembered(files, 'kustomize files', [], takenIn);
}

function takenIn(files: WorkspaceFiles): ReadonlySet<string> {
  const workspace = new KustomizeWorkspace(files);
  const taken = new Set<string>();
  for (const root of workspace.roots) {
    for (const file of workspace.kustomizationFiles(root)) taken.add(file);
    const kustomization = workspace.kustomization(root);
    for (const entry of kustomization ? entriesOf(kustomization) : []) {
      if (entry.startsWith('/') || entry.includes('\n')) continue;
      const path = joinPath(root, entry);
      if (isWithin(path, '') && workspace.isFile(path)) taken.add(path);
    }
  }
  return taken;
}

function entriesOf(kustomization: Kustomization): string[] {
  const { resources, patchesStrategicMerge, crds, configurations, generators, transformers, validators } =
    kustomization;
  const patches = [...kustomization.patches, ...kustomization.patchesJson6902].map(({ path }) => path);
  const replacements = kustomization.replacements.map(({ path }) => path);
  const generated = [...kustomization.configMapGenerator, ...kustomization.secretGenerator];
  const lists = [
    resources,
    patchesStrategicMerge,
    crds,
    configurations,
    generators,
    transformers,
    validators,
  ];
  return [
    ...[...lists.flat(), ...patches, ...replacements, kustomization.openapiPath].map(
      (entry) => entry?.text ?? '',
    ),
    ...generated.flatMap(({ envs }) => envs.map((entry) => entry.text)),
    ...generated.flatMap(({ files }) => files.map((entry) => entry.text.slice(entry.text.indexOf('=') + 1))),
  ].filter((entry) => entry !== '');
}
