import { Reader } from '../build/reader';

/** One result, and the computation that made it: the reader of all that it read. */
export class Memo extends Reader {
  value: unknown;
  /** The analysis that asked for it last, other than through another computation. */
  askedIn = -1;
  readonly askers = new Set<Memo>();
  readonly asked = new Set<Memo>();

  constructor(
    readonly key: string,
    public inputs: readonly unknown[],
  ) {
    super(() => {
      for (const asker of [...this.askers]) asker.stale();
    });
  }

  /** Nobody will ask for it again: whoever still has it, be it the garbage collector, has nothing of what it was made of. */
  letGo(): void {
    this.value = undefined;
    this.inputs = [];
    this.asked.clear();
  }

  asks(inner: Memo): void {
    if (this.isStale) return;
    this.asked.add(inner);
    inner.askers.add(this);
  }
}
