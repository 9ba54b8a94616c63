import { pathPatterns } from '../build/pathPatterns';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { extractObjects } from '../formats/kubernetes/extractObjects';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import { parseYaml } from '../formats/yaml/parseYaml';
import type { YamlFile } from '../formats/yaml/tree';
import { SETTINGS_FILES } from './settingsFile';
import type { FolderListing, Notice, WorkspaceHost } from './workspaceHost';

interface Cached {
  readonly text: string | undefined;
  yaml?: YamlFile | undefined;
  objects?: readonly KubernetesObject[];
}

/**
 * The current files of one folder: the disk's, with open editors' texts laid over them. What was read and parsed is kept
 * until the file changes.
 */
export class FileStore implements WorkspaceFiles {
  private readonly cache = new Map<string, Cached>();
  private readonly overlays = new Map<string, string>();
  private readonly readNotices = new Map<string, Notice>();
  private listing: FolderListing | undefined;
  private merged: readonly string[] | undefined;
  private leftOut: readonly string[] = [];
  private isLeftOut: (path: string) => boolean = () => false;

  constructor(private readonly host: WorkspaceHost) {}

  get paths(): readonly string[] {
    this.merged ??= [...new Set([...this.list().paths, ...this.overlays.keys()])]
      .filter((path) => !this.isLeftOut(path))
      .sort();
    return this.merged;
  }

  ignoredByGit(path: string): boolean {
    return this.list().ignored.has(path);
  }

  text(path: string): string | undefined {
    return this.entry(path).text;
  }

  yaml(path: string): YamlFile | undefined {
    const entry = this.entry(path);
    if (entry.text === undefined) return undefined;
    return (entry.yaml ??= parseYaml(path, entry.text));
  }

  objects(path: string): readonly KubernetesObject[] {
    const entry = this.entry(path);
    return (entry.objects ??= this.extract(path, entry.text));
  }

  /** What could not be read, or not as it stands. */
  get notices(): readonly Notice[] {
    return [...this.list().notices, ...this.readNotices.values()].filter(({ path }) => !this.isLeftOut(path));
  }

  /**
   * Leaves files out of the list, by globs in the syntax of .gitignore; those of an earlier call are back. The settings
   * file, which may say so, stays.
   */
  leaveOut(globs: readonly string[]): void {
    if (globs.join('\n') === this.leftOut.join('\n')) return;
    this.leftOut = globs;
    const matches = pathPatterns(globs);
    this.isLeftOut = (path) => matches(path) && !SETTINGS_FILES.includes(path);
    this.merged = undefined;
  }

  /** How many files were looked into. */
  get filesRead(): number {
    return [...this.cache.values()].filter((entry) => entry.text !== undefined).length;
  }

  /** Lays an editor's text over a file; `undefined` takes it away again. */
  overlay(path: string, text: string | undefined): void {
    if (text === undefined) this.overlays.delete(path);
    else this.overlays.set(path, text);
    this.cache.delete(path);
    this.merged = undefined;
  }

  /** Forgets a file that changed on disk; all files, and which there are, without a path. */
  invalidate(path?: string): void {
    if (path === undefined) this.cache.clear();
    else this.cache.delete(path);
    this.listing = undefined;
    this.merged = undefined;
  }

  private list(): FolderListing {
    return (this.listing ??= this.host.list());
  }

  private entry(path: string): Cached {
    const known = this.cache.get(path);
    if (known) return known;
    const entry: Cached = { text: this.load(path) };
    this.cache.set(path, entry);
    return entry;
  }

  private load(path: string): string | undefined {
    const overlay = this.overlays.get(path);
    if (overlay !== undefined) return overlay;
    const { text, notice } = this.host.read(path);
    if (notice) this.readNotices.set(path, notice);
    else this.readNotices.delete(path);
    return text;
  }

  private extract(path: string, text: string | undefined): readonly KubernetesObject[] {
    // Most YAML of a repository is none of Kubernetes': looking for the two keys is cheaper than parsing.
    if (text === undefined || !/(^|[\s{,"'-])kind["']?\s*:/m.test(text) || !/apiVersion["']?\s*:/.test(text))
      return [];
    return (this.yaml(path)?.documents ?? []).flatMap((document) => extractObjects(document.root));
  }
}
