import ignore from 'ignore';
import { baseName, directoryOf, joinPath } from './paths';
import type { KustomizeWorkspace } from './workspace';

/**
 * Whether a file that is not there may well be there when the stack is built: Git ignores it, so a pipeline or a person
 * makes it, or it has a name that is for secrets only.
 */
export function mayBeMissing(path: string, workspace: KustomizeWorkspace): boolean {
  if (/^\.?env(\.|$)|\.env(\.|$)|^\.secret/i.test(baseName(path))) return true;
  for (let directory = directoryOf(path), more = true; more; directory = directoryOf(directory)) {
    more = directory !== '';
    const rules = workspace.text(joinPath(directory, '.gitignore'));
    if (rules === undefined) continue;
    const below = directory === '' ? path : path.slice(directory.length + 1);
    if (below !== '' && ignore().add(rules).ignores(below)) return true;
  }
  return false;
}
