/** What Composer's two files say of a project's packages. */
import type { Place } from '../../text/place';

export interface ComposerProblem {
  readonly at: Place;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/** One line of `require` or `require-dev`. */
export interface ComposerRequirement {
  /** In lower case, as Composer compares names: `laravel/framework`, `ext-redis`, `php`. */
  readonly name: string;
  readonly nameAt: Place;
  /** As written: `^10.10`. */
  readonly constraint: string;
  /** The constraint with its quotes. */
  readonly at: Place;
  /** From `require-dev`, which an image build with `--no-dev` leaves out. */
  readonly dev: boolean;
}

export interface ComposerJson {
  readonly file: string;
  readonly name?: string;
  /** `project`, `library` …, undefined when not said. */
  readonly type?: string;
  /** Both sections in the order of the file. */
  readonly requirements: readonly ComposerRequirement[];
  /** Behind the last requirement of `require`, for a further one; undefined when there is none. */
  readonly requireEnd?: Place;
  readonly problems: readonly ComposerProblem[];
}

/** A package as it was installed. */
export interface LockedPackage {
  readonly name: string;
  /** As written: `v10.48.4`, `dev-main`. */
  readonly version: string;
  readonly dev: boolean;
}

export interface ComposerLock {
  readonly file: string;
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** The name of a locked package with its quotes; undefined when it is not locked. Searches the text at each call. */
  at(name: string): Place | undefined;
  readonly problems: readonly ComposerProblem[];
}
