/** The port through which the analysis sees a folder: implemented over the file system by `host/`, over a map in tests. */

/** Something that a user should know of the input: an unreadable file, a loop of links. */
export interface Notice {
  /** Relative to the folder. */
  readonly path: string;
  readonly message: string;
  /** Whether what the file says is missing from the result. */
  readonly lost: boolean;
}

export interface FolderListing {
  /** Relative paths with `/`, sorted. Ignored files are left out, but for env files. */
  readonly paths: readonly string[];
  /** Env files among them that git ignores. */
  readonly ignored: ReadonlySet<string>;
  readonly notices: readonly Notice[];
}

export interface WorkspaceHost {
  list(): FolderListing;
  /** The same in pieces of some milliseconds. */
  walk?(): Generator<void, FolderListing>;
  /** The text of a file; `notice` instead of, or beside it, when not all is well. */
  read(path: string): { readonly text?: string; readonly notice?: Notice };
  /** The path of the nearest file with one of these names in a folder around this one, in the same Git repository. */
  above?(names: readonly string[]): string | undefined;
  /**
   * Writes a file in place of what it held (`before`), or makes it (undefined); absent where nothing can be written.
   * Throws, with a reason in words, when that is not what the file holds, or when it lies outside the folder.
   */
  write?(path: string, before: string | undefined, text: string): void;
}
