import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder on disk that is made to hold these files and no others, again and again. */
export class Mirror {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'laravel-k8s-test-')));
  private held = new Map<string, string>();

  /** Only what differs is written. */
  show(files: ReadonlyMap<string, string>): void {
    for (const file of this.held.keys()) {
      if (files.has(file)) continue;
      rmSync(path.join(this.folder, file), { force: true });
      this.removeEmpty(path.dirname(file), files);
    }
    for (const [file, text] of files) {
      if (this.held.get(file) === text) continue;
      const target = path.join(this.folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    this.held = new Map(files);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A folder goes with its last file, so that a file may stand in its place. */
  private removeEmpty(folder: string, files: ReadonlyMap<string, string>): void {
    if (folder === '.' || [...files.keys()].some((file) => file.startsWith(`${folder}/`))) return;
    rmSync(path.join(this.folder, folder), { recursive: true, force: true });
    this.removeEmpty(path.dirname(folder), files);
  }
}
