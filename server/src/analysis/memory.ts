/**
 * Results of computations over the files of one folder, each with what it read. A change is told to those who read what has
 * changed, and by them to those who asked them, so that nothing is looked at which a change does not concern.
 */
import { Readers, sameValues, type Reader } from '../build/reader';
import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import { Memo } from './memo';
import { TrackedFiles, type ReadLog, type TrackedSource } from './trackedFiles';

/** A fact of one file that somebody has read, with its text, by which it is compared. */
interface FactRead {
  readonly print: string;
  readonly readers: Readers;
}

export class Memory implements ReadLog {
  private readonly memos = new Map<string, Memo>();
  private readonly texts = new Map<string, Readers>();
  private readonly facts = new Map<string, Map<FileFact<unknown>, FactRead>>();
  private readonly list = new Readers();
  private readonly ignored = new Readers();
  /** Those that an analysis asked for itself. */
  private readonly roots = new Set<Memo>();
  /** Those that nobody may need any more: it shows when the analysis is over. */
  private readonly loose = new Set<Memo>();
  private analyses = 0;

  constructor(private readonly source: TrackedSource) {}

  /** The text of a file is another one, and the source has it already. */
  changed(path: string): void {
    this.texts.get(path)?.tell();
    this.texts.delete(path);
    const facts = this.facts.get(path);
    if (!facts) return;
    for (const [fact, { print, readers }] of facts) {
      if (!readers.isEmpty && this.source.factWithPrint(path, fact).print === print) continue;
      facts.delete(fact);
      readers.tell();
    }
  }

  /** Other files are there than before. */
  listChanged(): void {
    this.list.tell();
  }

  /** Git ignores other files than before. */
  ignoredChanged(): void {
    this.ignored.tell();
  }

  /** `asker`: the computation inside which it is asked for. */
  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T, asker?: Memo): T {
    const known = this.memos.get(key);
    const memo =
      known && !known.isStale && sameValues(known.inputs, inputs) ? known : this.make(key, inputs, make);
    if (asker) asker.asks(memo);
    else {
      memo.askedIn = this.analyses;
      this.roots.add(memo);
    }
    return memo.value as T;
  }

  readsText(path: string, reader: Reader): void {
    let readers = this.texts.get(path);
    if (!readers) this.texts.set(path, (readers = new Readers()));
    reader.reads(readers);
  }

  readsList(reader: Reader): void {
    reader.reads(this.list);
  }

  readsIgnored(reader: Reader): void {
    reader.reads(this.ignored);
  }

  readsFact(path: string, fact: FileFact<unknown>, print: string, reader: Reader): void {
    let facts = this.facts.get(path);
    if (!facts) this.facts.set(path, (facts = new Map()));
    let known = facts.get(fact);
    if (!known) facts.set(fact, (known = { print, readers: new Readers() }));
    reader.reads(known.readers);
  }

  /** Lets go of what the analysis that is over did not ask for. */
  endAnalysis(): void {
    for (const memo of this.roots) {
      if (memo.askedIn === this.analyses) continue;
      this.roots.delete(memo);
      this.loose.add(memo);
    }
    // What one lets go of comes last in the set, and is met by the same loop.
    for (const memo of this.loose) {
      this.loose.delete(memo);
      if (memo.askers.size > 0 || this.roots.has(memo)) continue;
      if (this.memos.get(memo.key) === memo) this.memos.delete(memo.key);
      this.forget(memo);
    }
    this.analyses++;
  }

  private make(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => unknown): Memo {
    const old = this.memos.get(key);
    const memo = new Memo(key, [...inputs]);
    try {
      memo.value = make(new TrackedFiles(this.source, this, memo));
    } catch (error) {
      this.forget(memo);
      throw error;
    }
    this.memos.set(key, memo);
    // The old one goes last, so that what both have asked for stays.
    if (old) {
      this.roots.delete(old);
      this.forget(old);
    }
    return memo;
  }

  private forget(memo: Memo): void {
    memo.stale();
    for (const inner of memo.asked) {
      inner.askers.delete(memo);
      this.loose.add(inner);
    }
    memo.letGo();
  }
}
