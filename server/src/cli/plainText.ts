/**
 * Makes text out of a workspace safe for a terminal and for the log of a pipeline: control characters (ANSI sequences
 * among them), characters that turn the direction of writing, and the beginnings of commands to the machine that runs
 * the pipeline become visible or vanish.
 */
export function plainText(text: string): string {
  return text
    .replace(/\t/g, '    ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\uFFFD')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/(?<![^\s\uFFFD]):(?=:[a-z])/gi, '\uFFFD')
    .replace(/##(?=[\w.]*\[)/g, '#\uFFFD');
}
