/** Sprig's functions that change the letters of words (`strings.go`, with goutils and xstrings behind them). */
import { fixed, type TemplateFunction } from '../templateFunction';
import { derived, plainText } from '../text';
import { unknown, type Value } from '../value';

export const wordFunctions: Record<string, TemplateFunction> = {
  title: fixed(['string'], ([text]) =>
    derived(
      text,
      text.text.replace(
        /(^|[^\p{L}\p{N}_'’])(\p{L})/gu,
        (_all, before: string, letter: string) => before + letter.toUpperCase(),
      ),
    ),
  ),
  untitle: fixed(['string'], ([text]) =>
    derived(
      text,
      text.text.replace(
        /(^|\s)(\p{L})/gu,
        (_all, before: string, letter: string) => before + letter.toLowerCase(),
      ),
    ),
  ),
  initials: fixed(['string'], ([text]) => derived(text, (text.text.match(/(?<=^|\s)\S/gu) ?? []).join(''))),
  swapcase: fixed(['string'], ([text]) => derived(text, swapped(text.text))),
  camelcase: fixed(['string'], ([text]) => plainOr(text.text, camelCase)),
  snakecase: fixed(['string'], ([text]) => plainOr(text.text, (words) => separated(words, '_'))),
  kebabcase: fixed(['string'], ([text]) => plainOr(text.text, (words) => separated(words, '-'))),
  abbrev: fixed(['int', 'string'], ([width, text]) => abbreviated(0, width, text.text)),
  abbrevboth: fixed(['int', 'int', 'string'], ([left, right, text]) => abbreviated(left, right, text.text)),
  wrap: fixed(['int', 'string'], ([width, text]) => wrapped(text.text, width, '\n', false)),
  wrapWith: fixed(['int', 'string', 'string'], ([width, newline, text]) =>
    wrapped(text.text, width, newline.text, true),
  ),
  plural: fixed(['string', 'string', 'int'], ([one, many, count]) => (count === 1 ? one : many)),
};

/** The case functions are modelled for ASCII letters, digits and the usual separators. */
function plainOr(text: string, change: (text: string) => string | undefined): Value {
  const changed = /^[A-Za-z0-9 _.\-/]*$/.test(text) ? change(text) : undefined;
  return changed === undefined
    ? unknown('the change of case is not modelled for this text')
    : plainText(changed);
}

function swapped(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

/** `xstrings.ToPascalCase`: leading and trailing separators stay, the others fall away. */
function camelCase(text: string): string | undefined {
  const [, lead = '', body = '', trail = ''] = /^([_\- ]*)(.*?)([_\- ]*)$/.exec(text) ?? [];
  const words = body.split(/[_\- ]+/).map((word) => {
    if (/\d/.test(word) && /^[A-Z]{2,}/.test(word)) return undefined;
    return word
      .replace(/^[A-Z]+/, (run) => run.slice(0, 1) + run.slice(1).toLowerCase())
      .replace(/^[a-z]/, (letter) => letter.toUpperCase());
  });
  return words.includes(undefined) ? undefined : lead + words.join('') + trail;
}

/** `xstrings.ToSnakeCase` and `ToKebabCase`, for words without digits in odd places. */
function separated(text: string, separator: string): string | undefined {
  if (/\d[A-Za-z]|[A-Z]\d/.test(text)) return undefined;
  return text
    .replace(/([a-z\d])([A-Z])/g, `$1${separator}$2`)
    .replace(/([A-Z])([A-Z][a-z])/g, `$1${separator}$2`)
    .replace(/[_\- ]/g, separator)
    .toLowerCase();
}

/** goutils' `AbbreviateFull`. */
function abbreviated(offset: number, width: number, text: string): Value {
  const chars = [...text];
  if (offset === 0 ? width < 4 : width < 4 || (offset > 0 && width < 7)) return plainText(text);
  if (chars.length <= width) return plainText(text);
  let from = Math.min(offset, chars.length);
  if (chars.length - from < width - 3) from = chars.length - (width - 3);
  if (from <= 4) return plainText(`${chars.slice(0, width - 3).join('')}...`);
  if (from + width - 3 < chars.length)
    return plainText(`...${chars.slice(from, from + width - 6).join('')}...`);
  return plainText(`...${chars.slice(chars.length - (width - 3)).join('')}`);
}

/** goutils' `WrapCustom`: lines break at spaces, and words longer than a line only where `cutsWords` says so. */
function wrapped(text: string, width: number, newline: string, cutsWords: boolean): Value {
  const limit = Math.max(1, width);
  const chars = [...text];
  let out = '';
  let at = 0;
  while (chars.length - at > limit) {
    if (chars[at] === ' ') {
      at++;
      continue;
    }
    const space = chars.lastIndexOf(' ', at + limit);
    if (space >= at) {
      out += chars.slice(at, space).join('') + newline;
      at = space + 1;
    } else if (cutsWords) {
      out += chars.slice(at, at + limit).join('') + newline;
      at += limit;
    } else {
      const next = chars.indexOf(' ', at + limit);
      if (next < 0) break;
      out += chars.slice(at, next).join('') + newline;
      at = next + 1;
    }
  }
  return plainText(out + chars.slice(at).join(''));
}
