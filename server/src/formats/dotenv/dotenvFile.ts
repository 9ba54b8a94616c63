/**
 * What one `.env` file says, as phpdotenv 5 (Laravel 8 and later) reads it. Values are secrets as often as not: nothing
 * in these shapes but `value`, `message` and the text behind a place holds one, and none of those may reach an output.
 */
import type { Place } from '../../text/place';

/** A `${NAME}` inside a value, where phpdotenv would put in another variable. */
export interface DotenvReference {
  readonly name: string;
  /** From the dollar to the closing brace. */
  readonly at: Place;
  /** What was put in, or undefined when the name is not known at that point, so that the text stays as it is. */
  readonly resolved: string | undefined;
}

/** One assignment. */
export interface DotenvEntry {
  readonly name: string;
  /** The name alone, without `export` and without quotes. */
  readonly nameAt: Place;
  /** The value with escapes, quotes, comment and references done; undefined for a bare `NAME`, which clears. */
  readonly value: string | undefined;
  /** The value as written, with its quotes; an empty span behind the `=` (or behind a bare name) when there is none. */
  readonly valueAt: Place;
  /** All lines of the assignment, without the last line break. */
  readonly lineAt: Place;
  readonly quote: 'none' | 'single' | 'double';
  /** Whether `export` stands before the name. */
  readonly exported: boolean;
  /** From the `#` to the end of the assignment's lines. */
  readonly commentAt?: Place;
  readonly references: readonly DotenvReference[];
}

/** phpdotenv's causes, in its own words. */
export type DotenvReason =
  | 'unexpected whitespace'
  | 'an invalid name'
  | 'an unexpected equals'
  | 'an unexpected escape sequence'
  | 'a missing closing quote';

/** An assignment for which phpdotenv rejects the whole file. */
export interface DotenvError {
  /** The narrowest stretch that shows the cause. */
  readonly at: Place;
  readonly reason: DotenvReason;
  /** phpdotenv's full message. It quotes the file, so it may hold a secret: never show it. */
  readonly message: string;
  readonly lineAt: Place;
  /** The name that was to be set, where it could be read. */
  readonly name?: string;
  /** The value as written, to the end of the assignment. */
  readonly valueAt?: Place;
}

/**
 * Lines that are lost without a word: phpdotenv takes `="` without a second quote on its line for the start of a value
 * of many lines, in comments too.
 */
export interface DotenvSwallow {
  /** The quote that begins it. */
  readonly at: Place;
  /** The text that is lost. */
  readonly lostAt: Place;
  /** The names that the lost lines would have set, in order. */
  readonly lostNames: readonly string[];
  /** False when no later quote ends it, so that everything to the end of the file is lost. */
  readonly closed: boolean;
}

export interface DotenvFile {
  readonly file: string;
  /** In the order of the file. When the file is rejected: those that can be read all the same, for use in editors. */
  readonly entries: readonly DotenvEntry[];
  /** The winner for each name: the last one. */
  readonly values: ReadonlyMap<string, DotenvEntry>;
  /** What phpdotenv stops at; undefined when it takes the file. */
  readonly error?: DotenvError;
  /** `error` and all further ones, which phpdotenv would meet once the earlier ones are mended. */
  readonly errors: readonly DotenvError[];
  /** Whether phpdotenv rejects the file as a whole: Laravel then exits, and no entry takes effect. */
  readonly rejected: boolean;
  readonly swallows: readonly DotenvSwallow[];
  /** The quote that no later one ends, in a comment or not: from its line on, phpdotenv reads nothing. */
  readonly openAt?: Place;
}
