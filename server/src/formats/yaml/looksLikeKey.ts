import { COLON, HASH, SPACE, endsLine, endsToken } from './cursor';

/** Whether a line that begins at an offset looks like `key: value`. Reads no further than the end of the line. */
export function looksLikeKey(text: string, at: number): boolean {
  const first = text.charAt(at);
  if (first === '"' || first === "'") return quotedKey(text, at, first);
  if (first === '' || ',[]{}#&*!|>%@`'.includes(first)) return false;
  if ('-?:'.includes(first) && endsToken(text.charCodeAt(at + 1))) return false;
  for (let pos = at; ; pos++) {
    const code = text.charCodeAt(pos);
    if (endsLine(code)) return false;
    if (code === COLON && endsToken(text.charCodeAt(pos + 1))) return true;
    if (code === HASH && text.charCodeAt(pos - 1) === SPACE) return false;
  }
}

function quotedKey(text: string, at: number, quote: string): boolean {
  let pos = at + 1;
  while (!endsLine(text.charCodeAt(pos)) && text.charAt(pos) !== quote) {
    pos += quote === '"' && text.charAt(pos) === '\\' ? 2 : 1;
  }
  if (text.charAt(pos) !== quote) return false;
  pos++;
  while (text.charAt(pos) === ' ' || text.charAt(pos) === '\t') pos++;
  return text.charCodeAt(pos) === COLON && endsToken(text.charCodeAt(pos + 1));
}
