/** How go-yaml v2 writes a string: which styles it may have, how it is escaped, where it is folded (`emitterc.go`). */

/** The column behind which a space becomes a line break. */
const bestWidth = 80;

export interface ScalarTraits {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

/** `yaml_emitter_analyze_scalar`, for block context. */
export function analyzeScalar(value: string): ScalarTraits {
  if (value === '') return { plain: false, single: true, block: false };
  const chars = [...value];
  let indicators = /^(---|\.\.\.)/.test(value);
  let leadingSpace = false;
  let leadingBreak = false;
  let trailingSpace = false;
  let trailingBreak = false;
  let breakSpace = false;
  let spaceBreak = false;
  let special = false;
  let lineBreaks = false;
  let previousSpace = false;
  let previousBreak = false;
  let precededByWhite = true;
  chars.forEach((char, i) => {
    const followedByWhite = i + 1 >= chars.length || /[\s]/.test(chars[i + 1] ?? '');
    if (i === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(char)) indicators = true;
      else if ((char === '?' || char === ':' || char === '-') && followedByWhite) indicators = true;
    } else if (char === ':' && followedByWhite) indicators = true;
    else if (char === '#' && precededByWhite) indicators = true;
    if (!isPrintable(char)) special = true;
    if (char === ' ') {
      if (i === 0) leadingSpace = true;
      if (i === chars.length - 1) trailingSpace = true;
      if (previousBreak) breakSpace = true;
      previousSpace = true;
      previousBreak = false;
    } else if (isBreak(char)) {
      lineBreaks = true;
      if (i === 0) leadingBreak = true;
      if (i === chars.length - 1) trailingBreak = true;
      if (previousSpace) spaceBreak = true;
      previousSpace = false;
      previousBreak = true;
    } else {
      previousSpace = false;
      previousBreak = false;
    }
    precededByWhite = /[\s]/.test(char);
  });
  const edges = leadingSpace || leadingBreak || trailingSpace || trailingBreak;
  const never = spaceBreak || special;
  return {
    plain: !indicators && !edges && !breakSpace && !never && !lineBreaks,
    single: !breakSpace && !never,
    block: !trailingSpace && !never,
  };
}

/** Plain and single-quoted text, folded at spaces behind the best width. */
export function writeFolded(
  value: string,
  style: 'plain' | 'single',
  column: number,
  indent: number,
  mayFold: boolean,
): string {
  const chars = [...value];
  let at = column;
  let out = '';
  let spaces = false;
  if (style === 'single') {
    out += "'";
    at++;
  }
  chars.forEach((char, i) => {
    if (char === ' ') {
      const inside = style === 'plain' || (i > 0 && i < chars.length - 1);
      if (mayFold && !spaces && at > bestWidth && inside && chars[i + 1] !== ' ') {
        out += `\n${' '.repeat(indent)}`;
        at = indent;
      } else {
        out += ' ';
        at++;
      }
      spaces = true;
      return;
    }
    out += style === 'single' && char === "'" ? "''" : char;
    at += style === 'single' && char === "'" ? 2 : 1;
    spaces = false;
  });
  return style === 'single' ? `${out}'` : out;
}

/** Double-quoted text, with every escape that go-yaml uses. */
export function writeDoubleQuoted(value: string, column: number, indent: number, mayFold: boolean): string {
  const chars = [...value];
  let at = column + 1;
  let out = '"';
  let spaces = false;
  chars.forEach((char, i) => {
    const written = escaped(char);
    if (written !== char) {
      out += written;
      at += written.length;
      spaces = false;
      return;
    }
    if (char !== ' ') {
      out += char;
      at++;
      spaces = false;
      return;
    }
    if (mayFold && !spaces && at > bestWidth && i > 0 && i < chars.length - 1) {
      out += `\n${' '.repeat(indent)}`;
      at = indent;
      if (chars[i + 1] === ' ') {
        out += '\\';
        at++;
      }
    } else {
      out += ' ';
      at++;
    }
    spaces = true;
  });
  return `${out}"`;
}

function escaped(char: string): string {
  const short = shortEscapes.get(char);
  if (short !== undefined) return short;
  if (isPrintable(char) && !isBreak(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${hex.padStart(4, '0')}`;
  return `\\U${hex.padStart(8, '0')}`;
}

const shortEscapes = new Map([
  ['\0', '\\0'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x85', '\\N'],
  ['\xa0', '\\_'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
]);

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r' || char === '\x85' || char === '\u2028' || char === '\u2029';
}

/** `is_printable`: the newline, ASCII from the space on, and Unicode up to three bytes without specials. */
function isPrintable(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code === 0x0a) return true;
  if (code < 0x20 || (code > 0x7e && code < 0xa0)) return false;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
}

/** The order of keys in go-yaml's maps: by letters, with numbers inside of names compared as numbers (`sorter.go`). */
export function naturalOrder(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] ?? '';
    const y = b[i] ?? '';
    if (x === y) continue;
    const xLetter = /\p{L}/u.test(x);
    const yLetter = /\p{L}/u.test(y);
    if (xLetter && yLetter) return codeOrder(x, y);
    if (xLetter || yLetter) return yLetter ? -1 : 1;
    let xNumber = 0;
    let yNumber = 0;
    if (x === '0' || y === '0') {
      for (let j = i - 1; j >= 0 && isDigit(a[j] ?? ''); j--) {
        if (a[j] !== '0') {
          xNumber = 1;
          yNumber = 1;
          break;
        }
      }
    }
    let xEnd = i;
    let yEnd = i;
    for (; isDigit(a[xEnd] ?? ''); xEnd++) xNumber = xNumber * 10 + Number(a[xEnd]);
    for (; isDigit(b[yEnd] ?? ''); yEnd++) yNumber = yNumber * 10 + Number(b[yEnd]);
    return xNumber - yNumber || xEnd - yEnd || codeOrder(x, y);
  }
  return a.length - b.length;
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9' && char.length === 1;
}

function codeOrder(a: string, b: string): number {
  return (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);
}
