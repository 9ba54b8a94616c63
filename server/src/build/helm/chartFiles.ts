/** `.Files`: the chart's files that are neither templates nor charts (`pkg/engine/files.go`). */
import { base64Encode } from './encodings';
import { emitYaml } from './emitYaml';
import { GoRegex } from '../regex/goRegex';
import { derived, emptyText, lines, type Text } from './text';
import { list, map, nil, type NativeValue, type Value } from './value';

/** Reads one file of the chart; undefined when there is none. Each text keeps its places. */
export type ReadFile = (path: string) => Text | undefined;

export function chartFiles(paths: readonly string[], read: ReadFile): NativeValue {
  const get = (path: Value | undefined): Text =>
    path?.kind === 'string' && paths.includes(path.text) ? (read(path.text) ?? emptyText) : emptyText;
  const byName = (change: (text: Text) => Text): Value =>
    emitFiles(
      map(
        paths.map(
          (path) => [path.slice(path.lastIndexOf('/') + 1), change(read(path) ?? emptyText)] as const,
        ),
      ),
    );
  return {
    kind: 'native',
    type: 'engine.files',
    fields: new Map(),
    methods: new Map<string, (args: readonly Value[]) => Value>([
      ['Get', ([path]) => get(path)],
      ['GetBytes', ([path]) => get(path)],
      ['Glob', ([pattern]) => globbed(paths, pattern, read)],
      ['AsConfig', () => byName((text) => text)],
      ['AsSecrets', () => byName((text) => derived(text, base64Encode(text.text)))],
      ['Lines', ([path]) => fileLines(get(path))],
    ]),
    // Only the visited files are read.
    get entries() {
      return map(paths.map((path) => [path, read(path) ?? emptyText] as const));
    },
  };
}

function emitFiles(files: Value): Text {
  return files.kind === 'map' && files.entries.size === 0 ? emptyText : emitYaml(files);
}

function fileLines(text: Text): Value {
  const all = lines(text);
  if (all.at(-1)?.text === '') all.pop();
  return text.text === '' ? nil : list(all, '[]string');
}

function globbed(paths: readonly string[], pattern: Value | undefined, read: ReadFile): Value {
  const regex = pattern?.kind === 'string' ? GoRegex.compile(globPattern(pattern.text)) : undefined;
  return chartFiles(
    paths.filter((path) => regex?.test(path) === true),
    read,
  );
}

/** The regular expression of a `gobwas/glob` pattern with `/` as separator. */
export function globPattern(glob: string): string {
  let out = '^';
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i);
    if (char === '*' && glob.charAt(i + 1) === '*') {
      out += '(?s:.*)';
      i++;
    } else if (char === '*') out += '[^/]*';
    else if (char === '?') out += '[^/]';
    else if (char === '{') {
      out += '(?:';
      depth++;
    } else if (char === '}' && depth > 0) {
      out += ')';
      depth--;
    } else if (char === ',' && depth > 0) out += '|';
    else if (char === '[') {
      const end = glob.indexOf(']', i + 1);
      if (end < 0) return '[^\\x{0}-\\x{10FFFF}]';
      out += `[${glob.slice(i + 1, end).replace(/^!/, '^')}]`;
      i = end;
    } else {
      const literal = char === '\\' ? glob.charAt(++i) : char;
      out += literal.replace(/[.+*?()|[\]{}^$\\]/g, '\\$&');
    }
  }
  return `${out}$`;
}
