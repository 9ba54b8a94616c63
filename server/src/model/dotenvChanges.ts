import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { DotenvEntry, DotenvFile } from '../formats/dotenv/dotenvFile';
import type { Place } from '../text/place';

/**
 * An env file after what the build of the image does to it: `echo "SESSION_DRIVER=file" >> .env`, `sed -i
 * 's/^APP_ENV=.*$/APP_ENV=production/' .env`. The entries that come from such commands lie in the Dockerfile.
 */
export function withChanges(files: WorkspaceFiles, file: DotenvFile, changes: readonly Place[]): DotenvFile {
  const set = changes.flatMap((at) =>
    assignments(files.text(at.file)?.slice(at.span.start, at.span.end) ?? '', at),
  );
  return set.length === 0
    ? file
    : { ...file, values: new Map([...file.values, ...set.map((entry) => [entry.name, entry] as const)]) };
}

function assignments(command: string, at: Place): DotenvEntry[] {
  const found: DotenvEntry[] = [];
  for (const [, , name = '', value = ''] of command.matchAll(SUBSTITUTION))
    found.push(entry(name, value, at));
  if (/^\s*(echo|printf)\s/.test(command)) {
    for (const [, name = '', value = ''] of command.matchAll(ASSIGNMENT)) found.push(entry(name, value, at));
  }
  return found;
}

/** `s/^NAME=.*$/NAME=value/`, with any delimiter. */
const SUBSTITUTION = /\bs([/|#,@~])\^?#?\s*([A-Z][A-Z0-9_]*)=(?:(?!\1).)*\1\2=((?:(?!\1).)*)\1/g;

const ASSIGNMENT = /(?:^|[\s"'n])([A-Z][A-Z0-9_]*)=((?:\$\{?\w+\}?|[^\s"'\\|&;<>])*)/g;

/** What the build puts in is not known: such a value stands as the placeholder that it is. */
function entry(name: string, text: string, at: Place): DotenvEntry {
  const value = /[$`]/.test(text) ? `\${${name}}` : text.trim();
  return { name, nameAt: at, value, valueAt: at, lineAt: at, quote: 'none', exported: false, references: [] };
}
