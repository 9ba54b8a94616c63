/** A reference that was found, by indexes into the characters of the value. */
export interface FoundReference {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly resolved: string | undefined;
}

export interface ResolvedValue {
  readonly value: string;
  /** In the order of the text. */
  readonly references: readonly FoundReference[];
}

/** Text that is final, and where it stands in the value; no index for text that was put in for a reference. */
interface Piece {
  readonly text: string;
  readonly index?: number;
}

const maxNameLength = 1000;

/**
 * Puts variables in for `${NAME}` as `Dotenv\Loader\Resolver` does: from the last dollar to the first, so that
 * `${A_${B}}` becomes `${A_x}` and then the value of `A_x`.
 *
 * `room` bounds the characters that may be put in, as a few lines that double each other could fill all memory; when
 * it is used up, references stay literal. It is lowered by what was used.
 */
export function resolveReferences(
  chars: string,
  dollars: readonly number[],
  lookup: (name: string) => string | undefined,
  room: { characters: number },
): ResolvedValue {
  /** What follows, nearest piece last. */
  const tail: Piece[] = [];
  const references: FoundReference[] = [];
  let end = chars.length;
  for (let i = dollars.length - 1; i >= 0; i--) {
    const start = dollars[i] ?? 0;
    tail.push({ text: chars.slice(start, end), index: start });
    end = start;
    const head = takeReference(tail);
    if (head === undefined) continue;
    const found = head.name.length <= maxNameLength ? lookup(head.name) : undefined;
    const resolved = found !== undefined && found.length <= room.characters ? found : undefined;
    if (resolved === undefined) {
      tail.push({ text: `\${${head.name}}`, index: start });
    } else {
      room.characters -= resolved.length;
      tail.push({ text: resolved });
    }
    references.push({ name: head.name, start, end: head.end ?? chars.length, resolved });
  }
  const rest = tail.reverse().map((piece) => piece.text);
  return { value: chars.slice(0, end) + rest.join(''), references: references.reverse() };
}

/** Takes a whole `${NAME}` off the front of the text, over piece borders if need be; leaves it alone when there is none. */
function takeReference(tail: Piece[]): { name: string; end: number | undefined } | undefined {
  const nearest = tail[tail.length - 1];
  if (nearest === undefined || !nearest.text.startsWith('${')) return undefined;
  let name = '';
  for (let i = tail.length - 1; i >= 0 && name.length <= maxNameLength; i--) {
    const piece = tail[i] as Piece;
    const from = i === tail.length - 1 ? 2 : 0;
    let to = from;
    while (to < piece.text.length && isNameCharacter(piece.text.charCodeAt(to))) to++;
    name += piece.text.slice(from, to);
    if (to === piece.text.length) continue;
    if (piece.text[to] !== '}' || name === '') return undefined;
    const rest = piece.text.slice(to + 1);
    const index = piece.index === undefined ? undefined : piece.index + to + 1;
    tail.length = i;
    if (rest !== '') tail.push(index === undefined ? { text: rest } : { text: rest, index });
    return { name, end: index };
  }
  return undefined;
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 46
  );
}
