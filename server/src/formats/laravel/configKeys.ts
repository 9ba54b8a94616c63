/** Where the keys of the returned array are written: what edits and outlines need, without evaluating anything. */
import { place, type Place } from '../../text/place';
import { arrayKey } from './php/convert';
import type { ArrayLiteral, PhpExpression, PhpProgram } from './php/syntax';

export interface ConfigKey {
  /** From the top of the file: `['redis', 'default', 'host']`. */
  readonly path: readonly (string | number)[];
  /** The key's literal, with its quotes. */
  readonly at: Place;
  readonly valueAt: Place;
}

/** An array that is written out in the file. */
export interface ConfigArray {
  /** Empty for the array that the file returns. */
  readonly path: readonly (string | number)[];
  /** From the opening bracket (or `array(`) to the closing one. */
  readonly at: Place;
  /** The last entry; absent in an empty array. */
  readonly lastEntry?: Place;
}

export interface ConfigOutline {
  /** In the order of the text; of two equal keys the later one counts. */
  readonly keys: readonly ConfigKey[];
  readonly arrays: readonly ConfigArray[];
}

/** The keys and arrays of what the file returns, also where it is merged out of several arrays. */
export function configOutline(file: string, program: PhpProgram): ConfigOutline {
  const outline = { keys: [] as ConfigKey[], arrays: [] as ConfigArray[] };
  for (const statement of program.statements) {
    if (statement.kind === 'return' && statement.value) addExpression(file, statement.value, [], outline);
  }
  return outline;
}

interface Draft {
  readonly keys: ConfigKey[];
  readonly arrays: ConfigArray[];
}

function addExpression(
  file: string,
  expression: PhpExpression,
  path: readonly (string | number)[],
  outline: Draft,
): void {
  if (expression.kind === 'array') addArray(file, expression, path, outline);
  if (expression.kind === 'call' && /^\\?array_(?:merge|replace)$/i.test(expression.name)) {
    for (const arg of expression.args) addExpression(file, arg.value, path, outline);
  }
}

function addArray(
  file: string,
  array: PhpExpression & ArrayLiteral,
  path: readonly (string | number)[],
  outline: Draft,
): void {
  const last = array.items[array.items.length - 1];
  outline.arrays.push({
    path,
    at: place(file, array.span.start, array.span.end),
    ...(last ? { lastEntry: place(file, last.span.start, last.span.end) } : {}),
  });
  let position = 0;
  for (const item of array.items) {
    if (!item.value) continue;
    if (item.spread) {
      addExpression(file, item.value, path, outline);
      continue;
    }
    const key = item.key ? (item.key.kind === 'literal' ? arrayKey(item.key.value) : undefined) : position++;
    if (key === undefined) continue;
    const below = [...path, key];
    if (item.key) {
      const { span } = item.key;
      const valueAt = place(file, item.value.span.start, item.value.span.end);
      outline.keys.push({ path: below, at: place(file, span.start, span.end), valueAt });
    }
    addExpression(file, item.value, below, outline);
  }
}
