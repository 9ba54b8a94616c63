/**
 * More levels than this are not read: no one writes them by hand, and `yaml` 2.9 calls itself for each, so that some 2,000
 * exhaust the stack and end the process.
 */
export const DEPTH_LIMIT = 200;

/** Whether a document is nested more deeply than {@link DEPTH_LIMIT}. Linear in the length of the text. */
export function isTooDeep(text: string): boolean {
  return flowDepth(text) > DEPTH_LIMIT || blockDepth(text) > DEPTH_LIMIT;
}

function flowDepth(text: string): number {
  let opened = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) opened++;
  }
  if (opened <= DEPTH_LIMIT) return opened;
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
  }
  return deepest;
}

function blockDepth(text: string): number {
  const columns: number[] = [];
  let deepest = 0;
  const line = /^([ ]*)((?:[-?:][ \t]+)*)(?=[^\s#])/gm;
  for (const [, indent = '', marks = ''] of text.matchAll(line)) {
    while (columns.length > 0 && (columns.at(-1) ?? 0) >= indent.length) columns.pop();
    columns.push(indent.length);
    for (let i = 0; i < marks.length; i++)
      if ('-?:'.includes(marks.charAt(i))) columns.push(indent.length + i + 1);
    deepest = Math.max(deepest, columns.length);
  }
  return deepest;
}
