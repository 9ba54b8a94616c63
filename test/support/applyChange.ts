import type { WorkspaceChange } from '../../server/src/analysis/carryOut';
import { applyEdits } from '../../server/src/text/edit';

/** The files after a change. Throws when it edits what is not there, or makes what is. */
export function applyChange(
  files: ReadonlyMap<string, string>,
  { edits, creations }: WorkspaceChange,
): Map<string, string> {
  const changed = new Map(files);
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const text = files.get(file);
    if (text === undefined) throw new Error(`A fix edits "${file}", which is not there.`);
    changed.set(
      file,
      applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      ),
    );
  }
  for (const { file, text } of creations) {
    if (changed.has(file)) throw new Error(`A fix makes "${file}", which is there already.`);
    changed.set(file, text);
  }
  return changed;
}
