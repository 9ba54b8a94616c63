/**
 * Makes a rendered text parse where a part of it is unknown. A gap alone on its line, among the keys of a map or the
 * dashes of a list, stands for any number of entries: it becomes an entry that the reader of the tree recognises.
 */
import { concat, gap, join, lines, plainText, type Text } from './text';

/** A key or an item of a list that stands for entries that are not known. */
export const blockGap = gap + gap;

export function gapsInPlace(text: Text): Text {
  if (text.unknown === undefined || !text.text.includes(gap)) return text;
  const rows = lines(text);
  const contents = rows.map((row) => row.text);
  return join(
    rows.map((row, i) => {
      const content = row.text.trim();
      if (content === '' || content.replaceAll(gap, '') !== '') return row;
      const indent = plainText(' '.repeat(indentOf(row.text)));
      switch (surroundings(contents, i, indentOf(row.text))) {
        case 'map':
          return concat(indent, trimmed(row), plainText(`${blockGap}: `), trimmed(row));
        case 'list':
          return concat(indent, plainText('- '), trimmed(row), plainText(blockGap));
        case 'none':
          return row;
      }
    }),
    '\n',
  );
}

function trimmed(row: Text): Text {
  return lines(row)[0] === undefined ? row : { ...row, text: row.text.trim(), pieces: shift(row) };
}

function shift(row: Text): Text['pieces'] {
  const lead = indentOf(row.text);
  const length = row.text.trim().length;
  return row.pieces
    .filter((piece) => piece.end > lead && piece.start < lead + length)
    .map((piece) => ({ at: piece.at, unknown: piece.unknown ?? row.unknown, start: 0, end: length }));
}

/** What the lines of the same indent around a line are. */
function surroundings(rows: readonly string[], at: number, indent: number): 'map' | 'list' | 'none' {
  for (const step of [-1, 1]) {
    for (let i = at + step; i >= 0 && i < rows.length; i += step) {
      const row = rows[i] ?? '';
      const content = row.trim();
      if (content === '' || content.startsWith('#') || content.replaceAll(gap, '') === '') continue;
      const own = indentOf(row);
      if (content === '---' || own < indent) break;
      if (own > indent) continue;
      if (/^-( |$)/.test(content)) return 'list';
      if (/:( |$)/.test(content)) return 'map';
      break;
    }
  }
  return 'none';
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}
