import type { Kustomization } from '../../formats/kustomize/kustomization';
import { kustomizationFileNames } from '../../formats/kustomize/readKustomization';
import { pathLayout } from '../pathLayout';
import { gathered } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { parsedKustomization } from './parsedKustomization';
import { baseName, directoryOf, isWithin, joinPath } from './paths';

/** What one kustomization says of other files and directories: what the workspace has to be sorted by. */
export interface KustomizationLinks {
  readonly kind: Kustomization['kind'];
  /** Entries that may be directories with a kustomization. */
  readonly references: readonly string[];
  /** All that it names of files and directories. */
  readonly entries: readonly string[];
}

/** The kustomizations of a workspace and where they point. Reads the list of paths, and of each file its links alone. */
export class LinkedKustomizations {
  private readonly isFile: (path: string) => boolean;
  private readonly byRoot = new Map<string, KustomizationLinks>();
  private readonly names = new Map<string, string[]>();

  constructor(files: WorkspaceFiles) {
    const layout = pathLayout(files.paths);
    this.isFile = (path) => layout.files.has(path);
    for (const path of layout.chosen(isKustomizationFile)) {
      const names = this.names.get(directoryOf(path));
      if (names) names.push(path);
      else this.names.set(directoryOf(path), [path]);
    }
    const links = gathered(files, LINKS);
    for (const directory of this.names.keys()) {
      const found = links.get(this.files(directory)[0] ?? '');
      if (found) this.byRoot.set(directory, found);
    }
  }

  /** Directories that hold a kustomization, in the order of the workspace's paths. */
  get roots(): readonly string[] {
    return [...this.byRoot.keys()];
  }

  linksOf(root: string): KustomizationLinks | undefined {
    return this.byRoot.get(root);
  }

  /** The kustomization files of a directory, the one that counts first. */
  files(directory: string): readonly string[] {
    const names = this.names.get(directory) ?? [];
    if (names.length < 2) return names;
    return kustomizationFileNames
      .map((name) => joinPath(directory, name))
      .filter((path) => names.includes(path));
  }

  /** The directories with a kustomization that one refers to. */
  referencedRoots(root: string): string[] {
    return (this.linksOf(root)?.references ?? []).flatMap((entry) => {
      if (entry.startsWith('/')) return [];
      const path = joinPath(root, entry);
      return isWithin(path, '') && !this.isFile(path) && this.byRoot.has(path) ? [path] : [];
    });
  }

  /** The files that a kustomization names and that are there. */
  referencedFiles(root: string): string[] {
    return (this.linksOf(root)?.entries ?? []).flatMap((entry) => {
      if (entry.startsWith('/') || entry.includes('\n')) return [];
      const path = joinPath(root, entry);
      return isWithin(path, '') && this.isFile(path) ? [path] : [];
    });
  }
}

function isKustomizationFile(path: string): boolean {
  return NAMES.has(baseName(path));
}

const NAMES: ReadonlySet<string> = new Set(kustomizationFileNames);

export const LINKS: FileFact<KustomizationLinks | undefined> = {
  name: 'kustomization links',
  concerns: isKustomizationFile,
  of(files, path) {
    const file = files.yaml(path);
    const kustomization = file && parsedKustomization(file);
    if (!kustomization) return undefined;
    const { kind, resources, components, generators, transformers, validators } = kustomization;
    const references = [resources, components, generators, transformers, validators].flat();
    return { kind, references: references.map(({ text }) => text), entries: entriesOf(kustomization) };
  },
};

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
