/** Where a build stands: the directory of the kustomization at work, and those on the way to it, itself included. */
export interface Way {
  readonly directory: string;
  readonly visited: readonly string[];
}
