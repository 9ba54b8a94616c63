import type { AppImage } from '../build/appImages';
import type { LaravelApp } from '../build/laravelApps';
import type { OutsideHints } from '../build/outsideHints';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { appOf } from './appOf';
import { laravelContainer } from './laravelContainer';
import { modelWorkload } from './modelWorkload';
import { StackIndex } from './stackIndex';
import type { StackModel } from './stackModel';

export interface StackInput {
  readonly files: WorkspaceFiles;
  readonly stack: Stack;
  readonly apps: readonly LaravelApp[];
  readonly images: readonly AppImage[];
  readonly hints: OutsideHints;
  /** Names of Services that the settings say exist outside the repository. */
  readonly externalServices: readonly string[];
}

/** What the objects of a stack mean. Stacks without a Laravel workload have a model too: it is empty. */
export function modelStack(input: StackInput): StackModel {
  const index = new StackIndex(input.stack);
  const workloads = index.all('workload').flatMap((object) => {
    const found = laravelContainer(index, object, input.apps);
    if (!found) return [];
    const app = appOf(input.apps, object, found.container);
    return [modelWorkload({ ...input, index, object, ...found, ...(app && { app }) })];
  });
  return { stack: input.stack, index, hints: input.hints, workloads };
}
