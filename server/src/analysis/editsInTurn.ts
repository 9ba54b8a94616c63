import { parseYaml } from '../formats/yaml/parseYaml';
import type { YamlNode } from '../formats/yaml/tree';
import { nodeAt } from '../formats/yaml/walk';
import { applyEdits, type TextEdit } from '../text/edit';
import type { EditRequest } from '../text/editRequest';
import type { Place } from '../text/place';

type EditOf = (file: string, text: string, request: EditRequest) => TextEdit[] | undefined;

/**
 * Makes each edit on the result of the one before, and gives the whole as one replacement of what changed: for edits that
 * would meet if they were all made on the text as it is.
 */
export function editsInTurn(
  file: string,
  original: string,
  requests: readonly EditRequest[],
  editOf: EditOf,
): TextEdit[] | undefined {
  let text = original;
  let pending = requests.map((request) => ({ request, way: wayTo(file, original, request) }));
  while (pending.length > 0) {
    const [next, ...rest] = pending;
    const made = next && editOf(file, text, alongWay(file, text, next.request, next.way));
    if (!made) return undefined;
    text = applyEdits(text, made);
    pending = rest.map(({ request, way }) => ({ request: shifted(request, made), way }));
  }
  return [difference(file, original, text)];
}

/** Where a collection is in its file: the document, and the keys and indexes on the way. */
interface Way {
  readonly document: number;
  readonly path: readonly (string | number)[];
}

/** The way to the collection that a request adds to. Adding to one leaves the ways to all others as they are. */
function wayTo(file: string, text: string, request: EditRequest): Way | undefined {
  const at = collectionOf(request);
  for (const [document, each] of at ? parseYaml(file, text).documents.entries() : []) {
    const found = at && nodeAt(each, at.span.start);
    const depth = found?.nodes.findIndex((node) => samePlaceAs(node, at)) ?? -1;
    if (found && depth >= 0) return { document, path: found.path.slice(0, depth) };
  }
  return undefined;
}

function samePlaceAs({ at: { span } }: YamlNode, at: Place | undefined): boolean {
  return span.start === at?.span.start && span.end === at.span.end;
}

function collectionOf(request: EditRequest): Place | undefined {
  if (request.kind === 'set-pair') return request.map;
  return request.kind === 'append-item' ? request.sequence : undefined;
}

/** The request with the place that its collection has in this text. */
function alongWay(file: string, text: string, request: EditRequest, way: Way | undefined): EditRequest {
  let node = way && parseYaml(file, text).documents[way.document]?.root;
  for (const step of way?.path ?? []) {
    node =
      node?.kind === 'sequence'
        ? node.items[Number(step)]
        : node?.kind === 'map'
          ? node.pairs.findLast(({ key }) => key.text === step)?.value
          : undefined;
  }
  if (!node) return request;
  if (request.kind === 'set-pair') return { ...request, map: node.at };
  return request.kind === 'append-item' ? { ...request, sequence: node.at } : request;
}

/** The same request after edits moved its place: what begins at or behind an edit moves, what holds one grows. */
function shifted(request: EditRequest, edits: readonly TextEdit[]): EditRequest {
  const move = (at: Place): Place => {
    let { start, end } = at.span;
    for (const { span, newText } of edits) {
      const growth = newText.length - (span.end - span.start);
      if (span.start < start && span.end <= start) start += growth;
      if (span.end <= end || span.start <= end) end += growth;
    }
    return { file: at.file, span: { start, end } };
  };
  switch (request.kind) {
    case 'replace-scalar':
    case 'replace-text':
    case 'wrap-text':
      return { ...request, at: move(request.at) };
    case 'set-pair':
      return { ...request, map: move(request.map) };
    case 'append-item':
      return { ...request, sequence: move(request.sequence) };
    case 'remove-pair':
      return { ...request, value: move(request.value) };
    case 'set-variable':
    case 'create-file':
      return request;
  }
}

function difference(file: string, before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let same = 0;
  while (
    same < before.length - start &&
    same < after.length - start &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  )
    same++;
  return {
    file,
    span: { start, end: before.length - same },
    newText: after.slice(start, after.length - same),
  };
}
