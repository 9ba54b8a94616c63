import { FILE_FACTS } from '../build/fileFacts';
import { factOf, gathered, remembered } from '../build/remembered';
import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import type { FileStore } from './fileStore';
import { modelWorkspace } from './modelWorkspace';
import { mergeSettings, type Settings } from './settings';
import { readSettingsFile } from './settingsFile';

/** How far it is: files that were read, of so many. */
export interface Warmth {
  readonly read: number;
  readonly of: number;
}

/**
 * Does in pieces what an analysis of the same files would do first and in one go: it lists and reads them, and makes what is
 * remembered of them. The analysis that follows finds it there; what changes meanwhile is made again. It says nothing
 * itself, and may be given up at any point. A piece is what is done between two results; of what takes longer than one thing
 * some more are done until it `isLate`.
 */
export function* warm(files: FileStore, given: Settings, isLate: () => boolean): Generator<Warmth> {
  for (const _ of files.walk()) yield { read: 0, of: 0 };
  const own = readSettingsFile(files);
  const settings = own ? mergeSettings(own.settings, given) : given;
  files.leaveOut(settings.exclude);
  // Objects are let go of unless somebody holds them, as the stacks will that are made of them.
  const held: unknown[] = [];
  yield* facts(files, held);
  yield* steps(files, isLate, (tracked) => {
    modelWorkspace(tracked, settings);
    held.length = 0;
  });
}

function* facts(files: FileStore, held: unknown[]): Generator<Warmth> {
  const known = new Set<string>();
  // Files may come while others are read.
  for (let found = files.paths; ; found = files.paths) {
    const missing = found.filter((path) => !known.has(path));
    if (missing.length === 0) return;
    for (const path of missing) {
      known.add(path);
      let concerned = false;
      for (const fact of FILE_FACTS) {
        if (fact.concerns?.(path) === false) continue;
        files.fact(path, fact);
        concerned = true;
      }
      if (/\.ya?ml$/i.test(path)) held.push(files.objects(path));
      if (concerned) yield { read: known.size, of: found.length };
    }
  }
}

/** Thrown where the next thing is to wait. Nothing that was made before is lost. */
const LATER = Symbol('later');

/** Makes what `work` wants remembered until it is late; what was made is found there the next time. */
function* steps(
  files: FileStore,
  isLate: () => boolean,
  work: (files: WorkspaceFiles) => void,
): Generator<Warmth> {
  const of = files.paths.length;
  for (;;) {
    const attempt: Attempt = { isLate, hasMade: false, isOver: false };
    try {
      work(new UntilLate(files, attempt));
      return;
    } catch (error) {
      if (error !== LATER) throw error;
    } finally {
      attempt.isOver = true;
    }
    yield { read: of, of };
  }
}

interface Attempt {
  readonly isLate: () => boolean;
  /** Whether it has come any further than the one before. */
  hasMade: boolean;
  /** What was made may still read through it, and remember more. */
  isOver: boolean;
}

/** Files that remember nothing new once it is late, also within what is being made. */
class UntilLate implements WorkspaceFiles {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly attempt: Attempt,
  ) {}

  get paths(): readonly string[] {
    return this.files.paths;
  }

  get reader(): WorkspaceFiles['reader'] {
    return this.files.reader;
  }

  get changes(): WorkspaceFiles['changes'] {
    return this.files.changes;
  }

  text(path: string): ReturnType<WorkspaceFiles['text']> {
    return this.files.text(path);
  }

  yaml(path: string): ReturnType<WorkspaceFiles['yaml']> {
    return this.files.yaml(path);
  }

  objects(path: string): ReturnType<WorkspaceFiles['objects']> {
    return this.files.objects(path);
  }

  ignoredByGit(path: string): boolean {
    return this.files.ignoredByGit(path);
  }

  fact<T>(path: string, fact: FileFact<T>): T {
    return factOf(this.files, path, fact);
  }

  gather<T>(fact: FileFact<T | undefined>): ReadonlyMap<string, T> {
    return gathered(this.files, fact);
  }

  remember<T>(key: string, inputs: readonly unknown[], make: (files: WorkspaceFiles) => T): T {
    const { attempt } = this;
    return remembered(this.files, key, inputs, (tracked) => {
      if (!attempt.isOver && attempt.hasMade && attempt.isLate()) throw LATER;
      const made = make(new UntilLate(tracked, attempt));
      attempt.hasMade = true;
      return made;
    });
  }
}
