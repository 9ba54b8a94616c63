/** Writes values as `encoding/json` does, keys sorted; with the place of every scalar. */
import { formatJsonNumber } from './formatNumber';
import { gapText, plainText, sourcedText, TextBuilder, wholeSource, type Text } from './text';
import { sortedKeys, type Value } from './value';

export interface JsonStyle {
  /** Two blanks a level, as `toPrettyJson` writes. */
  readonly pretty?: boolean;
  /** Leave `<`, `>` and `&` as they are, as `toRawJson` does. */
  readonly raw?: boolean;
}

export function emitJson(value: Value, style: JsonStyle = {}): Text {
  const out = new TextBuilder();
  write(value, style, out, 0);
  return out.text();
}

const deepest = 500;

function write(value: Value, style: JsonStyle, out: TextBuilder, depth: number): void {
  const line = (level: number): void => {
    if (style.pretty) out.add(plainText(`\n${'  '.repeat(level)}`));
  };
  if (depth > deepest) {
    out.add(gapText('the value is nested too deeply', true));
    return;
  }
  switch (value.kind) {
    case 'nil':
      out.add(sourcedText('null', value.source));
      break;
    case 'bool':
      out.add(sourcedText(String(value.value), value.source));
      break;
    case 'number':
      out.add(sourcedText(formatJsonNumber(value.value), value.source));
      break;
    case 'string':
      if (value.unknown !== undefined) out.add(gapText(value.unknown, true));
      else
        out.add(
          sourcedText(quoteJson(value.text, style.raw), wholeSource(value.pieces, 0, value.text.length)),
        );
      break;
    case 'list':
      out.add(plainText('['));
      value.items.forEach((item, i) => {
        if (i > 0) out.add(plainText(','));
        line(depth + 1);
        write(item, style, out, depth + 1);
      });
      if (value.items.length > 0) line(depth);
      out.add(plainText(']'));
      break;
    case 'map':
      out.add(plainText('{'));
      sortedKeys(value).forEach((key, i) => {
        const entry = value.entries.get(key);
        if (!entry) return;
        if (i > 0) out.add(plainText(','));
        line(depth + 1);
        out.add(sourcedText(quoteJson(key, style.raw), entry.keyAt ? { at: entry.keyAt } : undefined));
        out.add(plainText(style.pretty ? ': ' : ':'));
        write(entry.value, style, out, depth + 1);
      });
      if (value.unknown !== undefined) out.add(gapText(value.unknown, true));
      if (value.entries.size > 0) line(depth);
      out.add(plainText('}'));
      break;
    case 'unknown':
      out.add(gapText(value.reason, true));
      break;
    case 'native':
      out.add(gapText(`Helm's ${value.type} is not modelled as JSON`, true));
  }
}

function quoteJson(text: string, raw = false): string {
  const quoted = JSON.stringify(text).replace(/[\u2028\u2029\x7f]/g, (char) => {
    return char === '\x7f' ? char : `\\u${char.charCodeAt(0).toString(16)}`;
  });
  return raw ? quoted : quoted.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
