import type { Place } from '../../text/place';

/** What is known of the files that Docker is given to build from. Paths are relative to the context. */
export interface BuildContext {
  has(path: string): boolean;
  isDirectory(path: string): boolean;
  /** By `.dockerignore`. */
  isIgnored(path: string): boolean;
}

/** Where a file of an image comes from. */
export interface ImageFile {
  /**
   * - `context`: copied from the build context
   * - `inline`: its text stands in the Dockerfile
   * - `generated`: a command of the build writes it
   * - `image`: copied from an image that is not built here
   */
  readonly origin: 'context' | 'inline' | 'generated' | 'image';
  /** The instruction or command that put it there. */
  readonly at: Place;
  /** The path in the context, or in the other image. */
  readonly path?: string;
  readonly image?: string;
  /**
   * For `context`: whether the workspace has the file; undefined when the context is not known. A file that is not in
   * the repository may still be there when the image is built.
   */
  readonly present?: boolean;
  /** Set when it came along with its directory or by a pattern: without it, the build goes on. */
  readonly optional?: boolean;
  /** For `inline` and `generated` text. */
  readonly body?: string;
  /** Where the body stands, when its characters count as those of the file: not with CRLF or `<<-`. */
  readonly bodyAt?: Place;
  /** Whether the body holds what is known during the build only. */
  readonly expands?: boolean;
  readonly certainty: 'certain' | 'likely';
  /** Commands that changed it afterwards: `sed -i`, `key:generate`, `>>`. */
  readonly changes: readonly Place[];
}

/** Whether nothing is known to be there: the workspace lacks the file, and the build does not need it. */
export function isMissing(file: ImageFile): boolean {
  return file.optional === true && file.present === false;
}
