import { FILE_FACTS } from '../build/fileFacts';
import { Readers, type Reader } from '../build/reader';
import type { FileFact } from '../build/workspaceFiles';

interface Gathered {
  readonly paths: readonly string[];
  readonly values: ReadonlyMap<string, unknown>;
  readonly prints: Map<string, string>;
  readonly readers: Readers;
}

interface Source {
  readonly paths: readonly string[];
  factWithPrint<T>(path: string, fact: FileFact<T>): { readonly value: T; readonly print: string };
}

/** Facts of all files that have them, kept up to date one file at a time. */
export class GatheredFacts {
  private readonly known = new Map<FileFact<unknown>, Gathered>();

  constructor(private readonly source: Source) {}

  get<T>(fact: FileFact<T | undefined>, reader?: Reader): ReadonlyMap<string, T> {
    const { paths } = this.source;
    let gathered = this.known.get(fact);
    if (gathered?.paths !== paths) this.known.set(fact, (gathered = this.gather(fact, paths, gathered)));
    reader?.reads(gathered.readers);
    return gathered.values as ReadonlyMap<string, T>;
  }

  /** The text of a file is another one. */
  changed(path: string): void {
    for (const [fact, gathered] of this.known) {
      const before = gathered.prints.get(path);
      if (before === undefined) continue;
      const { value, print } = this.source.factWithPrint(path, fact);
      if (print === before) continue;
      gathered.prints.set(path, print);
      const values = new Map(gathered.values);
      if (value !== undefined && values.has(path)) values.set(path, value);
      else if (value === undefined) values.delete(path);
      this.known.set(fact, {
        ...gathered,
        values: value === undefined || values.has(path) ? values : this.inOrder(gathered, path, value),
      });
      gathered.readers.tell();
    }
  }

  /** Other files are there: those that were there before are not asked again. */
  listChanged(): void {
    const { paths } = this.source;
    for (const [fact, before] of this.known) {
      const gathered = this.gather(fact, paths, before);
      this.known.set(fact, gathered);
      if (gathered.values !== before.values) before.readers.tell();
    }
  }

  private gather(fact: FileFact<unknown>, paths: readonly string[], before: Gathered | undefined): Gathered {
    const values = new Map<string, unknown>();
    const prints = new Map<string, string>();
    let same = before !== undefined;
    for (const path of paths) {
      if (fact.concerns?.(path) === false) continue;
      const { value, print } = this.source.factWithPrint(path, fact);
      if (!before) this.lookAtAll(path);
      prints.set(path, print);
      if (value === undefined) continue;
      values.set(path, value);
      same &&= before?.prints.get(path) === print;
    }
    const readers = before?.readers ?? new Readers();
    const kept = same && before && before.values.size === values.size ? before.values : values;
    return { paths, values: kept, prints, readers };
  }

  /** The others will be asked for as well, and the text is at hand now. */
  private lookAtAll(path: string): void {
    for (const each of FILE_FACTS) if (each.concerns?.(path) !== false) this.source.factWithPrint(path, each);
  }

  private inOrder({ values, paths }: Gathered, added: string, value: unknown): ReadonlyMap<string, unknown> {
    const result = new Map<string, unknown>();
    for (const path of paths) {
      if (path === added) result.set(path, value);
      else if (values.has(path)) result.set(path, values.get(path));
    }
    return result;
  }
}
