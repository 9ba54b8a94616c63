/**
 * Makes text out of a workspace safe for a terminal, a list or a log, on one line: control characters (line breaks and
 * ANSI sequences among them) become visible, and characters that turn the direction of writing vanish.
 */
export function plainText(text: string): string {
  return text
    .replace(/\t/g, '    ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\uFFFD')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
