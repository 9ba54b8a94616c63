import type { Span } from '../../text/place';
import type { KubernetesObject } from './facts';

/** By the first object of a document: the stretches at which its facts stand. Only files that are being edited have them. */
const SPANS = new WeakMap<KubernetesObject, readonly Span[]>();

/**
 * Moves the places of a document's objects in themselves: it now stands elsewhere in its file, and else is the same. So
 * whatever was made of the objects stays what it is (models, reports, findings) and says where it stands when that is shown.
 * Facts are plain data: maps, lists and objects, in which nothing but a {@link Place} depends on where the text stands. No
 * place is shared with another document; with an alias two facts may share one.
 *
 * @param objects all of one document, the same ones each time.
 */
export function moveFacts(objects: readonly KubernetesObject[], delta: number): void {
  const [first] = objects;
  if (!first) return;
  let spans = SPANS.get(first);
  if (!spans) SPANS.set(first, (spans = [...spansIn(objects)]));
  for (const span of spans) {
    const movable = span as { start: number; end: number };
    movable.start += delta;
    movable.end += delta;
  }
}

function spansIn(value: unknown, found = new Set<Span>()): Set<Span> {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value) || value instanceof Map) {
    for (const each of value.values()) spansIn(each, found);
    return found;
  }
  const { span } = value as { span?: Span };
  if (span) return found.add(span);
  for (const key in value) spansIn((value as Record<string, unknown>)[key], found);
  return found;
}
