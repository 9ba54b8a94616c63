import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { YamlFile } from '../formats/yaml/tree';
import type { Reader } from './reader';

/**
 * The files of one workspace folder, as the layers above the formats may see them: paths and texts, no file system.
 * An open editor's text has already replaced the disk's. All paths are relative to the folder, with `/`.
 */
export interface WorkspaceFiles {
  /** Every path that was found, in a stable order. */
  readonly paths: readonly string[];
  /** The text of a file, or undefined when there is no such file (or it could not be read). */
  text(path: string): string | undefined;
  /** The parsed YAML of a file (cached), or undefined when there is no such file. */
  yaml(path: string): YamlFile | undefined;
  /** The Kubernetes objects of a YAML file as it is written (cached); none when there is no such file. */
  objects(path: string): readonly KubernetesObject[];
  /** Whether git leaves the file out, so that it may well be missing from images and from the cluster. */
  ignoredByGit(path: string): boolean;
  /** Where what is computed of the files is kept between changes; see {@link FileFact} and `remembered`. */
  remember?<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T): T;
  fact?<T>(path: string, fact: FileFact<T>): T;
  /** What {@link gathered} returns. */
  gather?<T>(fact: FileFact<T | undefined>): ReadonlyMap<string, T>;
  /** Which texts have changed so far. */
  readonly changes?: Changes;
  /** Who computes with these files, for what can change beside them. */
  readonly reader?: Reader;
}

/** The changes of texts since the folder was opened. */
export interface Changes {
  readonly count: number;
  /** The files whose texts are others than after so many changes; a file may come more than once. */
  since(count: number): Iterable<string>;
}

/**
 * Something small that one file says, by which many files are sorted: who reads it is computed anew only when it changes,
 * not with every change of the file.
 */
export interface FileFact<T> {
  readonly name: string;
  /** Whether it may be asked of a file of that path; of any, where it is absent. */
  readonly concerns?: (path: string) => boolean;
  /** Reads this one file. The result is plain data: two that are the same as JSON are the same. */
  of(files: WorkspaceFiles, path: string): T;
}
