/** Every function that the evaluator knows, by its lower-cased name. */
import { arrayFunctions } from './arrays';
import type { BuiltIn } from './builtIn';
import { laravelFunctions, laravelStatics } from './laravel';
import { oldHelpers, strStatics, textMethods } from './str';
import { textFunctions } from './text';
import { typeFunctions } from './types';

export type { BuiltIn };

export const builtInFunctions: ReadonlyMap<string, BuiltIn> = new Map([
  ...textFunctions,
  ...typeFunctions,
  ...arrayFunctions,
  ...laravelFunctions,
  ...oldHelpers,
]);

/** Functions of PHP itself that take texts: under `strict_types` they throw at null. */
export const textTakers: ReadonlySet<string> = new Set([...textFunctions.map(([name]) => name), 'parse_url']);

/** `str::slug` … : the class without `Illuminate\Support\`. */
export const builtInStatics: ReadonlyMap<string, BuiltIn> = new Map([...strStatics, ...laravelStatics]);

/** Methods of text objects. */
export const builtInMethods: ReadonlyMap<string, BuiltIn> = new Map(textMethods);
