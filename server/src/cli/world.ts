import type { WorkspaceHost } from '../analysis/workspaceHost';

/** What the command line needs of the world around it. */
export interface CommandLine {
  readonly argv: readonly string[];
  readonly version: string;
  /** The current folder, absolute, with `/`. */
  readonly folder: string;
  /** Opens a folder. Throws with a reason in words when it is not there, or is no folder. */
  open(folder: string): WorkspaceHost;
  /** The text of a file that an option names. Throws with a reason in words. */
  read(file: string): string;
  /** Writes a file that an option names. Throws with a reason in words. */
  save(file: string, text: string): void;
  readonly colours: boolean;
  write(text: string): void;
  complain(text: string): void;
  /** Shows on a terminal what is going on, in place of what was shown before; '' takes it away. */
  progress?(text: string): void;
}

export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;
