/** Sprig's regular expressions (`regex.go`), which are Go's. */
import { GoRegex, type Match } from '../../regex/goRegex';
import { fixed, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { concat, derived, emptyText, plainText, slice, type Text } from '../text';
import { bool, stringList } from '../value';

const find = fixed(['string', 'string'], ([pattern, text]) => {
  const match = compiled(pattern).match(text.text, 0);
  return match ? slice(text, match[0] ?? 0, match[1] ?? 0) : emptyText;
});
const findAll = fixed(['string', 'string', 'int'], ([pattern, text, limit]) =>
  stringList(
    compiled(pattern)
      .matches(text.text, limit)
      .map(([start = 0, end = 0]) => slice(text, start, end)),
  ),
);
const replaceAll = fixed(['string', 'string', 'string'], ([pattern, text, by]) => {
  const regex = compiled(pattern);
  return replaced(regex, text, (match) => expanded(by.text, text.text, match, regex));
});
const replaceAllLiteral = fixed(['string', 'string', 'string'], ([pattern, text, by]) =>
  replaced(compiled(pattern), text, () => by.text),
);
const split = fixed(['string', 'string', 'int'], ([pattern, text, limit]) =>
  stringList(parts(compiled(pattern), text, limit)),
);

export const regexFunctions: Record<string, TemplateFunction> = {
  regexMatch: fixed(['string', 'string'], ([pattern, text]) =>
    bool(GoRegex.compile(pattern.text)?.test(text.text) === true),
  ),
  mustRegexMatch: fixed(['string', 'string'], ([pattern, text]) => bool(compiled(pattern).test(text.text))),
  regexFind: find,
  mustRegexFind: find,
  regexFindAll: findAll,
  mustRegexFindAll: findAll,
  regexReplaceAll: replaceAll,
  mustRegexReplaceAll: replaceAll,
  regexReplaceAllLiteral: replaceAllLiteral,
  mustRegexReplaceAllLiteral: replaceAllLiteral,
  regexSplit: split,
  mustRegexSplit: split,
  regexQuoteMeta: fixed(['string'], ([text]) => plainText(text.text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'))),
};

function compiled(pattern: Text): GoRegex {
  const regex = GoRegex.compile(pattern.text);
  if (!regex) throw new TemplateFailure('data', `error parsing regexp: \`${pattern.text.slice(0, 80)}\``);
  return regex;
}

/** Go's `ReplaceAllString`; a text that shows one value still does. */
function replaced(regex: GoRegex, text: Text, by: (match: Match) => string): Text {
  const out: Text[] = [];
  let last = 0;
  let at = 0;
  while (at <= text.text.length) {
    const match = regex.match(text.text, at);
    if (!match) break;
    const [start = 0, end = 0] = match;
    out.push(slice(text, last, start));
    if (end > last || start === 0) out.push(plainText(by(match)));
    last = end;
    const width = (text.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    at = at + width > end ? at + width : end;
  }
  if (last === 0 && out.length === 0) return text;
  const result = concat(...out, slice(text, last, text.text.length));
  const whole = derived(text, result.text);
  return whole.pieces.length > 0 ? whole : result;
}

/** `$1`, `${1}`, `$name`, `$$` in a replacement. */
function expanded(template: string, text: string, match: Match, regex: GoRegex): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    const index = /^\d+$/.test(name) ? Number(name) : regex.names.get(name);
    const start = index === undefined ? -1 : (match[2 * index] ?? -1);
    const end = index === undefined ? -1 : (match[2 * index + 1] ?? -1);
    return start < 0 ? '' : text.slice(start, end);
  });
}

/** Go's `Split`. */
function parts(regex: GoRegex, text: Text, limit: number): Text[] {
  if (limit === 0) return [];
  const all: Text[] = [];
  let begin = 0;
  let last = 0;
  for (const [start = 0, end = 0] of regex.matches(text.text, limit)) {
    if (limit > 0 && all.length === limit - 1) break;
    last = start;
    if (end !== 0) all.push(slice(text, begin, last));
    begin = end;
  }
  if (last !== text.text.length) all.push(slice(text, begin, text.text.length));
  return all;
}
