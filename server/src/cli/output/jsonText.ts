/**
 * A value as JSON. What a terminal, or the log of a pipeline, would obey is escaped in it, which changes no value:
 * controls beyond ASCII, directions of writing, and the beginnings of commands (`##[…]`) that may stand within a line.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escaped)
    .replace(/##(?=[\w.]*\[)/g, `#${escaped('#')}`);
  return `${text}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
