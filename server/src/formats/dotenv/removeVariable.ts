import type { TextEdit } from '../../text/edit';
import type { DotenvFile } from './dotenvFile';

/**
 * The edits after which the file says nothing of `name`: all its lines go, as an earlier assignment would come to
 * light otherwise. `file` must be what parseDotenv made of `text`.
 */
export function removeVariable(text: string, file: DotenvFile, name: string): TextEdit[] {
  const lines = [...file.entries, ...file.errors]
    .filter((line) => line.name === name)
    .map((line) => line.lineAt.span)
    .sort((a, b) => a.start - b.start);
  return lines.map(({ start, end }) => {
    const lineBreak = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
    return { file: file.file, span: { start, end: end + lineBreak }, newText: '' };
  });
}
