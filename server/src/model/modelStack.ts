import { appOf } from './appOf';
import { laravelContainer } from './laravelContainer';
import { modelWorkload } from './modelWorkload';
import { StackIndex } from './stackIndex';
import type { StackInput } from './stackInput';
import type { StackModel } from './stackModel';

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
