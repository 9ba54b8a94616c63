import { remembered } from '../build/remembered';
import type { Stack } from '../build/stack';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { KeptStacks, type StacksInput } from '../model/keptStacks';
import type { StackModel } from '../model/stackModel';

/** The model of each stack: the same as before, and the same list of them, when nothing has changed that they rest on. */
export function stackModels(
  files: WorkspaceFiles,
  stacks: readonly Stack[],
  input: StacksInput,
): readonly StackModel[] {
  return remembered(files, 'models of stacks', [], () => new KeptStacks()).models(files, stacks, input);
}
