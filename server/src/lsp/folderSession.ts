import { analyseFiles, type Analysis } from '../analysis/analyse';
import { FileStore } from '../analysis/fileStore';
import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';
import type { WorkspaceHost } from '../analysis/workspaceHost';
import type { Finding } from '../analysis/finding';

/** One workspace folder: its files, its settings, and what was found in it last. */
export class FolderSession {
  readonly files: FileStore;
  settings: Settings = DEFAULT_SETTINGS;
  private current: Analysis | undefined;
  /** Files that have diagnostics at the client. */
  private published = new Map<string, string>();

  /** `uri` has no slash at its end. */
  constructor(
    readonly uri: string,
    readonly name: string,
    host: WorkspaceHost,
  ) {
    this.files = new FileStore(host);
  }

  /** The analysis of the current files. */
  analysis(): Analysis {
    return (this.current ??= analyseFiles(this.files, this.settings));
  }

  /** Forgets the analysis, so that the next one is of the files as they are then. */
  touch(): void {
    this.current = undefined;
  }

  /**
   * Files whose findings differ from what was published last, with their findings; files that became clean have none.
   * `versionOf`: an open document is published anew with each version.
   */
  changedFindings(versionOf: (file: string) => number | undefined): ReadonlyMap<string, readonly Finding[]> {
    const byFile = new Map<string, Finding[]>();
    for (const finding of this.analysis().findings) {
      byFile.set(finding.at.file, [...(byFile.get(finding.at.file) ?? []), finding]);
    }
    const changed = new Map<string, readonly Finding[]>();
    const now = new Map<string, string>();
    for (const [file, findings] of byFile) now.set(file, fingerprint(findings, versionOf(file)));
    for (const file of this.published.keys()) if (!now.has(file)) changed.set(file, []);
    for (const [file, print] of now) {
      if (this.published.get(file) !== print) changed.set(file, byFile.get(file) ?? []);
    }
    this.published = now;
    return changed;
  }

  /** The files that have diagnostics at the client, for when the folder goes. */
  publishedFiles(): string[] {
    return [...this.published.keys()];
  }
}

function fingerprint(findings: readonly Finding[], version: number | undefined): string {
  return JSON.stringify([
    version,
    findings.map(({ rule, severity, at, message, related }) => [rule, severity, at.span, message, related]),
  ]);
}
