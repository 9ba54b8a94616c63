import { place, type Span } from '../../text/place';

/**
 * Facts of a stretch of text that now stands elsewhere in its file, and else is the same. Facts are plain data: maps, lists
 * and objects, in which nothing but a {@link Place} depends on where the text stands.
 */
export function moveFacts<T>(facts: T, delta: number): T {
  return move(facts, delta) as T;
}

function move(value: unknown, delta: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? value : value.map((each) => move(each, delta));
  if (value instanceof Map) {
    if (value.size === 0) return value;
    const result = new Map<unknown, unknown>();
    for (const [key, each] of value) result.set(key, move(each, delta));
    return result;
  }
  const from = value as Record<string, unknown>;
  const span = from.span as Span | undefined;
  if (span) return place(from.file as string, span.start + delta, span.end + delta);
  const result: Record<string, unknown> = {};
  for (const key in from) result[key] = move(from[key], delta);
  return result;
}
