/**
 * The content of a Go interpreted string literal, given without its quotes, or undefined when an escape is invalid
 * (Go's `strconv.Unquote`). Bytes written as `\xNN` or octal are taken as the characters of that code, which is what
 * they are for ASCII.
 */
export function unquoteGoString(body: string): string | undefined {
  if (!body.includes('\\')) return body;
  let valid = true;
  const text = body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]?))/g,
    (_whole, hex?: string, short?: string, long?: string, octal?: string, single?: string) => {
      const digits = hex ?? short ?? long;
      const code =
        digits !== undefined ? parseInt(digits, 16) : octal !== undefined ? parseInt(octal, 8) : undefined;
      if (code !== undefined) {
        if (code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return String.fromCodePoint(code);
        valid = false;
        return '';
      }
      const plain = escapes.get(single ?? '');
      if (plain === undefined) valid = false;
      return plain ?? '';
    },
  );
  return valid ? text : undefined;
}

const escapes = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
