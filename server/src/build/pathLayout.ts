/** What a list of paths comes to, without a look into any file. */
export interface PathLayout {
  readonly files: ReadonlySet<string>;
  /** All directories that hold something, but for the workspace folder itself. */
  readonly directories: ReadonlySet<string>;
  /** The files with that very name, in the order of the paths. */
  named(name: string): readonly string[];
  /** The files in a directory and below it, in the order of the paths. */
  below(directory: string): readonly string[];
  /** The files that a test of the path alone chooses, in the order of the paths. The same test has the same answer. */
  chosen(test: (path: string) => boolean): readonly string[];
}

/**
 * The layout of a list. The same list is laid out once for all who ask, and each part of it when somebody asks for that.
 * Whoever depends on a layout depends on the list.
 */
export function pathLayout(paths: readonly string[]): PathLayout {
  const known = layouts.get(paths);
  if (known) return known;
  const layout = new Layout(paths);
  layouts.set(paths, layout);
  return layout;
}

const layouts = new WeakMap<readonly string[], PathLayout>();

class Layout implements PathLayout {
  private fileSet: ReadonlySet<string> | undefined;
  private directorySet: ReadonlySet<string> | undefined;
  private byName: ReadonlyMap<string, readonly string[]> | undefined;
  private sorted: boolean | undefined;
  private readonly choices = new Map<(path: string) => boolean, readonly string[]>();

  constructor(private readonly paths: readonly string[]) {}

  get files(): ReadonlySet<string> {
    return (this.fileSet ??= new Set(this.paths));
  }

  get directories(): ReadonlySet<string> {
    return (this.directorySet ??= directoriesOf(this.paths));
  }

  named(name: string): readonly string[] {
    return (this.byName ??= filesByName(this.paths)).get(name) ?? [];
  }

  below(directory: string): readonly string[] {
    if (directory === '') return this.paths;
    const prefix = `${directory}/`;
    this.sorted ??= this.paths.every((path, i) => i === 0 || (this.paths[i - 1] ?? '') <= path);
    if (!this.sorted) return this.paths.filter((path) => path.startsWith(prefix));
    const first = firstFrom(this.paths, prefix);
    let end = first;
    while (this.paths[end]?.startsWith(prefix)) end++;
    return this.paths.slice(first, end);
  }

  chosen(test: (path: string) => boolean): readonly string[] {
    let paths = this.choices.get(test);
    if (!paths) this.choices.set(test, (paths = this.paths.filter(test)));
    return paths;
  }
}

function directoriesOf(paths: readonly string[]): ReadonlySet<string> {
  const directories = new Set<string>();
  let last = '';
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    // Neighbours in a list are mostly neighbours in a directory, too.
    if (end === last.length && path.startsWith(last)) continue;
    last = path.slice(0, Math.max(end, 0));
    for (; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const directory = path.slice(0, end);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return directories;
}

function filesByName(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const same = byName.get(name);
    if (same) same.push(path);
    else byName.set(name, [path]);
  }
  return byName;
}

/** The index of the first path that does not come before a text, in a sorted list. */
function firstFrom(paths: readonly string[], text: string): number {
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
