/** `fmt.Sprintf` for the values that templates have. What is put in keeps its places. */
import { formatFloat, special } from './formatNumber';
import { printValue } from './printValue';
import { concat, plainText, slice, TextBuilder, type Text } from './text';
import { goType, sortedKeys, type Value } from './value';

interface Directive {
  readonly verb: string;
  readonly flags: string;
  readonly width?: number;
  readonly precision?: number;
}

/** Wider fields than anyone prints; a hostile `%999999999d` is cut to it. */
const widest = 10_000;

export function sprintf(format: Text, values: readonly Value[]): Text {
  const out = new TextBuilder();
  const directive = /%([+\-# 0]*)(\[\d+\])?(\*|\d+)?(?:(\.)(\*|\d+)?)?(\[\d+\])?([\s\S]?)/uy;
  let at = 0;
  let next = 0;
  let reordered = false;
  const source = format.text;
  for (let percent = source.indexOf('%'); percent >= 0; percent = source.indexOf('%', at)) {
    out.add(slice(format, at, percent));
    directive.lastIndex = percent;
    const match = directive.exec(source);
    if (!match) break;
    at = percent + match[0].length;
    const [, flags = '', firstIndex, width, point, precision, secondIndex, verb = ''] = match;
    if (verb === '') {
      out.add(plainText('%!(NOVERB)'));
      continue;
    }
    if (verb === '%') {
      out.add(plainText('%'));
      continue;
    }
    const index = firstIndex ?? secondIndex;
    if (index !== undefined) {
      next = Number(index.slice(1, -1)) - 1;
      reordered = true;
    }
    const number = (text: string | undefined): number | undefined => {
      if (text === undefined) return undefined;
      if (text !== '*') return Math.min(Number(text), widest);
      const value = values[next++];
      return value?.kind === 'number' ? Math.min(value.value, widest) : undefined;
    };
    const parsed = {
      verb,
      flags,
      width: number(width),
      precision: point ? (number(precision) ?? 0) : undefined,
    };
    const value = values[next++];
    out.add(value ? verbOf(parsed, value) : plainText(`%!${verb}(${index ? 'BADINDEX' : 'MISSING'})`));
  }
  out.add(slice(format, at, source.length));
  if (!reordered && next < values.length) {
    const extra = values
      .slice(next)
      .map((value) => (value.kind === 'nil' ? '<nil>' : `${goType(value)}=${printValue(value).text}`));
    out.add(plainText(`%!(EXTRA ${extra.join(', ')})`));
  }
  return out.text();
}

function verbOf(directive: Directive, value: Value): Text {
  const { verb } = directive;
  if (verb === 'T') return padded(directive, plainText(goType(value)));
  if (verb === 'v')
    return padded(directive, directive.flags.includes('#') ? goSyntax(value) : printedV(directive, value));
  return padded(directive, formatted(directive, value, true));
}

function printedV(directive: Directive, value: Value): Text {
  const precise = directive.precision !== undefined && value.kind === 'number' && value.type === 'float64';
  return precise
    ? plainText(signed(directive, floatText('g', value.value, directive.precision)))
    : printValue(value);
}

/** One value by a verb other than `%v` and `%T`, without padding; collections apply the verb to their items. */
function formatted(directive: Directive, value: Value, top: boolean): Text {
  const { verb } = directive;
  if (value.kind === 'unknown') return printValue(value);
  if (value.kind === 'nil') return top ? plainText(`%!${verb}(<nil>)`) : plainText('<nil>');
  if (value.kind === 'native') return printValue(value);
  if (value.kind === 'list') {
    const parts = value.items.flatMap((item, i) => [
      ...(i > 0 ? [plainText(' ')] : []),
      item.kind === 'nil' && verb === 's' ? plainText('%!s(<nil>)') : formatted(directive, item, false),
    ]);
    return concat(plainText('['), ...parts, plainText(']'));
  }
  if (value.kind === 'map') {
    const parts = sortedKeys(value).flatMap((key, i) => [
      ...(i > 0 ? [plainText(' ')] : []),
      formatted(directive, plainText(key), false),
      plainText(':'),
      formatted(directive, value.entries.get(key)?.value ?? value, false),
    ]);
    return concat(plainText('map['), ...parts, plainText(']'));
  }
  if (value.kind === 'string') return formattedString(directive, value);
  if (value.kind === 'bool') return verb === 't' ? printValue(value) : wrongVerb(verb, value);
  const text =
    value.type === 'float64' ? formattedFloat(directive, value.value) : formattedInt(directive, value.value);
  if (text === undefined) return wrongVerb(verb, value);
  const plain = printValue(value);
  return text === plain.text ? plain : plainText(text);
}

function wrongVerb(verb: string, value: Value): Text {
  return concat(plainText(`%!${verb}(${goType(value)}=`), printValue(value), plainText(')'));
}

function formattedString(directive: Directive, value: Text): Text {
  const { verb, precision, flags } = directive;
  if (value.unknown !== undefined && verb !== 's') return value;
  const points = precision === undefined ? undefined : [...value.text];
  const end = points ? points.slice(0, precision).join('').length : value.text.length;
  const cut = value.unknown === undefined ? slice(value, 0, end) : value;
  if (verb === 's') return cut;
  if (verb === 'q')
    return plainText(flags.includes('#') && !cut.text.includes('`') ? `\`${cut.text}\`` : quoteGo(cut.text));
  if (verb === 'x' || verb === 'X') {
    const hex = Buffer.from(cut.text, 'utf8').toString('hex');
    return plainText(verb === 'X' ? hex.toUpperCase() : hex);
  }
  return wrongVerb(verb, value);
}

function formattedInt(directive: Directive, value: number): string | undefined {
  const { flags, precision } = directive;
  const radix = { d: 10, x: 16, X: 16, o: 8, O: 8, b: 2 }[directive.verb];
  if (radix !== undefined) {
    let digits = Math.abs(value).toString(radix);
    if (precision !== undefined)
      digits = precision === 0 && value === 0 ? '' : digits.padStart(precision, '0');
    if (directive.verb === 'X') digits = digits.toUpperCase();
    if (
      flags.includes('0') &&
      !flags.includes('-') &&
      directive.width !== undefined &&
      precision === undefined
    ) {
      const taken = value < 0 || /[+ ]/.test(flags) ? 1 : 0;
      digits = digits.padStart(directive.width - taken, '0');
    }
    if (directive.verb === 'O') digits = `0o${digits}`;
    if (flags.includes('#')) digits = ({ x: '0x', X: '0X', o: '0', b: '0b' }[directive.verb] ?? '') + digits;
    return signed(directive, (value < 0 ? '-' : '') + digits);
  }
  const isPoint = value >= 0 && value <= 0x10ffff;
  switch (directive.verb) {
    case 'c':
      return isPoint ? String.fromCodePoint(value) : '\uFFFD';
    case 'q':
      return isPoint ? `'${String.fromCodePoint(value)}'` : "'\uFFFD'";
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    default:
      return undefined;
  }
}

function formattedFloat(directive: Directive, value: number): string | undefined {
  if (!'eEfFgG'.includes(directive.verb)) return undefined;
  const text = signed(directive, floatText(directive.verb, value, directive.precision));
  const zeros =
    directive.flags.includes('0') && !directive.flags.includes('-') && directive.width !== undefined;
  if (!zeros || !Number.isFinite(value)) return text;
  const sign = /^[+\- ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart((directive.width ?? 0) - sign.length, '0');
}

function floatText(verb: string, value: number, precision: number | undefined): string {
  const odd = special(value);
  if (odd !== undefined) return odd;
  const kind = verb.toLowerCase();
  let text: string;
  if (kind === 'f') text = toFixed(value, Math.min(precision ?? 6, 100));
  else if (kind === 'e') text = twoDigitExponent(value.toExponential(Math.min(precision ?? 6, 100)));
  else if (precision === undefined) text = formatFloat(value);
  else text = general(value, Math.max(1, Math.min(precision, 100)));
  return verb === kind ? text : text.toUpperCase();
}

/** `%.Ng`: the shorter of both forms, without trailing zeros. */
function general(value: number, precision: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential(precision - 1).split('e');
  if (Number(exponent) < -4 || Number(exponent) >= precision) {
    return twoDigitExponent(`${withoutZeros(mantissa)}e${exponent}`);
  }
  return withoutZeros(toFixed(value, Math.min(100, precision - 1 - Number(exponent))));
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function twoDigitExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** `Number.toFixed` gives up at 1e21; beyond, every digit of the exact integer is written. */
function toFixed(value: number, digits: number): string {
  if (Math.abs(value) < 1e21) return Object.is(value, -0) ? `-${(0).toFixed(digits)}` : value.toFixed(digits);
  return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
}

function signed(directive: Directive, text: string): string {
  if (/^[+-]/.test(text)) return text;
  if (directive.flags.includes('+')) return `+${text}`;
  return directive.flags.includes(' ') ? ` ${text}` : text;
}

function padded(directive: Directive, text: Text): Text {
  const { width, flags } = directive;
  if (width === undefined || text.unknown !== undefined) return text;
  const missing = width - [...text.text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return concat(text, plainText(' '.repeat(missing)));
  return concat(plainText((flags.includes('0') ? '0' : ' ').repeat(missing)), text);
}

function goSyntax(value: Value): Text {
  switch (value.kind) {
    case 'string':
      return value.unknown === undefined ? plainText(quoteGo(value.text)) : value;
    case 'list':
      return plainText(`${goType(value)}{${value.items.map((item) => goSyntax(item).text).join(', ')}}`);
    case 'map': {
      const parts = sortedKeys(value).map((key) => {
        const item = value.entries.get(key)?.value;
        return `${quoteGo(key)}:${item ? goSyntax(item).text : '<nil>'}`;
      });
      return plainText(`${goType(value)}{${parts.join(', ')}}`);
    }
    default:
      return printValue(value);
  }
}

/** `strconv.Quote`. */
export function quoteGo(text: string): string {
  let quoted = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const short = shortEscapes.get(char);
    if (short !== undefined) quoted += short;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (isPrintable(char)) quoted += char;
    else if (code > 0xffff) quoted += `\\U${code.toString(16).padStart(8, '0')}`;
    else quoted += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `${quoted}"`;
}

/** Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(char: string): boolean {
  return char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);
}

const shortEscapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);
