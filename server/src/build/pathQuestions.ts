import { pathLayout, type PathLayout } from './pathLayout';
import { remembered } from './remembered';
import type { WorkspaceFiles } from './workspaceFiles';

/** Answers whether paths are there, and remembers what it was asked. */
export interface PathQuestions {
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
}

/**
 * As {@link remembered}, for what depends on the list of paths through single questions alone: another list makes nothing
 * anew while the answers are the same. `make` and its result, also later on, ask through what they are given, and read no
 * list from the files.
 */
export function rememberedByPaths<T>(
  files: WorkspaceFiles,
  key: string,
  inputs: readonly unknown[],
  make: (files: WorkspaceFiles, questions: PathQuestions) => T,
): T {
  const questions = remembered(files, `${key}: questions`, [], () => new Questions());
  questions.ask(pathLayout(files.paths));
  return remembered(files, key, [...inputs, questions.renewed], (tracked) => {
    questions.begin();
    return make(tracked, questions);
  });
}

class Questions implements PathQuestions {
  /** How often an answer was another one. */
  renewed = 0;
  private layout: PathLayout | undefined;
  private readonly asked = new Map<string, number>();

  /** Takes another list, and looks whether it answers what was asked so far in another way. */
  ask(layout: PathLayout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    for (const [path, answer] of this.asked) {
      if (answerOf(layout, path) === answer) continue;
      this.renewed++;
      this.asked.clear();
      return;
    }
  }

  /** What was asked before is of no interest any more. */
  begin(): void {
    this.asked.clear();
  }

  isFile(path: string): boolean {
    return (this.answer(path) & FILE) !== 0;
  }

  isDirectory(path: string): boolean {
    return (this.answer(path) & DIRECTORY) !== 0;
  }

  private answer(path: string): number {
    let answer = this.asked.get(path);
    if (answer === undefined) {
      answer = this.layout ? answerOf(this.layout, path) : 0;
      this.asked.set(path, answer);
    }
    return answer;
  }
}

/** A list may hold a path and others below it, while an editor holds what the disk does not. */
const FILE = 1;
const DIRECTORY = 2;

function answerOf(layout: PathLayout, path: string): number {
  return (layout.files.has(path) ? FILE : 0) | (layout.directories.has(path) ? DIRECTORY : 0);
}
