/** Changes of config files, each as small as it can be: nothing but the changed token is touched. */
import type { TextEdit } from '../../text/edit';
import { place } from '../../text/place';
import type { ConfigKey } from './configKeys';
import type { EnvCall } from './envCalls';
import type { ConfigFile } from './parseConfigFile';

type Path = readonly (string | number)[];

/** Lets an env call read another variable. */
export function replaceEnvName(file: ConfigFile, call: EnvCall, name: string): TextEdit {
  const quote = file.text[call.at.span.start] === '"' ? '"' : "'";
  return { file: file.file, span: call.at.span, newText: `${quote}${name}${quote}` };
}

/** Gives an env call another default, or one at all; `value` is PHP. */
export function setDefault(file: ConfigFile, call: EnvCall, value: string): TextEdit {
  if (call.default) return { file: file.file, span: call.default.at.span, newText: value };
  const end = call.at.span.end;
  const comma = /^\s*,/.exec(file.text.slice(end));
  const offset = end + (comma ? comma[0].length : 0);
  return insertion(file, offset, comma ? ` ${value}` : `, ${value}`);
}

/** Replaces the value of a key; undefined when the key is not written in the file. */
export function replaceValue(file: ConfigFile, path: Path, value: string): TextEdit | undefined {
  const key = findKey(file, path);
  return key && { file: file.file, span: key.valueAt.span, newText: value };
}

/**
 * Adds an entry at the end of the array at `path`, laid out as its other entries are; `key` is a plain name, `value`
 * PHP. Undefined when there is no such array in the file, or when it has the key.
 */
export function insertEntry(
  file: ConfigFile,
  path: Path,
  key: string,
  value: string,
): readonly TextEdit[] | undefined {
  const array = file.arrays.find((candidate) => samePath(candidate.path, path));
  if (!array || findKey(file, [...path, key])) return undefined;
  const entry = `${phpString(key)} => ${value}`;
  const closing = array.at.span.end - 1;
  const last = array.lastEntry?.span;
  const lineBreak = file.text.includes('\r\n') ? '\r\n' : '\n';
  if (!last) {
    const inner = file.text.slice(0, closing);
    if (!/\n[ \t]*$/.test(inner)) return [insertion(file, closing, entry)];
    const indent = `${indentAt(file.text, array.at.span.start)}    `;
    return [insertion(file, lastLineStart(file.text, closing), `${indent}${entry},${lineBreak}`)];
  }
  const comma = commaBehind(file.text, last.end, closing);
  const multiline = file.text.slice(last.end, closing).includes('\n');
  if (!multiline) {
    return [insertion(file, comma ?? last.end, comma === undefined ? `, ${entry}` : ` ${entry},`)];
  }
  const indent = indentAt(file.text, last.start);
  const newLine = `${lineBreak}${isSetApart(file.text, last.start) ? lineBreak : ''}${indent}${entry},`;
  const end = endOfLine(file.text, comma ?? last.end, closing);
  if (comma !== undefined) return [insertion(file, end, newLine)];
  return end === last.end
    ? [insertion(file, end, `,${newLine}`)]
    : [insertion(file, last.end, ','), insertion(file, end, newLine)];
}

/** The key that counts at a path: of several, the last one. */
export function findKey(file: ConfigFile, path: Path): ConfigKey | undefined {
  return [...file.keys].reverse().find((key) => samePath(key.path, path));
}

/** A text as a PHP string literal. */
export function phpString(text: string): string {
  return `'${text.replace(/\\(?=\\|'|$)|'/g, '\\$&')}'`;
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

function insertion(file: ConfigFile, offset: number, newText: string): TextEdit {
  return { file: file.file, span: place(file.file, offset, offset).span, newText };
}

const blank = /^(?:\s+|\/\*[^]*?\*\/|(?:\/\/|#)[^\r\n]*)/;

/** The offset behind the comma that follows, or undefined when the bracket comes first. */
function commaBehind(text: string, from: number, closing: number): number | undefined {
  let offset = from;
  for (
    let hit = blank.exec(text.slice(offset, closing));
    hit;
    hit = blank.exec(text.slice(offset, closing))
  ) {
    offset += hit[0].length;
  }
  return text[offset] === ',' && offset < closing ? offset + 1 : undefined;
}

/** The end of the line, past a comment that stands behind the entry; the offset itself when something else follows. */
function endOfLine(text: string, from: number, closing: number): number {
  const rest = /^[ \t]*(?:\/\*[^\r\n]*?\*\/[ \t]*)?(?:(?:\/\/|#)[^\r\n]*)?(?=\r?\n)/.exec(
    text.slice(from, closing),
  );
  return rest ? from + rest[0].replace(/[ \t]+$/, '').length : from;
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lastLineStart(text, offset)))?.[0] ?? '';
}

function lastLineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Whether the line above is blank or ends a comment, as in Laravel's own files. */
function isSetApart(text: string, offset: number): boolean {
  const above = text.slice(0, Math.max(0, lastLineStart(text, offset) - 1));
  return /(?:^|\n)[ \t\r]*$|\*\/[ \t\r]*$/.test(above);
}
