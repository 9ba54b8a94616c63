import type { TextEdit } from '../../text/edit';
import type { Place } from '../../text/place';
import { LineIndex } from '../../text/lineIndex';
import type { DotenvFile } from './dotenvFile';
import { encodeValue } from './encodeValue';

/**
 * The edit that makes the file assign `value` to `name`: the last assignment of that name is changed (its `export`,
 * quotes and comment stay), or a line is added behind its relatives: those with the longest common beginning up to a `_`, as `SESSION_` or
 * `REDIS_CACHE_`. `file` must be what parseDotenv made of `text`.
 */
export function setVariable(text: string, file: DotenvFile, name: string, value: string): TextEdit {
  const entry = file.values.get(name);
  const broken = file.errors.findLast((error) => error.name === name && error.valueAt !== undefined);
  if (broken?.valueAt && (entry === undefined || entry.lineAt.span.start < broken.lineAt.span.start)) {
    return { file: file.file, span: broken.valueAt.span, newText: encodeValue(value, 'double') };
  }
  if (entry) {
    const newText = encodeValue(value, entry.quote);
    // A reader other than phpdotenv may want a blank before the comment.
    const glued = entry.value === '' && entry.commentAt?.span.start === entry.valueAt.span.end;
    return {
      file: file.file,
      span: entry.valueAt.span,
      newText: (entry.value === undefined ? '=' : '') + newText + (glued ? ' ' : ''),
    };
  }
  return insertion(text, file, `${name}=${encodeValue(value)}`);
}

function insertion(text: string, file: DotenvFile, line: string): TextEdit {
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const name = line.slice(0, line.indexOf('='));
  const neighbour = relative(file, name);
  if (neighbour) {
    const end = neighbour.span.end;
    return { file: file.file, span: { start: end, end }, newText: lineBreak + line };
  }
  const end = endOfLiveText(text, file);
  const before = end > 0 && text !== '\uFEFF' && !/[\r\n]/.test(text.charAt(end - 1)) ? lineBreak : '';
  return { file: file.file, span: { start: end, end }, newText: before + line + lineBreak };
}

/** The lines of the last assignment that shares the longest beginning with `name`. */
function relative(file: DotenvFile, name: string): Place | undefined {
  const parts = name.split('_');
  const lines = [
    ...file.entries.map((entry) => ({ name: entry.name, at: entry.lineAt })),
    ...file.errors.map((error) => ({ name: error.name ?? '', at: error.lineAt })),
  ].sort((a, b) => a.at.span.start - b.at.span.start);
  for (let count = parts.length - 1; count > 0; count--) {
    const prefix = `${parts.slice(0, count).join('_')}_`;
    const found = lines.findLast((line) => line.name.startsWith(prefix));
    if (found) return found.at;
  }
  return undefined;
}

/** The end of the text, or where the line begins with which an open quote swallows the rest. */
function endOfLiveText(text: string, file: DotenvFile): number {
  const open = file.openAt;
  if (open === undefined) return text.length;
  const lines = new LineIndex(text);
  return lines.lineStart(lines.position(open.span.start).line);
}
