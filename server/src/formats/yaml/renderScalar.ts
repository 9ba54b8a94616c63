import { resolvePlain } from './resolvePlain';
import type { YamlScalar } from './tree';

/** What a scalar is to be: a string is quoted where it would be read as something else; the rest is written plainly. */
export type ScalarValue = string | number | boolean | null;

export interface RenderOptions {
  /** How a string is to be quoted, if that style can hold it. */
  readonly style?: YamlScalar['style'];
  /** Whether it is to stand inside brackets. */
  readonly inFlow?: boolean;
}

/** A scalar on one line, in a form that Kubernetes, kustomize and Helm all read as this value. */
export function renderScalar(
  value: ScalarValue,
  { style = 'plain', inFlow = false }: RenderOptions = {},
): string {
  if (typeof value !== 'string') return String(value);
  if (!isPrintable(value)) return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escape);
  if (style === 'single') return `'${value.replaceAll("'", "''")}'`;
  if (style !== 'double' && isPlain(value, inFlow)) return value;
  if (style !== 'double' && /["\\]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Whether a string can be written without quotes and is still read as this string. */
function isPlain(value: string, inFlow: boolean): boolean {
  if (resolvePlain(value) !== value) return false;
  if (/^\s|\s$|^[,[\]{}#&*!|>'"%@`=~<]|^[-?:](?:\s|$)|^(?:---|\.\.\.)/.test(value)) return false;
  if (/:(?:\s|$)|\s#/.test(value)) return false;
  // Dates and base 60 numbers are strings for Kubernetes and not for every other reader.
  if (/^\d{4}-\d|^[-+]?\d+(?::\d+)+$/.test(value)) return false;
  return !inFlow || !/[,[\]{}]/.test(value);
}

function isPrintable(value: string): boolean {
  return !/[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
    value,
  );
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
