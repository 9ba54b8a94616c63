import { Beside } from '../build/beside';
import type { LaravelApp } from '../build/laravelApps';
import { factOf, gathered, remembered } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { FileFact, WorkspaceFiles } from '../build/workspaceFiles';
import type { WorkspaceModel } from '../model/stackModel';
import type { Finding } from './finding';

/** Most files hold none, and are not looked through again until they change. */
export function maySuppress(files: WorkspaceFiles, file: string): boolean {
  return factOf(files, file, MAY_SUPPRESS) === true;
}

const YAML = /\.ya?ml$/i;

export const MAY_SUPPRESS: FileFact<true | undefined> = {
  name: 'may suppress',
  concerns: (path) => YAML.test(path),
  of: (files, path) => (files.text(path)?.includes('laravel-k8s') ? true : undefined),
};

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function presentIn(paths: readonly string[]): ReadonlySet<string> {
  const set = sets.get(paths) ?? new Set(paths);
  sets.set(paths, set);
  return set;
}

/** The files with suppressions of which something judged is made. What a stack looked for may be absent, or a directory. */
export function suppressingFiles(
  files: WorkspaceFiles,
  model: WorkspaceModel,
  findings: readonly Finding[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (file: string): void => {
    if (!found.has(file) && maySuppress(files, file)) found.add(file);
  };
  for (const { at } of findings) look(at.file);
  const stacks = model.running;
  for (const file of gathered(files, MAY_SUPPRESS).keys())
    if (stacks.some(({ stack }) => stack.reads.has(file))) found.add(file);
  const present = presentIn(files.paths);
  const apps = new Set<LaravelApp>();
  for (const { stack, workloads } of stacks) {
    for (const file of otherReads(stack)) if (present.has(file)) look(file);
    for (const { app, image } of workloads) {
      if (app) apps.add(app);
      for (const file of image ? [image.dockerfile, ...image.startScripts.map(({ at }) => at.file)] : [])
        look(file);
    }
  }
  for (const app of apps) {
    const own = remembered(files, `suppressing in ${app.root}`, [app], (tracked) =>
      [...app.reads].filter((file) => maySuppress(tracked, file)),
    );
    for (const file of own) found.add(file);
  }
  return found;
}

const OTHER_READS = new Beside<Stack, readonly string[]>();

/** What a stack reads that is no YAML. */
function otherReads(stack: Stack): readonly string[] {
  let found = OTHER_READS.get(stack);
  if (!found) {
    found = [...stack.reads].filter((file) => !YAML.test(file));
    OTHER_READS.set(stack, found);
  }
  return found;
}
