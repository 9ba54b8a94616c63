import { extractObjects } from '../formats/kubernetes/extractObjects';
import type { BuiltStack } from './builtStack';
import { plainStacks } from './plain/plainStacks';
import type { Stack } from './stack';
import type { WorkspaceFiles } from './workspaceFiles';

/** Every stack of the workspace: kustomizations and charts as they are built, and the plain manifests that remain. */
export function allStacks(files: WorkspaceFiles): AllStacks {
  const built: BuiltStack[] = [];
  const elsewhere = new Set<string>();
  return { stacks: [...built.map(fromBuilt), ...plainStacks(files, elsewhere)], templates: elsewhere };
}

export interface AllStacks {
  readonly stacks: readonly Stack[];
  /** Files that are not manifests as they stand: parts of charts. */
  readonly templates: ReadonlySet<string>;
}

function fromBuilt(built: BuiltStack): Stack {
  return { ...built, objects: built.objects.flatMap((object) => extractObjects(object)) };
}
