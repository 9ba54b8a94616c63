/** `.helmignore`: Helm's own rules, simpler than git's (`pkg/ignore/rules.go`): no `**`, and the first word counts. */

interface Rule {
  readonly matches: (path: string, name: string) => boolean;
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
}

/** Whether Helm leaves out a file of the chart, by its path in the chart. */
export function ignoredBy(text: string | undefined): (path: string) => boolean {
  const rules = ['templates/.?*', ...(text ?? '').slice(0, 100_000).split(/\r?\n/)].flatMap((line) =>
    ruleOf(line.trim()),
  );
  return (path) => {
    const parts = path.split('/');
    // A folder that is left out takes everything in it along.
    return parts.some((_part, i) => ignores(rules, parts.slice(0, i + 1).join('/'), i < parts.length - 1));
  };
}

function ignores(rules: readonly Rule[], path: string, isDirectory: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const rule of rules) {
    if (rule.negated) {
      // Not git's meaning: everything else is left out.
      if ((rule.directoriesOnly && !isDirectory) || !rule.matches(path, name)) return true;
      continue;
    }
    if (rule.directoriesOnly && !isDirectory) continue;
    if (rule.matches(path, name)) return true;
  }
  return false;
}

function ruleOf(line: string): Rule[] {
  if (line === '' || line.startsWith('#') || line.includes('**')) return [];
  const negated = line.startsWith('!');
  let pattern = negated ? line.slice(1) : line;
  const directoriesOnly = pattern.endsWith('/');
  if (directoriesOnly) pattern = pattern.slice(0, -1);
  const anchored = pattern.startsWith('/');
  const test = globTest(anchored ? pattern.slice(1) : pattern);
  const whole = anchored || pattern.includes('/');
  return [{ negated, directoriesOnly, matches: (path, name) => test(whole ? path : name) }];
}

/** `path.Match`: `*` and `?` within one part of a path, and character classes. Linear in the text for each star. */
export function globTest(pattern: string): (text: string) => boolean {
  const tokens = tokensOf(pattern);
  return (text) => matchTokens(tokens, text);
}

type Token = { readonly star: true } | { readonly star: false; readonly accepts: (char: string) => boolean };

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*') {
      if (tokens.at(-1)?.star !== true) tokens.push({ star: true });
    } else if (char === '?') tokens.push({ star: false, accepts: (each) => each !== '/' });
    else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return [{ star: false, accepts: () => false }];
      tokens.push({ star: false, accepts: classTest(pattern.slice(i + 1, end)) });
      i = end;
    } else {
      const literal = char === '\\' ? pattern.charAt(++i) : char;
      tokens.push({ star: false, accepts: (each) => each === literal });
    }
  }
  return tokens;
}

function classTest(body: string): (char: string) => boolean {
  const negated = body.startsWith('^');
  const chars = negated ? body.slice(1) : body;
  const ranges: [string, string][] = [];
  for (let i = 0; i < chars.length; i++) {
    const from = chars.charAt(i);
    if (chars.charAt(i + 1) === '-' && i + 2 < chars.length) {
      ranges.push([from, chars.charAt(i + 2)]);
      i += 2;
    } else ranges.push([from, from]);
  }
  return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== negated;
}

/** Greedy matching with a return to the last star only, which is enough for one kind of wildcard. */
function matchTokens(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let mark = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current && !current.star && current.accepts(text.charAt(at))) {
      token++;
      at++;
    } else if (current?.star) {
      star = token++;
      mark = at;
    } else if (star >= 0 && text.charAt(mark) !== '/') {
      token = star + 1;
      at = ++mark;
    } else return false;
  }
  while (tokens[token]?.star) token++;
  return token === tokens.length;
}
