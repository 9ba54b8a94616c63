/** The variables that are known at one point. */
export interface DockerVariables {
  /** The value, or undefined when the name is not known or what it holds is not. */
  get(name: string): string | undefined;
  has(name: string): boolean;
}

export const noVariables: DockerVariables = new Map<string, string>();

/** The variables of `outer` and one more, which covers its namesakes. Costs the same however many there are. */
export function withVariable(
  outer: DockerVariables,
  name: string,
  value: string | undefined,
): DockerVariables {
  return new VariableScope(outer, name, value);
}

class VariableScope implements DockerVariables {
  constructor(
    readonly outer: DockerVariables,
    readonly name: string,
    readonly value: string | undefined,
  ) {}

  get(name: string): string | undefined {
    return findVariable(this, name)?.value;
  }

  has(name: string): boolean {
    return findVariable(this, name) !== undefined;
  }
}

function findVariable(
  scope: DockerVariables,
  name: string,
): { readonly value: string | undefined } | undefined {
  while (scope instanceof VariableScope) {
    if (scope.name === name) return scope;
    scope = scope.outer;
  }
  return scope.has(name) ? { value: scope.get(name) } : undefined;
}

/**
 * Takes quotes and escapes off a word and puts variables in, as Docker does in most instructions (not in RUN, CMD and
 * ENTRYPOINT). Undefined when a variable is not known from the file: the base image or `--build-arg` may have it.
 */
export function expandWord(word: string, variables: DockerVariables): string | undefined {
  let result = '';
  let inDouble = false;
  for (let at = 0; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === '\\' && at + 1 < word.length) {
      const next = word.charAt(++at);
      result += inDouble && !'"$\\'.includes(next) ? `\\${next}` : next;
    } else if (character === '"') {
      inDouble = !inDouble;
    } else if (character === "'" && !inDouble) {
      const close = word.indexOf("'", at + 1);
      const end = close < 0 ? word.length : close;
      result += word.slice(at + 1, end);
      at = end;
    } else if (character === '$') {
      const found = readVariable(word, at, variables);
      if (found === undefined) return undefined;
      result += found.value;
      at = found.end - 1;
    } else {
      result += character;
    }
  }
  return result;
}

function readVariable(
  word: string,
  at: number,
  variables: DockerVariables,
): { value: string; end: number } | undefined {
  const plain = /\$([A-Za-z_]\w*)/y;
  plain.lastIndex = at;
  const name = plain.exec(word)?.[1];
  if (name !== undefined) {
    const value = variables.get(name);
    return value === undefined ? undefined : { value, end: at + 1 + name.length };
  }
  const braced = /\$\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\}/y;
  braced.lastIndex = at;
  const match = braced.exec(word);
  if (match === null) return word.charAt(at + 1) === '{' ? undefined : { value: '$', end: at + 1 };
  const [whole, braceName = '', operator = '', operand = ''] = match;
  const value = variables.get(braceName);
  const given = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  const end = at + whole.length;
  if (operator.endsWith('-')) return { value: given && value !== undefined ? value : operand, end };
  // Whether an alternative is taken is not known for a variable that is not.
  if (operator.endsWith('+')) return value === undefined ? undefined : { value: given ? operand : '', end };
  return value === undefined ? undefined : { value, end };
}
