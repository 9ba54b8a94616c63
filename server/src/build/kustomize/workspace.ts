import type { YamlFile } from '../../formats/yaml/tree';
import { kustomizationFileNames } from '../../formats/kustomize/readKustomization';
import type { Kustomization } from '../../formats/kustomize/kustomization';
import type { PathQuestions } from '../pathQuestions';
import { gathered } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { parsedKustomization } from './parsedKustomization';
import { joinPath } from './paths';

const MENTIONS_RESTRICTOR: FileFact<true | undefined> = {
  name: 'load restrictor',
  concerns: (path) =>
    /(\.(ya?ml|sh|bash|mk|json|toml|groovy|mjs|js)|Makefile|Jenkinsfile|justfile)$/.test(path),
  of: (files, path) => (/load[-_]restrictor/i.test(files.text(path) ?? '') ? true : undefined),
};

/** The workspace as kustomize sees it: directories, and the kustomization of each. */
export class KustomizeWorkspace {
  private readonly read = new Map<string, Kustomization | undefined>();

  constructor(
    private readonly source: WorkspaceFiles,
    private readonly paths: PathQuestions,
  ) {}

  isFile(path: string): boolean {
    return this.paths.isFile(path);
  }

  isDirectory(path: string): boolean {
    return path === '' || this.paths.isDirectory(path);
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
    return gathered(this.source, MENTIONS_RESTRICTOR).size > 0;
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
    const kustomization = file && parsedKustomization(file);
    this.read.set(directory, kustomization);
    return kustomization;
  }
}
