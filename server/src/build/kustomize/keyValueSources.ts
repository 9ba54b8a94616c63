import type { Place } from '../../text/place';
import { place } from '../../text/place';
import type { GeneratorArgs } from '../../formats/kustomize/kustomization';
import type { YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import { Failure } from './failure';
import { baseName } from './paths';
import { scalarSource } from './scalarSource';

/** One entry of a generated ConfigMap or Secret, and where its parts stand. */
export interface KeyValue {
  readonly key: string;
  readonly keyAt: Place;
  readonly value: string;
  readonly valueAt: Place;
  /** Set when the file exists but its content is not known. */
  readonly unknown?: string;
}

/** What the sources of a generator hold, in kustomize's order, and which of them could not be read. */
export interface KeyValues {
  readonly entries: readonly KeyValue[];
  readonly failures: readonly Failure[];
}

/** Reads `envs`, `literals` and `files` of a generator, as kustomize's `api/kv` does. */
export function readKeyValues(args: GeneratorArgs, directory: string, context: BuildContext): KeyValues {
  const entries: KeyValue[] = [];
  const failures: Failure[] = [];
  const collect = (source: YamlScalar, read: () => readonly KeyValue[]) => {
    try {
      entries.push(...read());
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(new Failure(error.message, error.at ?? source.at, error.severity));
    }
  };
  for (const source of args.envs) collect(source, () => envFile(source, directory, context));
  for (const source of args.literals) collect(source, () => [literal(source, context)]);
  for (const source of args.files) collect(source, () => [fileEntry(source, directory, context)]);
  return { entries, failures };
}

/** `KEY=value`: what stands behind the first `=`, less one pair of quotes around it. */
function literal(source: YamlScalar, context: BuildContext): KeyValue {
  const text = source.text;
  const equals = text.indexOf('=');
  if (text.includes('\x7f')) throw new Failure('yaml: control characters are not allowed');
  if (equals <= 0) throw new Failure('invalid literal source, expected key=value');
  const written = text.slice(equals + 1);
  const quoted = written.length > 1 && /^["']/.test(written) && written[0] === written.at(-1);
  const inset = quoted ? 1 : 0;
  const value = quoted ? written.slice(1, -1) : written;
  const at = scalarSource(source, context.text(source.at.file) ?? '');
  const start = equals + 1 + inset;
  return {
    key: text.slice(0, equals),
    keyAt: at(0, equals),
    value,
    valueAt: at(start, start + value.length),
  };
}

/**
 * The lines of an env file: leading blanks are trimmed, `#` begins a comment only at the start, nothing is unquoted, a
 * key without `=` has an empty value.
 */
function envFile(source: YamlScalar, directory: string, context: BuildContext): KeyValue[] {
  const path = context.loadPath(source, directory);
  const text = context.content(path);
  if (text === undefined)
    throw new Failure(`the content of "${path}" is not known here`, undefined, 'information');
  const entries: KeyValue[] = [];
  for (let start = 0; start < text.length;) {
    context.work.spend(1);
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const entry = envLine(
      path,
      text,
      start,
      text[end - 1] === '\r' && end > start && lineEnd >= 0 ? end - 1 : end,
    );
    if (entry) entries.push(entry);
    start = end + 1;
  }
  return entries;
}

function envLine(path: string, text: string, start: number, end: number): KeyValue | undefined {
  let at = start;
  if (at === 0 && text.charCodeAt(0) === 0xfeff) at++;
  while (at < end && /[\t\v\f\r \u0085\u00a0]/.test(text.charAt(at))) at++;
  if (at >= end || text[at] === '#') return undefined;
  const line = text.slice(at, end);
  const equals = line.indexOf('=');
  const keyEnd = equals < 0 ? line.length : equals;
  const valueStart = equals < 0 ? line.length : equals + 1;
  if (keyEnd === 0) return undefined;
  return {
    key: line.slice(0, keyEnd),
    keyAt: place(path, at, at + keyEnd),
    value: line.slice(valueStart),
    valueAt: place(path, at + valueStart, end),
  };
}

/** A file as one entry, under its own name or the one in front of `=`. */
function fileEntry(source: YamlScalar, directory: string, context: BuildContext): KeyValue {
  const parts = source.text.split('=');
  if (parts.length > 2) throw new Failure('key names or file paths cannot contain "="');
  const path = parts.length === 2 ? (parts[1] ?? '') : source.text;
  const key = parts.length === 2 ? (parts[0] ?? '') : baseName(source.text);
  if (key === '') throw new Failure(`missing key name for file path "${path}" in source "${source.text}"`);
  if (path === '') throw new Failure(`missing file path for key name "${key}" in source "${source.text}"`);
  const file = context.loadPath({ text: path, at: source.at }, directory);
  const text = context.content(file);
  const value = text ?? '';
  const at = scalarSource(source, context.text(source.at.file) ?? '');
  const known = text !== undefined && !text.includes('\ufffd');
  return {
    key,
    keyAt: at(0, parts.length === 2 ? key.length : source.text.length),
    value,
    valueAt: place(file, 0, value.length),
    ...(known ? {} : { unknown: `The content of "${file}" is not text that can be read here.` }),
  };
}
