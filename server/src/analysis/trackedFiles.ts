import type { Reader } from '../build/reader';
import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { YamlFile } from '../formats/yaml/tree';
import type { Memo } from './memo';

/** Where a computation's reads come from. */
export interface TrackedSource extends WorkspaceFiles {
  /** A fact, and its text by which it is compared. */
  factWithPrint<T>(path: string, fact: FileFact<T>): { readonly value: T; readonly print: string };
  gather<T>(fact: FileFact<T | undefined>, reader?: Reader): ReadonlyMap<string, T>;
  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T, asker?: Memo): T;
}

/** Where it is written down who has read what. */
export interface ReadLog {
  readsText(path: string, reader: Reader): void;
  readsList(reader: Reader): void;
  readsIgnored(reader: Reader): void;
  readsFact(path: string, fact: FileFact<unknown>, print: string, reader: Reader): void;
}

/** The files as one computation sees them: what it reads is written down, also what its result reads later on. */
export class TrackedFiles implements WorkspaceFiles {
  constructor(
    private readonly source: TrackedSource,
    private readonly log: ReadLog,
    private readonly memo: Memo,
  ) {}

  get reader(): Reader {
    return this.memo;
  }

  get paths(): readonly string[] {
    this.log.readsList(this.memo);
    return this.source.paths;
  }

  text(path: string): string | undefined {
    this.log.readsText(path, this.memo);
    return this.source.text(path);
  }

  yaml(path: string): YamlFile | undefined {
    this.log.readsText(path, this.memo);
    return this.source.yaml(path);
  }

  objects(path: string): readonly KubernetesObject[] {
    this.log.readsText(path, this.memo);
    return this.source.objects(path);
  }

  ignoredByGit(path: string): boolean {
    this.log.readsIgnored(this.memo);
    return this.source.ignoredByGit(path);
  }

  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T): T {
    return this.source.remember(key, inputs, make, this.memo);
  }

  fact<T>(path: string, fact: FileFact<T>): T {
    const { value, print } = this.source.factWithPrint(path, fact);
    this.log.readsFact(path, fact, print, this.memo);
    return value;
  }

  gather<T>(fact: FileFact<T | undefined>): ReadonlyMap<string, T> {
    return this.source.gather(fact, this.memo);
  }
}
