import { place, type Place } from '../../text/place';
import type { ShellStep, ShellStepOf } from '../shell/shellScan';
import type { DockerRun } from './dockerfileFacts';
import { expandWord } from './expandWord';
import { isMissing, type ImageFile } from './imageFile';
import { baseName, pathBelow, resolvePath } from './imagePath';
import { matchesPattern, parsePattern } from './pathPattern';

/**
 * What one step of a RUN makes of the file at `path`: where it then comes from, `removed`, or undefined when it leaves
 * it alone. `earlier` tells of a file before the step, `changed` of this one with the step as a change.
 */
export function scriptEffect(
  file: string,
  run: DockerRun,
  entry: ShellStepOf,
  path: string,
  at: Place,
  earlier: (path: string) => ImageFile | undefined,
  changed: () => ImageFile | undefined,
): ImageFile | 'removed' | undefined {
  const { step } = entry;
  const resolve = (written: string): string | undefined => scriptPath(run, step, written);
  const certainty = step.conditional ? 'likely' : 'certain';
  switch (entry.kind) {
    case 'copy': {
      const source = resolve(entry.step.source);
      const target = resolve(entry.step.target);
      if (source === undefined || target === undefined) return undefined;
      if (entry.step.how === 'move' && !step.conditional && source === path) return 'removed';
      const below = pathBelow(target, path);
      const wanted =
        below === undefined ? undefined : below === '' ? source : belowCopy(source, below, entry.step.target);
      if (wanted === undefined) return undefined;
      const own = step.conditional && spares(step.condition, path) ? earlier(path) : undefined;
      if (own && !isMissing(own)) return own;
      const copied = earlier(wanted);
      // A command that copies what is not there fails, and the build with it.
      return (
        copied && {
          ...copied,
          optional: step.conditional,
          ...(step.conditional ? { certainty: 'likely' } : {}),
        }
      );
    }
    case 'write': {
      if (resolve(entry.step.target) !== path) return undefined;
      const { how, body, bodySpan, expands, append, source } = entry.step;
      if (how === 'changed') return changed();
      const before = append ? changed() : undefined;
      if (before && !isMissing(before)) return before;
      const from = how === 'file' && source !== undefined ? resolve(source) : undefined;
      const template = from === undefined ? undefined : earlier(from);
      if (template) return { ...template, changes: expands ? [...template.changes, at] : template.changes };
      const bodyAt =
        bodySpan && run.scriptStart !== undefined && bodySpan.end - bodySpan.start === body?.length
          ? runPlace(file, run, { span: bodySpan })
          : undefined;
      return {
        origin: 'generated',
        at,
        ...(body === undefined ? {} : { body }),
        ...(bodyAt === undefined ? {} : { bodyAt }),
        expands,
        certainty,
        changes: [],
      };
    }
    case 'removal': {
      if (step.conditional) return undefined;
      const gone = entry.step.targets.some((target) => {
        const removed = resolve(target);
        return (
          removed !== undefined &&
          (pathBelow(removed, path) !== undefined || matchesPattern(parsePattern(removed), path))
        );
      });
      return gone ? 'removed' : undefined;
    }
    case 'artisan': {
      const root = resolve(entry.step.artisan)?.replace(/\/?artisan$/, '') ?? '';
      if (entry.step.command === 'key:generate' && path === `${root}/.env`) {
        return entry.step.arguments.includes('--show') ? undefined : changed();
      }
      if (path !== `${root}/bootstrap/cache/config.php`) return undefined;
      if (entry.step.command === 'config:cache' || entry.step.command === 'optimize') {
        return { origin: 'generated', at, expands: true, certainty, changes: [] };
      }
      const clears = entry.step.command === 'config:clear' || entry.step.command === 'optimize:clear';
      return clears && !step.conditional ? 'removed' : undefined;
    }
    default:
      return undefined;
  }
}

/** The place of a step of a RUN; the whole instruction where the script's characters are not those of the file. */
export function runPlace(file: string, run: DockerRun, { span }: Pick<ShellStep, 'span'>): Place {
  if (run.scriptStart === undefined) return run.at;
  return place(file, run.scriptStart + span.start, run.scriptStart + span.end);
}

/** The absolute path that a word of a RUN means; undefined when it holds something unknown. */
export function scriptPath(run: DockerRun, step: ShellStep, written: string): string | undefined {
  const expand = (text: string): string | undefined =>
    text.includes('$') ? expandWord(text, run.variables) : text;
  const path = expand(written);
  const changed = step.directory === undefined ? '' : expand(step.directory);
  if (path === undefined || changed === undefined || path.includes('`')) return undefined;
  return resolvePath(resolvePath(run.directory, changed), path);
}

/** `cp a dir/` makes `dir/a`; `cp -r a b` makes `b/…`. */
function belowCopy(source: string, below: string, target: string): string | undefined {
  const name = baseName(source);
  if (below === name || below.startsWith(`${name}/`)) return `${source}${below.slice(name.length)}`;
  return target.endsWith('/') ? undefined : resolvePath(source, below);
}

/** Whether a condition says that the copy is made only if the file is not there yet: `[ ! -f .env ]`. */
function spares(condition: string | undefined, path: string): boolean {
  return condition !== undefined && condition.includes('!') && condition.includes(baseName(path));
}
