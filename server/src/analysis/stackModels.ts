import type { AppImage } from '../build/appImages';
import type { LaravelApp } from '../build/laravelApps';
import type { OutsideHints } from '../build/outsideHints';
import { remembered, sameList } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { KeptStack } from '../model/keptStack';
import { Neighbours } from '../model/neighbours';
import type { StackModel } from '../model/stackModel';

/** What the models of all stacks are made from, beside the stack and the files. */
export interface ModelInputs {
  readonly apps: readonly LaravelApp[];
  readonly images: readonly AppImage[];
  readonly hints: OutsideHints;
  readonly externalServices: readonly string[];
}

/** The model of each stack: the one of before when nothing has changed that it was made of. */
export function stackModels(
  files: WorkspaceFiles,
  stacks: readonly Stack[],
  inputs: ModelInputs,
): readonly StackModel[] {
  const kept = keptStacks(files, stacks);
  const neighbours = remembered(files, 'neighbours', [], () => new Neighbours());
  // Workloads ask what runs beside them, so that is found out first.
  let changed = false;
  for (const each of kept) if (each.update(files, inputs.apps)) changed = true;
  neighbours.set(kept, changed);
  const models = kept.map((each, order) => each.model(files, String(order), { ...inputs, neighbours }));
  return sameList(files, 'models', models);
}

function keptStacks(files: WorkspaceFiles, stacks: readonly Stack[]): readonly KeptStack[] {
  return remembered(files, 'kept stacks', [stacks], (tracked) =>
    stacks.map((stack, order) =>
      remembered(tracked, `kept ${order}`, [stack], () => new KeptStack(stack, files)),
    ),
  );
}
