import { parsePattern, matchesPattern, type PathPattern } from './pathPattern';

interface IgnoreRule {
  readonly pattern: PathPattern;
  /** `!pattern`: takes back what earlier lines ignored. */
  readonly exception: boolean;
}

/**
 * Whether `.dockerignore` keeps a file out of the build context. Rules as in moby/patternmatcher: patterns are anchored
 * at the context's root, a pattern that matches a directory takes in all below it, and the last line that matches
 * wins. Paths are relative to the context, with `/`. The time for a path grows with its length times the patterns'.
 */
export function dockerignore(text: string): (path: string) => boolean {
  const rules = parseRules(text);
  return (path) => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const paths = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    let ignored = false;
    for (const { pattern, exception } of rules) {
      // Only a line that would change something needs to be matched.
      if (exception === ignored && paths.some((each) => matchesPattern(pattern, each))) ignored = !exception;
    }
    return ignored;
  };
}

function parseRules(text: string): IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    // A comment is recognised before blanks are trimmed: ` # x` is a pattern.
    if (line.startsWith('#')) continue;
    const written = line.trim();
    const exception = written.startsWith('!');
    const pattern = cleanPath(exception ? written.slice(1).trim() : written);
    if (pattern === '' || pattern === '.') continue;
    rules.push({ pattern: parsePattern(pattern), exception });
  }
  return rules;
}

/** Go's filepath.Clean, and relative to the root of the context. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
