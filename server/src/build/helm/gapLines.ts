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
  const looks = rows.map((row) => lookOf(row.text));
  return join(
    rows.map((row, i) => {
      const look = looks[i];
      if (look?.kind !== 'gap') return row;
      const indent = plainText(' '.repeat(look.indent));
      switch (surroundings(looks, i, look.indent)) {
        case 'key':
          return concat(indent, trimmed(row), plainText(`${blockGap}: `), trimmed(row));
        case 'dash':
          return concat(indent, plainText('- '), trimmed(row), plainText(blockGap));
        default:
          return row;
      }
    }),
    '\n',
  );
}

interface Look {
  readonly indent: number;
  readonly kind: 'gap' | 'blank' | 'marker' | 'dash' | 'key' | 'other';
}

function lookOf(row: string): Look {
  const content = row.trim();
  const indent = indentOf(row);
  if (content === '' || content.startsWith('#')) return { indent, kind: 'blank' };
  if (content.replaceAll(gap, '') === '') return { indent, kind: 'gap' };
  if (content === '---') return { indent, kind: 'marker' };
  if (/^-( |$)/.test(content)) return { indent, kind: 'dash' };
  return { indent, kind: /:( |$)/.test(content) ? 'key' : 'other' };
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

/** No neighbour is looked for beyond this many lines, so that many gaps cannot take quadratic time. */
const farthest = 1000;

/** What the nearest line of the same indent is, in the block around a line. */
function surroundings(looks: readonly Look[], at: number, indent: number): Look['kind'] | undefined {
  for (const step of [-1, 1]) {
    for (let i = at + step; Math.abs(i - at) < farthest; i += step) {
      const look = looks[i];
      if (!look) break;
      if (look.kind === 'blank' || look.kind === 'gap') continue;
      if (look.kind === 'marker' || look.indent < indent) break;
      if (look.indent > indent) continue;
      if (look.kind === 'other') break;
      return look.kind;
    }
  }
  return undefined;
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}
