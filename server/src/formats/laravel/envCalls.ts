import { place, type Place } from '../../text/place';
import type { PhpScalar } from './configValue';
import { scanTokens, type PhpToken } from './php/scanTokens';
import { argumentsAt, groupTokens, type TokenGroup } from './php/tokenGroups';

/** One place where PHP code reads a variable of the environment under a fixed name. */
export interface EnvCall {
  /** `env`: Laravel's `env()` and `Env::get()`, which cast; the others give the text as it is. */
  readonly via: 'env' | 'getenv' | '$_ENV' | '$_SERVER';
  readonly name: string;
  /** The string literal of the name, with its quotes. */
  readonly at: Place;
  /** From the function's name to its closing parenthesis; to the end of the tokens when that is missing. */
  readonly callAt: Place;
  /** The default as it is written. */
  readonly default?: { readonly at: Place; readonly text: string };
  /** The default's value, when it is a plain literal. */
  readonly defaultLiteral?: PhpScalar;
}

/**
 * The reads of the environment in the order of the text. Works on tokens, not on the syntax tree, so that a file that
 * is being typed keeps what stands in its other lines; `broken` says that the file is such a one.
 */
export function findEnvCalls(file: string, text: string, broken: boolean): readonly EnvCall[] {
  return envCallsIn(file, text, scanTokens(text, broken));
}

/** The same for a file that was scanned already. */
export function envCallsIn(file: string, text: string, tokens: readonly PhpToken[]): readonly EnvCall[] {
  const groups = groupTokens(tokens);
  const aliases = envAliases(tokens);
  const calls: EnvCall[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const call = readerAt(tokens, i, aliases);
    if (!call) continue;
    const found = readCall(file, text, tokens, i, call, groups);
    if (found) calls.push(found);
  }
  return calls;
}

interface Aliases {
  /** Lower-cased names under which the function `env` can be called. */
  readonly functions: ReadonlySet<string>;
  /** Lower-cased names of the class `Env`. */
  readonly classes: ReadonlySet<string>;
}

interface Reader {
  readonly via: EnvCall['via'];
  /** Index of the opening parenthesis or bracket. */
  readonly open: number;
}

function envAliases(tokens: readonly PhpToken[]): Aliases {
  const functions = new Set(['env', '\\env', 'illuminate\\support\\env', '\\illuminate\\support\\env']);
  const classes = new Set(['env', 'illuminate\\support\\env', '\\illuminate\\support\\env']);
  tokens.forEach((token, i) => {
    if (wordOf(token) !== 'use') return;
    const isFunction = wordOf(tokens[i + 1]) === 'function';
    const imported = wordOf(tokens[i + (isFunction ? 2 : 1)])?.replace(/^\\/, '');
    const as = i + (isFunction ? 3 : 2);
    const alias = wordOf(tokens[as]) === 'as' ? wordOf(tokens[as + 1]) : undefined;
    if (alias === undefined) return;
    if (isFunction && (imported === 'env' || imported === 'illuminate\\support\\env')) functions.add(alias);
    if (!isFunction && imported === 'illuminate\\support\\env') classes.add(alias);
  });
  return { functions, classes };
}

function readerAt(tokens: readonly PhpToken[], i: number, aliases: Aliases): Reader | undefined {
  const token = tokens[i];
  if (token?.kind === 'variable') {
    const { text } = token;
    if (text !== '$_ENV' && text !== '$_SERVER') return undefined;
    return wordOf(tokens[i + 1]) === '[' ? { via: text, open: i + 1 } : undefined;
  }
  if (token?.kind !== 'name') return undefined;
  const lower = wordOf(token) ?? '';
  const isGetenv = lower === 'getenv' || lower === '\\getenv';
  if (!isGetenv && !aliases.functions.has(lower) && !aliases.classes.has(lower)) return undefined;
  const before = wordOf(tokens[i - 1]);
  if (before === '->' || before === '?->' || before === '::' || before === 'function' || before === 'new') {
    return undefined;
  }
  const next = wordOf(tokens[i + 1]);
  if (next === '(') {
    if (aliases.functions.has(lower)) return { via: 'env', open: i + 1 };
    return isGetenv ? { via: 'getenv', open: i + 1 } : undefined;
  }
  const method = next === '::' ? wordOf(tokens[i + 2]) : undefined;
  const isGet = method === 'get' || method === 'getorfail';
  return isGet && aliases.classes.has(lower) && wordOf(tokens[i + 3]) === '('
    ? { via: 'env', open: i + 3 }
    : undefined;
}

function readCall(
  file: string,
  text: string,
  tokens: readonly PhpToken[],
  index: number,
  reader: Reader,
  groups: ReadonlyMap<number, TokenGroup>,
): EnvCall | undefined {
  const first = tokens[index];
  const group = groups.get(reader.open);
  if (!first || !group) return undefined;
  const args = argumentsAt(tokens, reader.open, group);
  const nameArgument = args.find((arg) => arg.name === 'key') ?? args.find((arg) => arg.name === undefined);
  const literal = nameArgument?.from === nameArgument?.to ? tokens[nameArgument?.from ?? -1] : undefined;
  if (literal?.kind !== 'string' || literal.text === undefined) return undefined;
  if (!/^[A-Za-z_][\w.]*$/.test(literal.text)) return undefined;
  const end = tokens[group.close]?.text === ';' ? tokens[group.close - 1] : tokens[group.close];
  const call: EnvCall = {
    via: reader.via,
    name: literal.text,
    at: place(file, literal.start, literal.end),
    callAt: place(file, first.start, Math.max(end?.end ?? 0, literal.end)),
  };
  const fallback =
    args.find((arg) => arg.name === 'default') ?? args.find((arg, i) => arg.name === undefined && i === 1);
  const [from, to] = [tokens[fallback?.from ?? -1], tokens[fallback?.to ?? -1]];
  // In a half-typed call the next entry of the array may stand where the default would.
  const entry = fallback && wordOf(tokens[fallback.from + 1]) === '=>' && from?.kind !== 'variable';
  if (reader.via !== 'env' || !from || !to || entry) return call;
  const value = from === to ? literalOf(from) : undefined;
  return {
    ...call,
    default: { at: place(file, from.start, to.end), text: text.slice(from.start, to.end) },
    ...(value ? { defaultLiteral: value } : {}),
  };
}

/** A token other than a string, in lower case. */
function wordOf(token: PhpToken | undefined): string | undefined {
  return token === undefined || token.kind === 'string' ? undefined : token.text?.toLowerCase();
}

function literalOf(token: PhpToken): PhpScalar | undefined {
  const { kind, text } = token;
  if (text === undefined) return undefined;
  if (kind === 'string') return { type: 'string', value: text };
  if (kind === 'number') {
    const digits = text.replace(/_/g, '');
    if (/^(?:0|[1-9]\d*)$/.test(digits) && Number.isSafeInteger(Number(digits))) {
      return { type: 'int', value: Number(digits) };
    }
    return /^\d+\.\d+$/.test(digits) ? { type: 'float', value: Number(digits) } : undefined;
  }
  switch (kind === 'name' ? text.toLowerCase() : '') {
    case 'true':
      return { type: 'bool', value: true };
    case 'false':
      return { type: 'bool', value: false };
    case 'null':
      return { type: 'null', value: null };
  }
  return undefined;
}
