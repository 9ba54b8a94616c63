/** Whether a code point is in a set. */
export type Test = (code: number) => boolean;

/** The classes within brackets: `[[:alpha:]]`. */
export const posixSets: Record<string, RegExp | undefined> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[\t ]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t\n\v\f\r ]/,
  upper: /[A-Z]/,
  word: /\w/,
  xdigit: /[0-9A-Fa-f]/,
};

/** `\\d`, `\\s`, `\\w` and their opposites: of ASCII only. Undefined for any other letter. */
export function namedSet(char: string): Test | undefined {
  const set = { d: /[0-9]/, s: /[\t\n\f\r ]/, w: /[0-9A-Za-z_]/ }[char.toLowerCase()];
  if (!set || !/[dswDSW]/.test(char)) return undefined;
  const test: Test = (code) => code < 128 && set.test(String.fromCharCode(code));
  return char === char.toLowerCase() ? test : (code) => !test(code);
}
