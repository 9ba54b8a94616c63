/** Who has looked at one thing. Whoever was told that it changed has to look again to be told again. */
export class Readers {
  // There are hundreds of thousands of them, and most have one reader.
  private only: Reader | undefined;
  private many: Set<Reader> | undefined;

  /** `whenLeft`: the last of them has gone without having been told. */
  constructor(private readonly whenLeft?: () => void) {}

  /** For {@link Reader} alone, which remembers where it stands; false when it stood there already. */
  add(reader: Reader): boolean {
    if (this.many) {
      const { size } = this.many;
      return this.many.add(reader).size > size;
    }
    if (this.only === reader) return false;
    if (this.only) {
      this.many = new Set([this.only, reader]);
      this.only = undefined;
    } else this.only = reader;
    return true;
  }

  delete(reader: Reader): void {
    if (this.only === reader) this.only = undefined;
    else if (!this.many?.delete(reader)) return;
    if (this.isEmpty) this.whenLeft?.();
  }

  get isEmpty(): boolean {
    return this.only === undefined && (this.many?.size ?? 0) === 0;
  }

  tell(): void {
    const { only, many } = this;
    this.only = undefined;
    this.many = undefined;
    only?.stale();
    if (many) for (const reader of many) reader.stale();
  }
}

/** One making of a value: it looks at things that may change, and is stale once the first of them has. */
export class Reader {
  private places: Readers[] | undefined;
  private over = false;

  constructor(private whenStale?: () => void) {}

  get isStale(): boolean {
    return this.over;
  }

  reads(readers: Readers): void {
    // Who still holds what was thrown away may read on: nobody needs to hear of it.
    if (this.over || !readers.add(this)) return;
    if (this.places) this.places.push(readers);
    else this.places = [readers];
  }

  stale(): void {
    if (this.over) return;
    const { whenStale } = this;
    this.retire();
    whenStale?.();
  }

  /** Is told of nothing any more. */
  retire(): void {
    this.over = true;
    const { places } = this;
    this.places = undefined;
    this.whenStale = undefined;
    if (places) for (const readers of places) readers.delete(this);
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
