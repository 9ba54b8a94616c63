import type { Place } from '../../text/place';
import { place } from '../../text/place';
import type { YamlScalar } from '../../formats/yaml/tree';

/**
 * Tells where the text inside a scalar stands in its file, so that what is written in there (`KEY=value`, a whole patch) has
 * places of its own. Exact for plain and quoted scalars without escapes or folded lines and for `|` blocks; for others
 * every place is that of the whole scalar.
 */
export function scalarSource(node: YamlScalar, file: string): (start: number, end: number) => Place {
  const { start, end } = node.at.span;
  const source = file.slice(start, end);
  const whole = () => node.at;
  if (node.style === 'literal') return literalSource(node, source, start) ?? whole;
  if (node.style === 'folded') return whole;
  const quotes = node.style === 'plain' ? 0 : 1;
  if (source.slice(quotes, source.length - quotes) !== node.text) return whole;
  return (from, to) => place(node.at.file, start + quotes + from, start + quotes + to);
}

/** Line by line: the decoded line is the source line behind its indentation. */
function literalSource(
  node: YamlScalar,
  source: string,
  offset: number,
): ((start: number, end: number) => Place) | undefined {
  const header = /^\|([-+\d]*)[^\r\n]*(\r\n|\r|\n)/.exec(source);
  if (!header) return undefined;
  const sourceLines: { at: number; text: string }[] = [];
  const line = /([^\r\n]*)(\r\n|\r|\n|$)/g;
  line.lastIndex = header[0].length;
  for (let found = line.exec(source); found; found = line.exec(source)) {
    sourceLines.push({ at: found.index, text: found[1] ?? '' });
    if (found[2] === '') break;
  }
  const decoded = node.text.split('\n');
  const sample = decoded.findIndex((text) => text.trim() !== '');
  const indent = sample < 0 ? 0 : (sourceLines[sample]?.text.length ?? 0) - (decoded[sample]?.length ?? 0);
  if (indent < 0) return undefined;
  const starts: number[] = [];
  let at = 0;
  for (const [i, text] of decoded.entries()) {
    if (text !== '' && sourceLines[i]?.text.slice(indent) !== text) return undefined;
    starts.push(at);
    at += text.length + 1;
  }
  const translate = (position: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    const known = sourceLines[low];
    if (!known) return offset + source.length;
    return (
      offset +
      Math.min(
        known.at + indent + position - (starts[low] ?? 0),
        known.at + Math.max(known.text.length, indent),
        source.length,
      )
    );
  };
  return (start, end) => place(node.at.file, translate(start), Math.max(translate(start), translate(end)));
}
