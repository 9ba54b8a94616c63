/**
 * The text that phpdotenv reads as exactly this value, in the quotes that stood there before where they can hold it.
 * Everything stays on one line, so that no other reader of the file stumbles.
 */
export function encodeValue(value: string, quote: 'none' | 'single' | 'double' = 'none'): string {
  if (quote === 'none' && (value === '' || /^[\w.:/@%+,;=?&!~^*()[\]{}|<>-]+$/.test(value))) return value;
  // A second quote must stand on the line wherever `="` does, which only escapes in double quotes guarantee.
  if (quote === 'single' && !/['"\r\n]/.test(value)) return `'${value}'`;
  return `"${value.replace(/["\\$\n\r\t\f\v]/g, (character) => escapes[character] ?? `\\${character}`)}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\v': '\\v',
};
