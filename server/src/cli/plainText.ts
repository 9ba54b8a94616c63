import { plainText as withoutControls } from '../text/plainText';

/**
 * What the command line prints out of a workspace goes through this: safe for a terminal, and for the log of a pipeline,
 * whose machine obeys lines that begin with `::command` and, anywhere, `##[command]`.
 */
export function plainText(text: string): string {
  return withoutControls(text)
    .replace(/(?<![^\s\uFFFD"]):(?=:[a-z])/gi, '\uFFFD')
    .replace(/##(?=[\w.]*\[)/g, '#\uFFFD');
}
