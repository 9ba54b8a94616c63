import type { YamlFile } from '../../formats/yaml/tree';
import { kustomizationFileNames, readKustomization } from '../../formats/kustomize/readKustomization';
import type { Kustomization } from '../../formats/kustomize/kustomization';
import type { WorkspaceFiles } from '../workspaceFiles';
import { directoryOf, isWithin, joinPath } from './paths';

/** The workspace as kustomize sees it: directories, and the kustomization of each. Made once for all builds. */
export class KustomizeWorkspace {
  private readonly files: ReadonlySet<string>;
  private readonly directories = new Set<string>(['']);
  private anywhere: boolean | undefined;
  private readonly read = new Map<string, Kustomization | undefined>();
  /** Directories that hold a kustomization, in the order of the workspace's paths. */
  readonly roots: readonly string[];

  constructor(private readonly source: WorkspaceFiles) {
    this.files = new Set(source.paths);
    const roots = new Set<string>();
    const names = new Set<string>(kustomizationFileNames);
    for (const path of source.paths) {
      for (
        let directory = directoryOf(path);
        !this.directories.has(directory);
        directory = directoryOf(directory)
      ) {
        this.directories.add(directory);
      }
      if (names.has(path.slice(path.lastIndexOf('/') + 1))) roots.add(directoryOf(path));
    }
    this.roots = [...roots].filter((root) => this.kustomization(root) !== undefined);
  }

  isFile(path: string): boolean {
    return this.files.has(path);
  }

  isDirectory(path: string): boolean {
    return this.directories.has(path);
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
        /load[-_]restrictor/i.test(this.source.text(path) ?? ''),
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
