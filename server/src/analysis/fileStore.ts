import { pathPatterns } from '../build/pathPatterns';
import { sameValues, type Reader } from '../build/reader';
import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { YamlFile } from '../formats/yaml/tree';
import { FileContent, RecentContents } from './fileContent';
import { ChangeLog } from './changeLog';
import { GatheredFacts } from './gatheredFacts';
import type { Memo } from './memo';
import { Memory } from './memory';
import { SETTINGS_FILES } from './settingsFile';
import { MAY_SUPPRESS } from './suppressingFiles';
import type { TrackedSource } from './trackedFiles';
import type { FolderListing, Notice, WorkspaceHost } from './workspaceHost';

interface Cached {
  readonly content: FileContent;
  facts?: Map<FileFact<unknown>, { readonly value: unknown; readonly print: string }>;
}

/**
 * The current files of one folder: the disk's, with open editors' texts laid over them. What was made of a file is kept until
 * it changes, or can be made again of the same text.
 */
export class FileStore implements TrackedSource {
  private readonly cache = new Map<string, Cached>();
  private readonly overlays = new Map<string, string>();
  private readonly readNotices = new Map<string, Notice>();
  private readonly memory = new Memory(this);
  private readonly gathered = new GatheredFacts(this);
  readonly changes = new ChangeLog();
  /** Files that may have changed on the disk: they are read again when somebody asks for anything. */
  private readonly doubtful = new Set<string>();
  /** Files that proved to be others in the middle of an analysis: they are in doubt when it is over. */
  private readonly changedMeanwhile = new Set<string>();
  private readonly recent = new RecentContents(
    (path) => this.load(path),
    (path) => this.changedMeanwhile.add(path),
  );
  private listing: FolderListing | undefined;
  private merged: readonly string[] | undefined;
  private listed: ReadonlySet<string> = new Set();
  private known: readonly string[] = [];
  private knownIgnored: ReadonlySet<string> = new Set();
  private leftOut: readonly string[] = [];
  private isLeftOut: (path: string) => boolean = () => false;
  private present = 0;
  /** How often the list was in doubt. */
  private listings = 0;

  constructor(private readonly host: WorkspaceHost) {}

  /** The same array as long as it is the same files. */
  get paths(): readonly string[] {
    this.settle();
    if (this.merged) return this.merged;
    const paths = [...new Set([...this.list().paths, ...this.overlays.keys()])]
      .filter((path) => !this.isLeftOut(path))
      .sort();
    this.merged = this.known;
    if (sameValues(paths, this.known)) return this.merged;
    this.merged = this.known = paths;
    this.memory.listChanged();
    this.gathered.listChanged();
    return this.merged;
  }

  get ignored(): ReadonlySet<string> {
    this.settle();
    const { ignored } = this.list();
    if (ignored === this.knownIgnored) return ignored;
    const same = sameValues([...ignored], [...this.knownIgnored]);
    this.knownIgnored = ignored;
    if (!same) this.memory.ignoredChanged();
    return ignored;
  }

  ignoredByGit(path: string): boolean {
    return this.ignored.has(path);
  }

  text(path: string): string | undefined {
    return this.entry(path).content.text;
  }

  yaml(path: string): YamlFile | undefined {
    return this.entry(path).content.yaml;
  }

  objects(path: string): readonly KubernetesObject[] {
    return this.entry(path).content.objects;
  }

  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T, asker?: Memo): T {
    this.settle();
    // Whether other files are there, or ignored, shows when one asks; those who read it are told then.
    void this.paths;
    void this.ignored;
    return this.memory.remember(key, inputs, make, asker);
  }

  gather<T>(fact: FileFact<T | undefined>, reader?: Reader): ReadonlyMap<string, T> {
    this.settle();
    return this.gathered.get(fact, reader);
  }

  fact<T>(path: string, fact: FileFact<T>): T {
    return this.factWithPrint(path, fact).value;
  }

  factWithPrint<T>(path: string, fact: FileFact<T>): { readonly value: T; readonly print: string } {
    const entry = this.entry(path);
    entry.facts ??= new Map();
    let known = entry.facts.get(fact);
    if (!known) {
      const value = fact.of(this, path);
      known = { value, print: JSON.stringify(value) ?? '' };
      entry.facts.set(fact, known);
      // It will be asked of most files, and the text is at hand now.
      if (fact !== MAY_SUPPRESS) this.factWithPrint(path, MAY_SUPPRESS);
    }
    return known as { readonly value: T; readonly print: string };
  }

  /** Lets go of what the analysis that is over did not ask for. */
  endAnalysis(): void {
    for (const path of this.changedMeanwhile) this.doubtful.add(path);
    this.changedMeanwhile.clear();
    this.memory.endAnalysis();
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
    return this.present;
  }

  /** Lays an editor's text over a file; `undefined` takes it away again. */
  overlay(path: string, text: string | undefined): void {
    const listed = this.overlays.has(path);
    if (text === undefined) this.overlays.delete(path);
    else this.overlays.set(path, text);
    if (listed !== this.overlays.has(path)) this.merged = undefined;
    this.doubtful.add(path);
  }

  /** A file changed on disk; all files, and which there are, without a path. What proves to be the same is kept. */
  invalidate(path?: string): void {
    for (const each of path === undefined ? this.cache.keys() : [path]) this.doubtful.add(each);
    // The list stays when its own files change, unless one proves to be gone.
    const stays = path !== undefined && this.listed.has(path) && !path.endsWith('.gitignore');
    if (!stays || (!this.cache.has(path) && this.host.read(path).text === undefined)) this.listAgain();
  }

  /**
   * Files came or went: at a path a file or a folder with all that is in it, or others than before without a path. The texts
   * of all other files stay what they were.
   */
  invalidateList(path?: string): void {
    if (path !== undefined) {
      for (const each of this.cache.keys())
        if (each === path || each.startsWith(`${path}/`)) this.doubtful.add(each);
    }
    this.listAgain();
  }

  /** Whether it is known which files there are. */
  get isListed(): boolean {
    return this.listing !== undefined;
  }

  /** Lists the files piece by piece, for who has other things to do in between. */
  *walk(): Generator<void> {
    while (!this.listing) {
      const walk = this.host.walk?.();
      if (!walk) return;
      const { listings } = this;
      let step = walk.next();
      for (; !step.done; step = walk.next()) yield;
      // What came or went meanwhile may or may not be in it.
      if (listings === this.listings && !this.listing) this.take(step.value);
    }
  }

  private listAgain(): void {
    this.listing = undefined;
    this.merged = undefined;
    this.listings++;
  }

  private list(): FolderListing {
    return this.listing ?? this.take(this.host.list());
  }

  private take(listing: FolderListing): FolderListing {
    this.listing = listing;
    this.listed = new Set(listing.paths);
    // Of the others it does not show in the list whether they came or went.
    for (const [path, { content }] of this.cache)
      if (!content.exists || !this.listed.has(path)) this.doubtful.add(path);
    return listing;
  }

  private entry(path: string): Cached {
    this.settle();
    const known = this.cache.get(path);
    if (known) return known;
    const entry: Cached = { content: new FileContent(path, this.load(path), this.recent) };
    if (entry.content.exists) this.present++;
    this.cache.set(path, entry);
    return entry;
  }

  /** Looks at the files that may have changed, and says which did. */
  private settle(): void {
    // Before anything was read, nothing can have gone.
    if (this.cache.size === 0) this.doubtful.clear();
    while (this.doubtful.size > 0 || (!this.listing && this.cache.size > 0)) {
      this.list();
      for (const path of this.doubtful) this.lookAgain(path);
    }
  }

  private lookAgain(path: string): void {
    const known = this.cache.get(path);
    // The doubt is over once the file was read, not before: a reading that fails is to be made good.
    const text = known && this.load(path);
    this.doubtful.delete(path);
    if (!known || known.content.is(text)) return;
    const content = new FileContent(path, text, this.recent, known.content);
    this.cache.set(path, { content });
    this.changes.add(path);
    this.memory.changed(path);
    this.gathered.changed(path);
    if (content.exists === known.content.exists) return;
    this.present += content.exists ? 1 : -1;
    // A list that is of now agrees, and one of an editor's text says nothing.
    if (!this.overlays.has(path) && this.listed.has(path) !== content.exists) this.listAgain();
  }

  private load(path: string): string | undefined {
    const overlay = this.overlays.get(path);
    if (overlay !== undefined) return overlay;
    const { text, notice } = this.host.read(path);
    if (notice) this.readNotices.set(path, notice);
    else this.readNotices.delete(path);
    return text;
  }
}
