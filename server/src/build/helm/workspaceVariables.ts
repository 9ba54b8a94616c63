/** Variables that scripts and CI files set to plain values, so that `$RELEASE` in a command can be understood. */
import type { WorkspaceFiles } from '../workspaceFiles';

/** Looks a variable up, first in the file that uses it and then in the other files that deploy; undefined when unclear. */
export function workspaceVariables(
  files: WorkspaceFiles,
  candidates: readonly string[],
): (file: string, name: string) => string | undefined {
  const known = new Map<string, Map<string, Set<string>>>();
  const of = (file: string): Map<string, Set<string>> => {
    let variables = known.get(file);
    if (!variables) {
      variables = assignments(files.text(file) ?? '');
      known.set(file, variables);
    }
    return variables;
  };
  const only = (values: ReadonlySet<string> | undefined): string | undefined =>
    values?.size === 1 ? [...values][0] : undefined;
  return (file, name) => {
    const own = of(file).get(name);
    if (own) return only(own);
    const all = new Set<string>();
    for (const other of candidates) for (const value of of(other).get(name) ?? []) all.add(value);
    return only(all);
  };
}

/** `NAME=value`, `NAME ?= value`, `NAME: value` with a value that is plain; others make the name unclear. */
function assignments(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  if (text.length > 500_000) return found;
  const line =
    /^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|readonly[ \t]+)?([A-Za-z_]\w*)[ \t]*(?::|\?|:)?[=:][ \t]*(.*)$/gm;
  for (const [, name = '', written = ''] of text.matchAll(line)) {
    const plain = /^(?:"([^"$`{]*)"|'([^'$`{]*)'|([^\s"'$`{#]+))\s*(?:#.*)?$/.exec(written.trim());
    const value = plain?.[1] ?? plain?.[2] ?? plain?.[3];
    const values = found.get(name) ?? new Set<string>();
    // A value that is computed makes two out of one, and so nothing is claimed.
    values.add(value ?? `\0${written}`);
    if (value === undefined) values.add('\0');
    found.set(name, values);
  }
  return found;
}
