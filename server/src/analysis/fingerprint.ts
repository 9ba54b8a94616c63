import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { LineIndex } from '../text/lineIndex';
import type { Finding } from './finding';
import { mayShowSecret } from './secretLines';

/**
 * By which a finding is known again in a later run, on another commit or by another version of this program: the baseline,
 * SARIF's `partialFingerprints` and GitLab's `fingerprint` all use it. 32 hexadecimal digits, different for each finding
 * of one call.
 *
 * It is made of the rule, the file, the object around the place (kind, namespace, name), the line and what is marked in
 * it. Blanks, comments behind the line, and numbers are left out of account, so it stays the same when lines are added
 * above, when a block is indented, and when three replicas become six. The message is no part of it: rewording one would
 * make every known finding new. Findings that are alike in all that are counted from the top of the file.
 *
 * A line that may show a secret takes no part either: short secrets can be guessed from their hash.
 *
 * `findings`: all of one folder, in their order. `prefix` goes before each path, as where several folders are checked.
 */
export function fingerprints(
  findings: readonly Finding[],
  files: WorkspaceFiles,
  prefix = '',
): ReadonlyMap<Finding, string> {
  const indexes = new Map<string, LineIndex>();
  const seen = new Map<string, number>();
  const result = new Map<Finding, string>();
  for (const finding of findings) {
    const { file } = finding.at;
    let index = indexes.get(file);
    if (!index) indexes.set(file, (index = new LineIndex(files.text(file) ?? '')));
    const same = [
      finding.rule,
      prefix + file,
      ...subjectOf(finding, files),
      ...quoted(finding, files, index),
    ];
    const key = JSON.stringify(same);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    result.set(finding, digest(`${key} ${before}`));
  }
  return result;
}

/** The innermost object around the place: lines such as `name: redis` are alike in many. */
function subjectOf({ at }: Finding, files: WorkspaceFiles): string[] {
  if (!/\.ya?ml$/i.test(at.file)) return [];
  const around = files
    .objects(at.file)
    .filter((object) => object.at.span.start <= at.span.start && at.span.end <= object.at.span.end)
    .sort((a, b) => a.at.span.end - a.at.span.start - (b.at.span.end - b.at.span.start))[0];
  return around ? [around.kind, around.namespace?.value ?? '', around.name.value] : [];
}

/** The line and the part of it that is marked, in their normal form; nothing of a line that may show a secret. */
function quoted({ at }: Finding, files: WorkspaceFiles, index: LineIndex): string[] {
  const { line, column } = index.position(at.span.start);
  const text = index.lineText(line);
  if (mayShowSecret(files, at, text)) return [];
  const marked = text.slice(column, column + at.span.end - at.span.start);
  return [normal(text), normal(marked)];
}

function normal(text: string): string {
  return text
    .replace(/(\S)\s+(?:#|\/\/).*$/, '$1')
    .replace(/\s+/g, ' ')
    .replace(/\d+/g, '0')
    .trim();
}

function digest(text: string): string {
  return bytesToHex(sha256(text)).slice(0, 32);
}
