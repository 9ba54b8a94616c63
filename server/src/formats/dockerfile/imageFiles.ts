import type { DockerCopy, Dockerfile, DockerRun, DockerStage } from './dockerfileFacts';
import { dockerignore } from './dockerignore';
import { isMissing, type BuildContext, type ImageFile } from './imageFile';
import { baseName, contextPath, pathBelow, resolvePath } from './imagePath';
import { matchesPattern, parsePattern } from './pathPattern';
import { runPlace, scriptEffect } from './scriptEffect';

/** Bound the search through stages and scripts that copy from each other: how much is looked at, and how far down. */
const maxLookups = 20_000;
const maxDepth = 150;

/** Finds out where the files of an image come from, by following the build backwards. Runs nothing. */
export class ImageFiles {
  private lookups = 0;
  private depth = 0;
  private readonly found = new Map<string, ImageFile | undefined>();

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly context: BuildContext | undefined,
  ) {}

  /** The file at an absolute path of a stage's image; undefined when the Dockerfile puts none there. */
  find(stage: DockerStage, path: string): ImageFile | undefined {
    this.lookups = 0;
    return this.before(stage, stage.steps.length, path);
  }

  private before(stage: DockerStage, end: number, path: string): ImageFile | undefined {
    const key = `${stage.index} ${end} ${path}`;
    if (this.found.has(key)) return this.found.get(key);
    if (++this.lookups > maxLookups || this.depth >= maxDepth) return undefined;
    this.depth++;
    const result = this.search(stage, end, path);
    this.depth--;
    this.found.set(key, result);
    return result;
  }

  private search(stage: DockerStage, end: number, path: string): ImageFile | undefined {
    let absent: ImageFile | undefined;
    for (let i = end - 1; i >= 0; i--) {
      const step = stage.steps[i];
      if (step === undefined || step.onbuild) continue;
      let file: ImageFile | 'removed' | undefined;
      if (step.kind === 'copy') file = this.copied(step, path);
      else if (step.kind === 'run') file = this.run(stage, i, step, path);
      if (file === 'removed') return undefined;
      if (file === undefined) continue;
      // A file that the workspace lacks does not cover an earlier one, unless the build fails without it.
      if (!isMissing(file)) return file;
      absent ??= file;
    }
    const parent = stage.parent === undefined ? undefined : this.dockerfile.stages[stage.parent];
    const inherited = parent && this.before(parent, parent.steps.length, path);
    return inherited ?? absent;
  }

  private copied(step: DockerCopy, path: string): ImageFile | undefined {
    const written = step.destination.value;
    const destination = written === undefined ? undefined : resolvePath(step.directory, written);
    if (written === undefined || destination === undefined) return undefined;
    const count = step.sources.length + step.heredocs.length;
    const intoDirectory =
      /(?:^|\/)\.{0,2}$/.test(written) || count > 1 || isDirectoryOf(step.directory, destination);
    for (const heredoc of step.heredocs) {
      const target = intoDirectory ? resolvePath(destination, heredoc.name) : destination;
      if (target !== path) continue;
      const { body, bodyAt, expands } = heredoc;
      return {
        origin: 'inline',
        at: step.at,
        body,
        ...(bodyAt.span.end - bodyAt.span.start === body.length ? { bodyAt } : {}),
        expands: expands && body.includes('$'),
        certainty: 'certain',
        changes: [],
      };
    }
    for (const source of step.sources.toReversed()) {
      if (source.value === undefined) continue;
      const file = this.copiedFrom(step, source.value, destination, intoDirectory, path);
      if (file) return file;
    }
    return undefined;
  }

  private copiedFrom(
    step: DockerCopy,
    source: string,
    destination: string,
    intoDirectory: boolean,
    path: string,
  ): ImageFile | undefined {
    const below = pathBelow(destination, path);
    const asFile = intoDirectory ? resolvePath(destination, baseName(source)) : destination;
    if (step.from) {
      const stage = step.from.stage === undefined ? undefined : this.dockerfile.stages[step.from.stage];
      const inside = resolvePath('/', source) ?? '/';
      if (stage) {
        const end = stage.steps.length;
        const fromDirectory = below
          ? this.before(stage, end, resolvePath(inside, below) ?? inside)
          : undefined;
        return fromDirectory ?? (asFile === path ? this.before(stage, end, inside) : undefined);
      }
      // From the system's directories people copy programs, never a whole directory of an app.
      const system = /^\/(?:usr|bin|sbin|lib|etc|tmp|root)\//.test(inside);
      const other = below && !system ? resolvePath(inside, below) : asFile === path ? inside : undefined;
      if (other === undefined) return undefined;
      const { image } = step.from;
      return {
        origin: 'image',
        at: step.at,
        path: other,
        ...(image ? { image } : {}),
        certainty: 'likely',
        changes: [],
      };
    }
    if (/^(?:https?|git|ssh):|^git@/.test(source)) return undefined;
    const inContext = contextPath(source);
    if (/[*?[]/.test(inContext)) return this.copiedByPattern(step, inContext, destination, path);
    if (this.isDirectory(source, inContext)) {
      if (!below || isExcluded(step, below)) return undefined;
      return this.fromContext(step, contextPath(inContext, below), true);
    }
    return asFile === path ? this.fromContext(step, inContext, false) : undefined;
  }

  /** `COPY .env* ./`: of a directory that matches, Docker copies what is in it. */
  private copiedByPattern(
    step: DockerCopy,
    source: string,
    destination: string,
    path: string,
  ): ImageFile | undefined {
    const below = pathBelow(destination, path);
    if (!below) return undefined;
    const folder = source.includes('/') ? source.slice(0, source.lastIndexOf('/') + 1) : '';
    if (below.includes('/') || /[*?[]/.test(folder)) return undefined;
    const candidate = contextPath(folder, below);
    return matchesPattern(parsePattern(source), candidate)
      ? this.fromContext(step, candidate, true)
      : undefined;
  }

  private fromContext(step: DockerCopy, path: string, optional: boolean): ImageFile | undefined {
    if (this.context?.isIgnored(path)) return undefined;
    const present = this.context?.has(path);
    return {
      origin: 'context',
      at: step.at,
      path,
      ...(present === undefined ? {} : { present }),
      ...(optional ? { optional } : {}),
      certainty: present === true ? 'certain' : 'likely',
      changes: [],
    };
  }

  private isDirectory(written: string, path: string): boolean {
    if (path === '' || /\/\.?$/.test(written) || this.context?.isDirectory(path)) return true;
    if (this.context?.has(path)) return false;
    // Not in the workspace: by the look of its name.
    return !/^\.env|\.[\w-]+$|^(?:artisan|Dockerfile|Caddyfile|Makefile|LICENSE)$/.test(baseName(path));
  }

  private run(
    stage: DockerStage,
    index: number,
    run: DockerRun,
    path: string,
  ): ImageFile | 'removed' | undefined {
    return this.runBefore(stage, index, run, run.scan.steps.length, path);
  }

  /** What the first `end` steps of a script leave at a path; undefined when they do not touch it. */
  private runBefore(
    stage: DockerStage,
    index: number,
    run: DockerRun,
    end: number,
    path: string,
  ): ImageFile | 'removed' | undefined {
    if (this.depth >= maxDepth) return undefined;
    const earlier = (until: number, wanted: string): ImageFile | undefined => {
      this.depth++;
      const inScript = this.runBefore(stage, index, run, until, wanted);
      this.depth--;
      return inScript === 'removed' ? undefined : (inScript ?? this.before(stage, index, wanted));
    };
    for (let i = end - 1; i >= 0; i--) {
      const step = run.scan.steps[i];
      if (step === undefined || ++this.lookups > maxLookups) return undefined;
      const at = runPlace(this.dockerfile.file, run, step.step);
      const changed = (): ImageFile | undefined => {
        const file = earlier(i, path);
        return file && { ...file, changes: [...file.changes, at] };
      };
      const result = scriptEffect(
        this.dockerfile.file,
        run,
        step,
        path,
        at,
        (wanted) => earlier(i, wanted),
        changed,
      );
      if (result !== undefined) return result;
    }
    return undefined;
  }
}

/** Whether a directory that is in use is a directory: the working one, or one above it. */
function isDirectoryOf(directory: string | undefined, path: string): boolean {
  return directory !== undefined && pathBelow(path, directory) !== undefined;
}

function isExcluded(step: DockerCopy, below: string): boolean {
  return step.excludes.length > 0 && dockerignore(step.excludes.join('\n'))(below);
}
