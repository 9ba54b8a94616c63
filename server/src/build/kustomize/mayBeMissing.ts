import { baseName } from './paths';
import type { KustomizeWorkspace } from './workspace';

/**
 * Whether a file that is not there may well be there when the stack is built: Git ignores it, so a pipeline or a person
 * makes it, or it has a name that is for secrets only.
 */
export function mayBeMissing(path: string, workspace: KustomizeWorkspace): boolean {
  return /^\.?env(\.|$)|\.env(\.|$)|^\.secret/i.test(baseName(path)) || workspace.ignoredByGit(path);
}
