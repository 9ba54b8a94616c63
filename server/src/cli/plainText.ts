/**
 * Makes text out of a workspace safe for a terminal: control characters (ANSI sequences among them) and characters that
 * turn the direction of writing become visible or vanish.
 */
export function plainText(text: string): string {
  return text
    .replace(/\t/g, '    ')
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\uFFFD')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
