import type { Warmth } from '../analysis/warm';
import type { FolderSession } from './folderSession';

/** So many milliseconds at a time: a message that comes meanwhile waits no longer. */
const SLICE = 2;

interface Listener {
  /** Whether something is to be answered first. */
  isAwaited(): boolean;
  /** After each slice. */
  progress(warmth: Warmth): void;
  failed(folder: FolderSession, error: unknown): void;
  /** When all folders have been read. */
  done(): void;
}

/** Reads folders in slices, between which the messages of the client are handled. */
export class Indexing {
  private running: Promise<void> | undefined;

  constructor(
    private readonly folders: () => readonly FolderSession[],
    private readonly listener: Listener,
  ) {}

  /** Reads what is not read yet; resolves when that is done. Whoever comes later waits for the same end. */
  run(): Promise<void> {
    return (this.running ??= new Promise((resolve) => {
      const slice = (): void => {
        if (this.listener.isAwaited() || !this.readOn()) {
          setImmediate(slice);
          return;
        }
        this.running = undefined;
        this.listener.done();
        resolve();
      };
      setImmediate(slice);
    }));
  }

  private readOn(): boolean {
    const until = performance.now() + SLICE;
    const isLate = (): boolean => performance.now() >= until;
    for (const folder of this.folders()) {
      try {
        const warmth = folder.readOn(isLate);
        if (!warmth) continue;
        this.listener.progress(warmth);
        return false;
      } catch (error) {
        this.listener.failed(folder, error);
      }
    }
    return true;
  }
}
