/** Reading of fields out of the neutral YAML tree. Nothing here throws: what has another shape is absent. */
import { items, pair, pairs, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/tree';
import type { Field, Fields } from './facts';

/** A scalar as text with its place; undefined for collections and for what is absent or null. */
export function textField(node: YamlNode | undefined, ...path: readonly string[]): Field | undefined {
  if (path.length === 0) return node?.kind === 'scalar' && isThere(node) ? scalarField(node) : undefined;
  let parent = node;
  for (let step = 0; step < path.length - 1; step++) parent = pair(parent, path[step] ?? '')?.value;
  const found = pair(parent, path.at(-1) ?? '');
  return found?.value.kind === 'scalar' && isThere(found.value) ? keyedField(found, found.value) : undefined;
}

function isThere({ value, unknown }: YamlScalar): boolean {
  return value !== null || (unknown !== undefined && unknown !== '');
}

/** A scalar that may be null, as text. */
export function scalarField(node: YamlScalar): Field {
  const field: Mutable<Field> = { value: textOf(node), at: node.at, scalarType: typeOf(node) };
  if (node.unknown !== undefined) field.unknown = node.unknown;
  return field;
}

/** The scalar of a pair. A manifest holds thousands, so they are made in one piece. */
function keyedField({ key, before }: YamlPair, node: YamlScalar): Field {
  const field: Mutable<Field> = {
    value: textOf(node),
    at: node.at,
    scalarType: typeOf(node),
    keyAt: key.at,
  };
  if (node.unknown !== undefined) field.unknown = node.unknown;
  if (before) field.before = before;
  return field;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function textOf({ value, text }: YamlScalar): string {
  return value === null ? '' : text;
}

function typeOf({ value }: YamlScalar): NonNullable<Field['scalarType']> {
  return value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
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

/** The scalar of a pair, null included; undefined when something else stands there. */
export function pairField(found: YamlPair | undefined): Field | undefined {
  return found?.value.kind === 'scalar' ? keyedField(found, found.value) : undefined;
}

const NONE: Fields = new Map();

/** All scalar entries of a map by name; the last of two equal keys wins. */
export function fields(node: YamlNode | undefined): Fields {
  if (pairs(node).length === 0) return NONE;
  const result = new Map<string, Field>();
  for (const found of pairs(node)) {
    const { key, value, before } = found;
    const field = pairField(found) ?? {
      value: '',
      at: value.at,
      unknown: 'it is not a text',
      keyAt: key.at,
      ...(before && { before }),
    };
    result.set(key.text, field);
  }
  return result;
}

/** The scalars of a list as text. A single scalar counts as a list of one: people write `command: sh` by mistake. */
export function textList(node: YamlNode | undefined): Field[] {
  return items(node).flatMap((item) => (item.kind === 'scalar' ? [scalarField(item)] : []));
}
