import { analyseFiles, type Analysis } from '../analysis/analyse';
import { FileStore } from '../analysis/fileStore';
import { DEFAULT_SETTINGS, type Settings } from '../analysis/settings';
import type { WorkspaceHost } from '../analysis/workspaceHost';
import type { Finding } from '../analysis/finding';
import { certainFindings } from '../analysis/certainFindings';
import { warm, type Warmth } from '../analysis/warm';
import { Beside } from '../build/beside';
import { PlaceConverter } from './convert';

/** Stands for diagnostics that were shown before the first analysis. */
const EARLY = 'early';

/** What the client is shown of a finding. */
interface Shown {
  /** The files that it points to, with the numbers of their last changes. */
  readonly texts: readonly (readonly [file: string, last: number])[];
  readonly converted: unknown;
  readonly print: string;
}

/** One workspace folder: its files, its settings, and what was found in it last. */
export class FolderSession {
  readonly files: FileStore;
  readonly places: PlaceConverter;
  settings: Settings = DEFAULT_SETTINGS;
  private current: Analysis | undefined;
  /** Whether all is read that an analysis needs, or was so once. */
  isRead = false;
  private reading: Generator<Warmth> | undefined;
  private isLate: () => boolean = () => false;
  /** Files that have diagnostics at the client. */
  private published = new Map<string, string>();
  private readonly shown = new Beside<Finding, Shown>();

  /** `uri` has no slash at its end. */
  constructor(
    readonly uri: string,
    readonly name: string,
    host: WorkspaceHost,
  ) {
    this.files = new FileStore(host);
    this.places = new PlaceConverter(uri, this.files);
  }

  /** The analysis of the current files. */
  analysis(): Analysis {
    this.current ??= analyseFiles(this.files, this.settings);
    this.isRead = true;
    this.reading = undefined;
    return this.current;
  }

  /** Reads on until it `isLate`, and says how far it is; undefined when everything is read. */
  readOn(isLate: () => boolean): Warmth | undefined {
    if (this.isRead) return undefined;
    this.isLate = isLate;
    this.reading ??= warm(this.files, this.settings, () => this.isLate());
    try {
      for (;;) {
        const { value, done } = this.reading.next();
        if (done) break;
        if (isLate()) return value;
      }
    } catch (error) {
      // Whatever it was, the analysis will meet it as well, and there it is dealt with.
      this.isRead = true;
      throw error;
    }
    this.isRead = true;
    this.reading = undefined;
    return undefined;
  }

  /** With other settings other files may be read. */
  configure(settings: Settings): void {
    this.settings = settings;
    this.isRead = false;
    this.reading = undefined;
    this.touch();
  }

  /**
   * What to show of a file while the folder is read for the first time; undefined when the client has what an earlier
   * analysis found.
   */
  certain<T>(file: string, convert: (finding: Finding) => T): readonly T[] | undefined {
    const shown = this.published.get(file);
    if (this.current || (shown !== undefined && shown !== EARLY)) return undefined;
    this.published.set(file, EARLY);
    return certainFindings(this.files, file, this.settings).map(convert);
  }

  /** Forgets the analysis, so that the next one is of the files as they are then. */
  touch(): void {
    this.current = undefined;
  }

  /**
   * Files of which something else is to be shown than what was published last, with what that is; nothing of those that
   * became clean. What counts is what the client gets: a line may move in a file that a finding only mentions.
   * `versionOf`: an open document is published anew with each version.
   */
  changes<T>(
    versionOf: (file: string) => number | undefined,
    convert: (finding: Finding) => T,
  ): ReadonlyMap<string, readonly T[]> {
    const byFile = new Map<string, Shown[]>();
    for (const finding of this.analysis().findings) {
      const shown = this.show(finding, convert);
      const known = byFile.get(finding.at.file);
      if (known) known.push(shown);
      else byFile.set(finding.at.file, [shown]);
    }
    const changed = new Map<string, readonly T[]>();
    const now = new Map<string, string>();
    for (const file of this.published.keys()) if (!byFile.has(file)) changed.set(file, []);
    for (const [file, shown] of byFile) {
      const print = [versionOf(file), ...shown.map((each) => each.print)].join('\n');
      now.set(file, print);
      if (this.published.get(file) !== print)
        changed.set(
          file,
          shown.map(({ converted }) => converted as T),
        );
    }
    this.published = now;
    return changed;
  }

  /** The same as before while the finding is, and the texts of all files that it points to. */
  private show<T>(finding: Finding, convert: (finding: Finding) => T): Shown {
    const { changes } = this.files;
    const known = this.shown.get(finding);
    if (known?.texts.every(([file, last]) => changes.lastOf(file) === last)) return known;
    const files = new Set([finding.at.file, ...finding.related.map(({ at }) => at.file)]);
    const texts = [...files].map((file) => [file, changes.lastOf(file)] as const);
    const converted = convert(finding);
    const shown = { texts, converted, print: JSON.stringify(converted) };
    this.shown.set(finding, shown);
    return shown;
  }

  /** The files that have diagnostics at the client, for when the folder goes. */
  publishedFiles(): string[] {
    return [...this.published.keys()];
  }
}
