import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Place } from '../text/place';

/** Names whose values are secrets wherever they are written. */
const SECRET_NAME =
  /passw|secret|token|_key\b|app_key|api_?key|private|credential|\bdsn\b|_auth\b|\bauth\b|signature|salt/i;

/** A URL with a user or a password in it. */
const CREDENTIALS = /:\/\/[^/\s"']*@/;

/**
 * Whether the line that a place begins on may show a secret value, so that it must not be quoted: the data of a Secret, a
 * name such as DB_PASSWORD, a URL with credentials.
 */
export function mayShowSecret(files: WorkspaceFiles, at: Place, line: string): boolean {
  if (SECRET_NAME.test(line) || CREDENTIALS.test(line)) return true;
  if (!/\.ya?ml$/i.test(at.file)) return false;
  return files.objects(at.file).some((object) => {
    if (!/secret/i.test(object.kind)) return false;
    return object.at.span.start <= at.span.start && at.span.start <= object.at.span.end;
  });
}
