export interface DiffRequest {
  /** As it stands in the diff, with `/`. */
  readonly path: string;
  /** undefined: the file is new. */
  readonly before: string | undefined;
  readonly after: string;
  /** Lines, counted from 0, that must not be shown. */
  readonly hidesBefore: (line: number) => boolean;
  readonly hidesAfter: (line: number) => boolean;
}

export interface Diff {
  readonly text: string;
  /** How many changes are not in it, because they are on lines that must not be shown. */
  readonly withheld: number;
  /** Whether a change in it has no context where `git apply` expects some. */
  readonly bare: boolean;
}

/** Lines `from`…`to` of the old text become lines `newFrom`…`newTo` of the new one; the ends are exclusive. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

const CONTEXT = 3;

/**
 * A diff in the unified form, which `git apply` and `patch` take. Context ends before a line that must not be shown, and
 * is then as short on the other side: a hunk with less context on one side is taken for one at an end of the file.
 */
export function unifiedDiff({ path, before, after, hidesBefore, hidesAfter }: DiffRequest): Diff {
  const old = linesOf(before ?? '');
  const fresh = linesOf(after);
  const hidden = ({ from, to, newFrom, newTo }: Change): boolean =>
    some(from, to, hidesBefore) || some(newFrom, newTo, hidesAfter);
  let withheld = 0;
  let bare = false;
  /** How far the lines of the new text stand from where they are without the changes that are not shown. */
  let moved = 0;
  const shown: string[] = [];
  const hunks = hunksOf(changesBetween(old, fresh), hidesBefore, hidden);
  for (const [order, hunk] of hunks.entries()) {
    const [first, last] = [hunk[0], hunk.at(-1)];
    if (!first || !last) continue;
    if (hidden(first)) {
      withheld++;
      moved += first.newTo - first.newFrom - (first.to - first.from);
      continue;
    }
    const room = {
      above: first.from - (hunks[order - 1]?.at(-1)?.to ?? 0),
      below: (hunks[order + 1]?.[0]?.from ?? old.length) - last.to,
    };
    const [lead, trail] = contextOf(first.from, last.to, room, old.length, hidesBefore);
    bare ||= trail === 0 && last.to < old.length;
    const from = first.from - lead;
    const body: string[] = [];
    let at = from;
    for (const change of hunk) {
      body.push(...old.slice(at, change.from).map((line) => written(' ', line)));
      body.push(...old.slice(change.from, change.to).map((line) => written('-', line)));
      body.push(...fresh.slice(change.newFrom, change.newTo).map((line) => written('+', line)));
      at = change.to;
    }
    body.push(...old.slice(at, at + trail).map((line) => written(' ', line)));
    const length = last.to + trail - from;
    const newFrom = first.newFrom - moved - lead;
    const newLength = last.newTo - moved + trail - newFrom;
    shown.push(`@@ -${range(from, length)} +${range(newFrom, newLength)} @@\n`, ...body);
  }
  const text = shown.length === 0 ? '' : head(path, before === undefined) + shown.join('');
  return { text, withheld, bare };
}

function head(path: string, isNew: boolean): string {
  const [a, b] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  const tab = path.includes(' ') ? '\t' : '';
  const mode = isNew ? 'new file mode 100644\n' : '';
  return `diff --git ${a} ${b}\n${mode}--- ${isNew ? '/dev/null' : a + tab}\n+++ ${b}${tab}\n`;
}

/** A side without lines is named by the line before it. */
function range(from: number, length: number): string {
  return `${length > 0 ? from + 1 : from},${length}`;
}

function written(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

/** Lines with their line breaks. */
function linesOf(text: string): string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function some(from: number, to: number, hides: (line: number) => boolean): boolean {
  for (let line = from; line < to; line++) if (hides(line)) return true;
  return false;
}

/** Changes that share their context make one hunk; what must not be shown stays apart from what may. */
function hunksOf(
  changes: readonly Change[],
  hides: (line: number) => boolean,
  hidden: (change: Change) => boolean,
): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const before = hunk?.at(-1);
    const near = before && change.from - before.to <= 2 * CONTEXT && !some(before.to, change.from, hides);
    if (hunk && near && !hidden(before) && !hidden(change)) hunk.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function contextOf(
  from: number,
  to: number,
  room: { readonly above: number; readonly below: number },
  length: number,
  hides: (line: number) => boolean,
): [number, number] {
  // Two hunks must not show one line twice: what lies between them is shared out.
  const above = Math.min(CONTEXT, from === room.above ? room.above : Math.floor(room.above / 2));
  const below = Math.min(CONTEXT, to + room.below === length ? room.below : Math.floor(room.below / 2));
  let lead = 0;
  while (lead < above && !hides(from - lead - 1)) lead++;
  let trail = 0;
  while (trail < below && !hides(to + trail)) trail++;
  if (lead < trail && lead < from) trail = lead;
  if (trail < lead && to + trail < length) lead = trail;
  return [lead, trail];
}

/** Above this many pairs of lines to compare, what lies between the first and the last difference is one change. */
const COMPARED = 4_000_000;

function changesBetween(old: readonly string[], fresh: readonly string[]): Change[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let [end, newEnd] = [old.length, fresh.length];
  while (end > start && newEnd > start && old[end - 1] === fresh[newEnd - 1])
    [end, newEnd] = [end - 1, newEnd - 1];
  if (start === end && start === newEnd) return [];
  const width = newEnd - start + 1;
  if ((end - start) * width > COMPARED) return [{ from: start, to: end, newFrom: start, newTo: newEnd }];
  // common[i * width + j]: how many lines the rests from i and j on have in common, in order.
  const common = new Uint32Array((end - start + 1) * width);
  const at = (i: number, j: number): number => common[(i - start) * width + j - start] ?? 0;
  for (let i = end - 1; i >= start; i--)
    for (let j = newEnd - 1; j >= start; j--)
      common[(i - start) * width + j - start] =
        old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const changes: Change[] = [];
  let [i, j] = [start, start];
  while (i < end || j < newEnd) {
    const [from, newFrom] = [i, j];
    while ((i < end || j < newEnd) && !(i < end && j < newEnd && old[i] === fresh[j])) {
      if (j >= newEnd || (i < end && at(i + 1, j) >= at(i, j + 1))) i++;
      else j++;
    }
    changes.push({ from, to: i, newFrom, newTo: j });
    while (i < end && j < newEnd && old[i] === fresh[j]) [i, j] = [i + 1, j + 1];
  }
  return changes;
}

/** A name with characters that would end it is quoted, as git does. */
function quoted(name: string): string {
  if (!/[\u0000-\u001f\u007f"\\]/.test(name)) return name;
  const inner = name.replace(/[\u0000-\u001f\u007f"\\]/g, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `"${inner}"`;
}
