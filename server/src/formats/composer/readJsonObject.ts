import { place, type Place } from '../../text/place';
import type { ComposerProblem } from './composerFile';

export interface JsonObject {
  /** Undefined when the text is no JSON object. */
  readonly value: Readonly<Record<string, unknown>> | undefined;
  /** At most one: why it is none. */
  readonly problems: readonly ComposerProblem[];
}

/** Reads a text that must be one JSON object. Never throws. */
export function readJsonObject(file: string, text: string): JsonObject {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const shift = text.length - json.length;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown>, problems: [] };
    }
    const at = place(file, shift, text.length);
    return {
      value: undefined,
      problems: [{ at, message: 'Composer expects a JSON object here.', severity: 'error' }],
    };
  } catch (error) {
    const at = errorPlace(file, json, shift, error);
    return { value: undefined, problems: [{ at, message: 'This is not valid JSON.', severity: 'error' }] };
  }
}

/** The place that V8 names in its message, else the end of the text, where a half-typed file fails. */
function errorPlace(file: string, json: string, shift: number, error: unknown): Place {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const start = Math.min(position === undefined ? json.trimEnd().length : Number(position), json.length);
  return place(file, start + shift, Math.min(start + 1, json.length) + shift);
}
