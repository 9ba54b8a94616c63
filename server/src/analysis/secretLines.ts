import type { WorkspaceFiles } from '../build/workspaceFiles';
import { pair, scalar } from '../formats/yaml/tree';
import { nodeAt } from '../formats/yaml/walk';
import type { Place } from '../text/place';

/** Names whose values are secrets wherever they are written. */
const SECRET_NAME =
  /passw|passphrase|requirepass|masterauth|_pass\b|secret|token|_key\b|app_key|api_?key|private|credential|\bdsn\b|_auth\b|\bauth\b|signature|salt/i;

/** A URL with a user or a password in it. */
const CREDENTIALS = /:\/\/[^/\s"']*@/;

/** Whether a name says that its value is a secret; names of objects and keys that hold one are none. */
export function isSecretName(name: string): boolean {
  return (
    SECRET_NAME.test(name) && !/^(secretKeyRef|secretRef|secretName|imagePullSecrets|secret|key)$/.test(name)
  );
}

/** Whether a text has a user or a password in a URL. */
function holdsCredentials(text: string): boolean {
  return CREDENTIALS.test(text);
}

/** Whether a text holds a secret of its own: a URL with credentials, a key, the line of an env file, an argument. */
export function tellsSecret(text: string): boolean {
  if (holdsCredentials(text) || /\bbase64:/i.test(text)) return true;
  return [...text.matchAll(/([\w.-]+)(?:["']?[ \t]*[:=]|[ \t])[ \t]*["']?[^\s"'$]/g)].some(
    ([whole, name = '']) => isSecretName(name) && (/[:=]/.test(whole) || name.startsWith('-')),
  );
}

/**
 * Whether the line that a place begins on may show a secret value, so that it must not be quoted: the data of a Secret, a
 * name such as DB_PASSWORD, a URL with credentials.
 */
export function mayShowSecret(files: WorkspaceFiles, at: Place, line: string): boolean {
  if (SECRET_NAME.test(line) || CREDENTIALS.test(line)) return true;
  if (!/\.ya?ml$/i.test(at.file)) return false;
  if (isBelowSecretName(files, at)) return true;
  return files.objects(at.file).some((object) => {
    if (!/secret/i.test(object.kind)) return false;
    return object.at.span.start <= at.span.start && at.span.start <= object.at.span.end;
  });
}

/** Whether a name further up says it: the key of a block of several lines, the `name` beside the `value` of a variable. */
function isBelowSecretName(files: WorkspaceFiles, at: Place): boolean {
  const document = files
    .yaml(at.file)
    ?.documents.find(({ at: { span } }) => span.start <= at.span.start && at.span.start <= span.end);
  const found = document && nodeAt(document, at.span.start);
  if (!found) return false;
  if (found.pairs.some(({ key, value }) => isSecretName(key.text) && value.at.span.start <= at.span.start))
    return true;
  return found.nodes.some(
    (node) =>
      pair(node, 'value') !== undefined && isSecretName(scalar(pair(node, 'name')?.value)?.text ?? ''),
  );
}
