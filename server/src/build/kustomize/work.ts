/**
 * What a build may do before it is given up: about as many node visits as would take a few seconds. It keeps files that
 * were made to hang a reader (aliases of aliases, lists of 100,000 elements that merge by key) from doing so.
 */
export class Work {
  private left: number;

  constructor(limit = 20_000_000) {
    this.left = limit;
  }

  /** Throws a WorkLimit when the build has done too much. */
  spend(units: number): void {
    this.left -= units;
    if (this.left < 0) throw new WorkLimit();
  }
}

/** Ends a build that does too much; only `buildKustomizations` catches it. */
export class WorkLimit extends Error {}
