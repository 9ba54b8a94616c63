import type { YamlFile } from '../../formats/yaml/tree';
import { kustomizationFileNames, readKustomization } from '../../formats/kustomize/readKustomization';
import type { Kustomization } from '../../formats/kustomize/kustomization';
import { factOf } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { directoryOf, isWithin, joinPath } from './paths';

/** What a list of paths comes to, without a look into any file. */
interface Layout {
  readonly files: ReadonlySet<string>;
  readonly directories: ReadonlySet<string>;
  /** Directories with a file of a kustomization's name, in the order of the paths. */
  readonly candidates: readonly string[];
}

/** The same list of paths is laid out once for all builds. */
const layouts = new WeakMap<readonly string[], Layout>();

function layoutOf(paths: readonly string[]): Layout {
  const known = layouts.get(paths);
  if (known) return known;
  const directories = new Set<string>(['']);
  const candidates = new Set<string>();
  const names = new Set<string>(kustomizationFileNames);
  for (const path of paths) {
    for (let directory = directoryOf(path); !directories.has(directory); directory = directoryOf(directory)) {
      directories.add(directory);
    }
    if (names.has(path.slice(path.lastIndexOf('/') + 1))) candidates.add(directoryOf(path));
  }
  const layout = { files: new Set(paths), directories, candidates: [...candidates] };
  layouts.set(paths, layout);
  return layout;
}

const MENTIONS_RESTRICTOR: FileFact<boolean> = {
  name: 'load restrictor',
  of: (files, path) => /load[-_]restrictor/i.test(files.text(path) ?? ''),
};

/** The workspace as kustomize sees it: directories, and the kustomization of each. */
export class KustomizeWorkspace {
  private readonly layout: Layout;
  private anywhere: boolean | undefined;
  private readonly read = new Map<string, Kustomization | undefined>();
  private found: readonly string[] | undefined;

  constructor(private readonly source: WorkspaceFiles) {
    this.layout = layoutOf(source.paths);
  }

  /** Directories that hold a kustomization, in the order of the workspace's paths. */
  get roots(): readonly string[] {
    return (this.found ??= this.layout.candidates.filter((root) => this.kustomization(root) !== undefined));
  }

  isFile(path: string): boolean {
    return this.layout.files.has(path);
  }

  isDirectory(path: string): boolean {
    return this.layout.directories.has(path);
  }

  text(path: string): string | undefined {
    return this.source.text(path);
  }

  ignoredByGit(path: string): boolean {
    return this.source.ignoredByGit(path);
  }

  yaml(path: string): YamlFile | undefined {
    return this.source.yaml(path);
  }

  /**
   * Whether anything here builds with `--load-restrictor`, as a pipeline or Argo CD may be told to: then files from above
   * a kustomization are no mistake.
   */
  loadsFromAnywhere(): boolean {
    this.anywhere ??= this.source.paths.some(
      (path) =>
        /(\.(ya?ml|sh|bash|mk|json|toml|groovy|mjs|js)|Makefile|Jenkinsfile|justfile)$/.test(path) &&
        factOf(this.source, path, MENTIONS_RESTRICTOR),
    );
    return this.anywhere;
  }

  /** The kustomization files of a directory; kustomize wants exactly one. */
  kustomizationFiles(directory: string): string[] {
    return kustomizationFileNames
      .map((name) => joinPath(directory, name))
      .filter((path) => this.isFile(path));
  }

  kustomization(directory: string): Kustomization | undefined {
    if (this.read.has(directory)) return this.read.get(directory);
    const path = this.kustomizationFiles(directory)[0];
    const file = path === undefined ? undefined : this.yaml(path);
    const kustomization = file && readKustomization(file);
    this.read.set(directory, kustomization);
    return kustomization;
  }

  /** The directory that an entry of a kustomization names, if it is one with a kustomization in this workspace. */
  referencedRoot(from: string, entry: string): string | undefined {
    if (entry.startsWith('/')) return undefined;
    const path = joinPath(from, entry);
    return isWithin(path, '') && !this.isFile(path) && this.kustomization(path) ? path : undefined;
  }
}
