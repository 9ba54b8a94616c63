/** Who has looked at one thing. Whoever was told that it changed has to look again to be told again. */
export class Readers {
  private readonly readers = new Set<Reader>();

  /** `whenLeft`: the last of them has gone without having been told. */
  constructor(private readonly whenLeft?: () => void) {}

  /** For {@link Reader} alone, which remembers where it stands. */
  add(reader: Reader): void {
    this.readers.add(reader);
  }

  delete(reader: Reader): void {
    if (this.readers.delete(reader) && this.readers.size === 0) this.whenLeft?.();
  }

  get isEmpty(): boolean {
    return this.readers.size === 0;
  }

  tell(): void {
    if (this.readers.size === 0) return;
    const told = [...this.readers];
    this.readers.clear();
    for (const reader of told) reader.stale();
  }
}

/** One making of a value: it looks at things that may change, and is stale once the first of them has. */
export class Reader {
  private readonly places = new Set<Readers>();
  private over = false;

  constructor(private readonly whenStale: () => void = () => undefined) {}

  get isStale(): boolean {
    return this.over;
  }

  reads(readers: Readers): void {
    // Who still holds what was thrown away may read on: nobody needs to hear of it.
    if (this.over) return;
    readers.add(this);
    this.places.add(readers);
  }

  stale(): void {
    if (this.over) return;
    this.retire();
    this.whenStale();
  }

  /** Is told of nothing any more. */
  retire(): void {
    this.over = true;
    for (const readers of this.places) readers.delete(this);
    this.places.clear();
  }
}

/** One value that is made when it is asked for, and made again once something that it was made of has changed. */
export class Kept<T> {
  private known:
    { readonly value: T; readonly inputs: readonly unknown[]; readonly reader: Reader } | undefined;
  private readonly askers = new Readers();

  /** `make` reads, beside its `inputs`, as the reader that it is given; `asker` is told when the value is stale. */
  get(inputs: readonly unknown[], make: (reader: Reader) => T, asker?: Reader): T {
    if (!this.known || !sameValues(this.known.inputs, inputs)) {
      this.let();
      const reader = new Reader(() => this.let());
      const value = make(reader);
      // What changed while it was made shows the next time.
      if (!reader.isStale) this.known = { value, inputs: [...inputs], reader };
      if (reader.isStale) return value;
    }
    asker?.reads(this.askers);
    return (this.known as { value: T }).value;
  }

  /** Forgets the value. */
  let(): void {
    this.known?.reader.retire();
    this.known = undefined;
    this.askers.tell();
  }
}

export function sameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
