/**
 * What was computed before is used again while everything that it was made of is as it was. The workspace writes down what
 * a computation reads; the computation itself must depend on nothing but that and on its `inputs`.
 */
import type { FileFact, WorkspaceFiles } from './workspaceFiles';

/**
 * The result of `make`, or what it was the last time under this key, while `inputs` are the same values and the files say
 * the same. `make` reads files through what it is given, also later on in what it returns.
 */
export function remembered<T>(
  files: WorkspaceFiles,
  key: string,
  inputs: readonly unknown[],
  make: (files: WorkspaceFiles) => T,
): T {
  return files.remember ? files.remember(key, inputs, make) : make(files);
}

export function factOf<T>(files: WorkspaceFiles, path: string, fact: FileFact<T>): T {
  return files.fact ? files.fact(path, fact) : fact.of(files, path);
}

/**
 * The fact of all files that it concerns and that have one, by path, in the order of the paths. The same map as long as no
 * fact changes.
 */
export function gathered<T>(files: WorkspaceFiles, fact: FileFact<T | undefined>): ReadonlyMap<string, T> {
  if (files.gather) return files.gather(fact);
  const found = new Map<string, T>();
  for (const path of files.paths) {
    const value = fact.concerns?.(path) === false ? undefined : factOf(files, path, fact);
    if (value !== undefined) found.set(path, value);
  }
  return found;
}

/** The same list as long as its members are the same, so that it can be an input. */
export function sameList<T>(files: WorkspaceFiles, key: string, list: readonly T[]): readonly T[] {
  return remembered(files, key, list, () => list);
}
