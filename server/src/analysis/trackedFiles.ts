import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { YamlFile } from '../formats/yaml/tree';

/** Where a computation's reads come from, and where those of computations inside it are to be found. */
export interface TrackedSource extends WorkspaceFiles {
  /** Stands for all that `ignoredByGit` says: another value, another answer. */
  readonly ignored: unknown;
  /** A fact, and its text by which it is compared. */
  factWithPrint<T>(path: string, fact: FileFact<T>): { readonly value: T; readonly print: string };
  rememberWithReads<T>(
    key: string,
    inputs: readonly unknown[],
    make: (files: WorkspaceFiles) => T,
  ): { readonly value: T; readonly reads: Reads };
}

/** Everything that a computation has read so far: what it returned may read more later on. */
export interface Reads {
  /** The list of files, if it was looked at. */
  paths?: readonly string[];
  ignored?: { readonly of: unknown };
  readonly texts: Set<string>;
  /** By path: the facts that were asked for, with what they were. */
  readonly facts: Map<string, Map<FileFact<unknown>, string>>;
  readonly inner: Set<Reads>;
}

/** The files as one computation sees them: what it reads is written down. */
export class TrackedFiles implements WorkspaceFiles {
  readonly reads: Reads = { texts: new Set(), facts: new Map(), inner: new Set() };

  constructor(private readonly source: TrackedSource) {}

  get paths(): readonly string[] {
    // What was seen first counts: a later look must not make an old result seem new.
    this.reads.paths ??= this.source.paths;
    return this.source.paths;
  }

  text(path: string): string | undefined {
    this.reads.texts.add(path);
    return this.source.text(path);
  }

  yaml(path: string): YamlFile | undefined {
    this.reads.texts.add(path);
    return this.source.yaml(path);
  }

  objects(path: string): readonly KubernetesObject[] {
    this.reads.texts.add(path);
    return this.source.objects(path);
  }

  ignoredByGit(path: string): boolean {
    this.reads.ignored ??= { of: this.source.ignored };
    return this.source.ignoredByGit(path);
  }

  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T): T {
    const { value, reads } = this.source.rememberWithReads(key, inputs, make);
    this.reads.inner.add(reads);
    return value;
  }

  fact<T>(path: string, fact: FileFact<T>): T {
    const { value, print } = this.source.factWithPrint(path, fact);
    const known = this.reads.facts.get(path);
    if (!known) this.reads.facts.set(path, new Map([[fact, print]]));
    else if (!known.has(fact)) known.set(fact, print);
    return value;
  }
}
