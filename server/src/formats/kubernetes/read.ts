/** Reading of fields out of the neutral YAML tree. Nothing here throws: what has another shape is absent. */
import { child, items, pair, pairs, type YamlNode, type YamlScalar } from '../yaml/tree';
import type { Field, Fields } from './facts';

/** A scalar as text with its place; undefined for collections and for what is absent or null. */
export function textField(node: YamlNode | undefined, ...path: string[]): Field | undefined {
  const parent = child(node, ...path.slice(0, -1));
  const last = path.at(-1);
  const found = last === undefined ? undefined : pair(parent, last);
  const value = last === undefined ? node : found?.value;
  if (value?.kind !== 'scalar' || (value.value === null && !value.unknown)) return undefined;
  return {
    ...scalarField(value),
    ...(found && { keyAt: found.key.at, ...(found.before && { before: found.before }) }),
  };
}

/** A scalar that may be null, as text. */
export function scalarField(node: YamlScalar): Field {
  return {
    value: node.value === null ? '' : node.text,
    at: node.at,
    scalarType: node.value === null ? 'null' : (typeof node.value as 'string' | 'number' | 'boolean'),
    ...(node.unknown !== undefined && { unknown: node.unknown }),
  };
}

/** An integer; a field with another value than a number is unknown, not absent. */
export function numberField(node: YamlNode | undefined, ...path: string[]): Field<number> | undefined {
  const text = textField(node, ...path);
  if (!text) return undefined;
  const value = Number(text.value);
  if (text.unknown === undefined && Number.isFinite(value) && text.value.trim() !== '')
    return { ...text, value };
  return { ...text, value: NaN, unknown: text.unknown ?? 'it is not a number' };
}

/** A boolean; anything but true and false is absent. */
export function booleanField(node: YamlNode | undefined, ...path: string[]): Field<boolean> | undefined {
  const text = textField(node, ...path);
  if (!text) return undefined;
  if (text.unknown !== undefined) return { ...text, value: false };
  return text.value === 'true' || text.value === 'false'
    ? { ...text, value: text.value === 'true' }
    : undefined;
}

/** The plain text of a field, without its place. */
export function plainText(node: YamlNode | undefined, ...path: string[]): string | undefined {
  return textField(node, ...path)?.value;
}

/** All scalar entries of a map by name; the last of two equal keys wins. */
export function fields(node: YamlNode | undefined): Fields {
  const result = new Map<string, Field>();
  for (const { key, value, before } of pairs(node)) {
    const extra = { keyAt: key.at, ...(before && { before }) };
    if (value.kind === 'scalar') result.set(key.text, { ...scalarField(value), ...extra });
    else result.set(key.text, { value: '', at: value.at, unknown: 'it is not a text', ...extra });
  }
  return result;
}

/** The scalars of a list as text. A single scalar counts as a list of one: people write `command: sh` by mistake. */
export function textList(node: YamlNode | undefined): Field[] {
  return items(node).flatMap((item) => (item.kind === 'scalar' ? [scalarField(item)] : []));
}
