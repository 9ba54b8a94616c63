import type { Place } from './place';

/**
 * A change as a rule asks for it: what is to be where, not which characters. What carries it out knows the syntax of the
 * file, keeps comments and formatting, and quotes where the syntax wants it.
 */
export type EditRequest =
  /** A YAML scalar at this place gets another text. */
  | { readonly kind: 'replace-scalar'; readonly at: Place; readonly value: string }
  /** A YAML map at this place gets a key, or another value for the key that it has. */
  | { readonly kind: 'set-pair'; readonly map: Place; readonly key: string; readonly value: YamlContent }
  /** A YAML sequence at this place gets one more item. */
  | { readonly kind: 'append-item'; readonly sequence: Place; readonly item: YamlContent }
  /** The pair whose value is at this place is taken out of its map. */
  | { readonly kind: 'remove-pair'; readonly value: Place }
  /** A variable of an env file is set, in place or beside its relatives. */
  | { readonly kind: 'set-variable'; readonly file: string; readonly name: string; readonly value: string }
  | { readonly kind: 'replace-text'; readonly at: Place; readonly text: string }
  /** Text is put before and behind a stretch that stays as it is. */
  | { readonly kind: 'wrap-text'; readonly at: Place; readonly before: string; readonly after: string }
  | { readonly kind: 'create-file'; readonly file: string; readonly text: string };

/**
 * YAML to be written: a string is a scalar, quoted as it needs be, and one of several lines a block; a number or boolean
 * stays one.
 */
export type YamlContent =
  string | number | boolean | readonly YamlContent[] | { readonly [key: string]: YamlContent };
