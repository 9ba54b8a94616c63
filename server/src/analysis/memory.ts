import type { WorkspaceFiles } from '../build/workspaceFiles';
import { TrackedFiles, type Reads, type TrackedSource } from './trackedFiles';

interface Memo {
  readonly value: unknown;
  readonly inputs: readonly unknown[];
  readonly reads: Reads;
  /** How many changes there had been when it was last known to be true. */
  knownAt: number;
  /** The analysis that asked for it last. */
  askedIn: number;
}

/** Results of computations over the files of one folder, each with what it read. */
export class Memory {
  private readonly memos = new Map<string, Memo>();
  /** The paths whose text has changed since the last analysis, in the order in which it did. */
  private log: string[] = [];
  /** How many changes came before those. */
  private settled = 0;
  private analyses = 0;
  private changes: { readonly since: number; readonly until: number; readonly paths: ReadonlySet<string> } = {
    since: 0,
    until: 0,
    paths: new Set(),
  };

  constructor(private readonly source: TrackedSource) {}

  changed(path: string): void {
    this.log.push(path);
  }

  remember<T>(
    key: string,
    inputs: readonly unknown[],
    make: (files: WorkspaceFiles) => T,
  ): { readonly value: T; readonly reads: Reads } {
    const known = this.memos.get(key);
    if (known && sameValues(known.inputs, inputs) && this.isCurrent(known.reads, this.changesSince(known))) {
      known.knownAt = this.now;
      known.askedIn = this.analyses;
      return { value: known.value as T, reads: known.reads };
    }
    const files = new TrackedFiles(this.source);
    const knownAt = this.now;
    const value = make(files);
    const { reads } = files;
    this.memos.set(key, { value, inputs: [...inputs], reads, knownAt, askedIn: this.analyses });
    return { value, reads };
  }

  /** Lets go of what the analysis that is over did not ask for. */
  endAnalysis(): void {
    for (const [key, { knownAt, askedIn }] of this.memos) {
      if (askedIn !== this.analyses || knownAt !== this.now) this.memos.delete(key);
    }
    this.settled = this.now;
    this.log = [];
    this.analyses++;
  }

  private get now(): number {
    return this.settled + this.log.length;
  }

  private changesSince({ knownAt }: Memo): ReadonlySet<string> {
    const { since, until, paths } = this.changes;
    if (since === knownAt && until === this.now) return paths;
    const found = new Set(this.log.slice(knownAt - this.settled));
    this.changes = { since: knownAt, until: this.now, paths: found };
    return found;
  }

  private isCurrent(reads: Reads, changes: ReadonlySet<string>): boolean {
    if (reads.paths && reads.paths !== this.source.paths) return false;
    if (reads.ignored && reads.ignored.of !== this.source.ignored) return false;
    for (const path of changes) {
      if (reads.texts.has(path)) return false;
      for (const [fact, print] of reads.facts.get(path) ?? []) {
        if (this.source.factWithPrint(path, fact).print !== print) return false;
      }
    }
    for (const inner of reads.inner) if (!this.isCurrent(inner, changes)) return false;
    return true;
  }
}

function sameValues(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
