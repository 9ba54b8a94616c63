import type { WorkspaceFiles } from '../build/workspaceFiles';
import { parseDotenv } from '../formats/dotenv/parseDotenv';
import type { DotenvFile } from '../formats/dotenv/dotenvFile';
import type { Container } from '../formats/kubernetes/facts';
import { scanShell } from '../formats/shell/scanShell';
import { place, type Place } from '../text/place';
import type { DotenvSource } from './environment';
import type { ObjectOf } from './stackIndex';

/**
 * A `.env` that a script in the manifest writes when the pod starts: a here-document in the container's own command, or in an
 * init container that shares the volume from which the `.env` is mounted.
 */
export function writtenDotenv(
  files: WorkspaceFiles,
  workload: ObjectOf<'workload'>,
  container: Container,
): DotenvSource | undefined {
  if (workload.details.runsToCompletion) return undefined;
  const { initContainers } = workload.details.template;
  for (const mount of container.mounts) {
    const inner = mount.path.endsWith('/.env')
      ? mount.subPath
      : `${mount.subPath ? `${mount.subPath}/` : ''}.env`;
    if (inner === undefined) continue;
    for (const init of initContainers) {
      for (const own of init.mounts) {
        if (own.volume !== mount.volume || own.subPath !== undefined) continue;
        const found = sourceIn(files, init, `${own.path.replace(/\/$/, '')}/${inner}`, mount.at);
        if (found) return found;
      }
    }
  }
  return sourceIn(files, container, undefined, container.at);
}

/** `target`: the file by its absolute path; of the container itself any `.env` counts. */
function sourceIn(
  files: WorkspaceFiles,
  container: Container,
  target: string | undefined,
  carriedBy: Place,
): DotenvSource | undefined {
  const words = [...container.command, ...container.args];
  if (!words.some(({ value }) => value.includes('.env'))) return undefined;
  const scan = scanShell(words.map(({ value }) => value));
  const script = words[scan.scriptArgument ?? words.length - 1];
  let body: string | undefined;
  for (const write of scan.writes) {
    const written = write.target.startsWith('/')
      ? write.target
      : `${write.directory ?? container.workingDir ?? ''}/${write.target}`.replace(/\/\.\//g, '/');
    const wanted = target === undefined ? /(^|\/)\.env$/.test(written) : written === target;
    if (!wanted || write.how !== 'text' || write.body === undefined) continue;
    body = write.append ? `${body ?? ''}${write.body}` : write.body;
  }
  if (body === undefined || !script) return undefined;
  const file = parseDotenv(script.at.file, body);
  // A text that is cut off, as in a manifest that does not parse, is not what is written.
  if (file.rejected) return undefined;
  const { at } = script;
  const manifest = files.text(at.file) ?? '';
  return {
    file: withoutExpansions(file),
    certainty: 'likely',
    what: `the .env that container "${container.name}" writes at start`,
    carriedBy,
    written: true,
    locate: (_at, name) => lineIn(manifest, at, name),
  };
}

/** What the shell puts in is not known here: such a value stands as the placeholder that it is. */
function withoutExpansions(file: DotenvFile): DotenvFile {
  const values = [...file.values].map(
    ([name, entry]) =>
      [name, /[$`]/.test(entry.value ?? '') ? { ...entry, value: `\${${name}}` } : entry] as const,
  );
  return { ...file, values: new Map(values) };
}

function lineIn(manifest: string, at: Place, name: string): Place {
  const text = manifest.slice(at.span.start, at.span.end);
  const line = new RegExp(`(?:^|["'\\s])${name}=([^"'\\n]*)`, 'm').exec(text);
  if (!line) return at;
  const start = at.span.start + line.index + line[0].length - (line[1] ?? '').length;
  return place(at.file, start, start + (line[1] ?? '').length);
}
