import type { Place } from '../../text/place';
import type { YamlFile, YamlNode, YamlScalar } from '../../formats/yaml/tree';
import { kustomizationFileNames } from '../../formats/kustomize/readKustomization';
import type { BuildProblem } from '../builtStack';
import { draftOf, type Draft } from './draft';
import { Failure } from './failure';
import { mayBeMissing } from './mayBeMissing';
import type { MergeSchema } from './mergeSchema';
import { isRemote, isWithin, joinPath } from './paths';
import type { Work } from './work';
import type { KustomizeWorkspace } from './workspace';

/** What one build shares: the files it reads, and what it finds wrong on the way. */
export class BuildContext {
  readonly problems: BuildProblem[] = [];
  readonly reads = new Set<string>();
  readonly outside: string[] = [];
  readonly absent: string[] = [];
  /** The merge keys of a kustomization's own `openapi`, which replace the built-in ones for the rest of the build. */
  openapi: ReadonlyMap<string, MergeSchema> | undefined;
  private readonly reported = new Set<string>();

  constructor(
    readonly workspace: KustomizeWorkspace,
    readonly work: Work,
  ) {}

  /** Notes a problem once, in a full sentence that carries kustomize's reason. */
  report(
    at: Place,
    message: string,
    severity: BuildProblem['severity'] = 'error',
    related: BuildProblem['related'] = [],
  ): void {
    const key = `${at.file}:${at.span.start} ${message}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.problems.push({ at, message, severity, ...(related.length > 0 && { related }) });
  }

  /** Does a step; what fails in it is reported where it says, or else at `at`, and the build goes on. */
  attempt<T>(at: Place, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.report(
        error.at ?? at,
        `Kustomize does not build this: ${error.message}.`,
        error.severity,
        error.related,
      );
      return undefined;
    }
  }

  /** Says that objects may exist which cannot be seen here. */
  missing(sentence: string): void {
    if (!this.outside.includes(sentence)) this.outside.push(sentence);
  }

  isFile(path: string): boolean {
    this.reads.add(path);
    return this.workspace.isFile(path);
  }

  text(path: string): string | undefined {
    return this.workspace.text(path);
  }

  content(path: string): string | undefined {
    this.reads.add(path);
    return this.workspace.text(path);
  }

  yaml(path: string): YamlFile | undefined {
    this.reads.add(path);
    return this.workspace.yaml(path);
  }

  /**
   * The file that an entry names, or a Failure for kustomize's reason not to load it. A file above the kustomization is
   * a problem but loaded: whoever builds with `--load-restrictor` gets it.
   */
  loadPath({ text, at }: { readonly text: string; readonly at: Place }, directory: string): string {
    const reason = (path: string) => `security; file '${path}' is not in or below '${directory || '.'}'`;
    if (isRemote(text)) {
      throw new Failure(`"${text}" is fetched from elsewhere, which is not done here`, at, 'information');
    }
    if (text.startsWith('/')) throw new Failure(reason(text), at);
    const path = joinPath(directory, text);
    if (!isWithin(path, '')) throw new Failure(reason(path), at);
    if (!this.isFile(path)) {
      if (this.workspace.isDirectory(path)) throw new Failure(`'${path}' must resolve to a file`, at);
      throw this.notThere(path, at);
    }
    if (!isWithin(path, directory)) {
      const severity = this.workspace.loadsFromAnywhere() ? 'information' : 'error';
      this.report(at, `Kustomize does not build this: ${reason(path)}.`, severity);
    }
    return path;
  }

  /** Why a path that is not there fails: for certain, or only in this checkout. */
  notThere(path: string, at?: Place): Failure {
    for (const name of ['', ...kustomizationFileNames]) this.reads.add(joinPath(path, name));
    return mayBeMissing(path, this.workspace)
      ? new Failure(
          `"${path}" is not in this workspace; Git ignores it, so it may be made elsewhere`,
          at,
          'information',
        )
      : new Failure(`"${path}" is not there (no such file or directory)`, at);
  }

  /** A copy of a parsed node to work on; doubled keys are what kustomize refuses to print. */
  draft(node: YamlNode, relocate?: (at: Place) => Place, asJson = false): Draft {
    return draftOf(node, this.work, {
      onDuplicate: (key: YamlScalar) =>
        this.report(
          relocate ? relocate(key.at) : key.at,
          `Kustomize does not build this: mapping key "${key.text}" already defined.`,
        ),
      onOddKey: (key) =>
        this.report(key.at, `Kustomize does not build this: the key ${key.text} is no string; quote it.`),
      ...(relocate ? { relocate } : {}),
      asJson,
    });
  }
}
