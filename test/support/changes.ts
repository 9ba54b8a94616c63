/**
 * Random changes to the files of a folder, made by an editor and by others on the disk: what is drawn, what it does to a
 * folder, and who is told of it.
 */
import fc from 'fast-check';
import { applyEdits, type TextEdit } from '../../server/src/text/edit';

const KINDS = [
  'type',
  'type',
  'erase',
  'erase-line',
  'repeat-line',
  'exchange-word',
  'exchange-word',
  'swap-documents',
  'take-text',
  'restore',
  'delete',
  'delete-folder',
  'copy',
  'move',
  'move-folder',
  'swap-files',
  'open',
  'save',
  'close',
  'configure',
  'ignore',
] as const;

/** One change: what it does, to which file, where in it, and whether an editor or somebody else makes it. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly file: number;
  readonly other: number;
  readonly at: number;
  readonly typed: string;
  readonly open: boolean;
  /** Whether it is told in another of the manners that there are: whole texts, the new name before the old one. */
  readonly otherwise: boolean;
  /** Whether the next change comes when all is settled, or at once. */
  readonly settled: boolean;
}

export const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  file: fc.nat(10_000),
  other: fc.nat(10_000),
  at: fc.nat(100_000),
  typed: fc.constantFrom(
    ...['x', '\n', ' ', ':', '-', '"', '#', '---\n', '{{', 'redis', '  a: b\n', '\n---\n'],
    ...['\r\n', '😀', '# laravel-k8s-disable-next-line\n', '{{ .Values.replicas }}', '<<: *a', '  - ', '\t'],
  ),
  open: fc.boolean(),
  otherwise: fc.boolean(),
  settled: fc.boolean(),
});

/** Words that decide something, each kind with what may stand in its place. */
const WORDS: readonly (readonly string[])[] = [
  ['file', 'redis', 'database', 'array', 'cookie', 'memcached'],
  ['replicas: 1', 'replicas: 2', 'replicas: 3'],
  ['Deployment', 'StatefulSet', 'DaemonSet', 'Service', 'ConfigMap', 'Secret'],
  ['SESSION_DRIVER', 'SESSION_CONNECTION', 'REDIS_HOST', 'REDIS_PORT', 'APP_KEY', 'DB_HOST', 'CACHE_STORE'],
  ['ClientIP', 'None', 'Cookie'],
  ['namespace: default', 'namespace: dev', 'namespace: prod'],
  ['ReadWriteOnce', 'ReadWriteMany'],
  ['name: app', 'name: redis', 'name: web', 'name: notes'],
  ['6379', '6380', '80', '8080'],
];
const WORD = new RegExp(WORDS.flat().join('|'), 'g');

const SETTINGS = [
  'rules: { redis-not-persistent: off }\n',
  'rules: { stateful-driver-with-replicas: information }\n',
  'exclude: ["**/dev/**"]\n',
  'exclude: ["*.env", "k8s/"]\n',
  'external: { services: [redis], secrets: [app] }\n',
  'rulez: [\n',
  '',
];
const IGNORED = ['.env\n', 'k8s/\n', '*.yaml\n', '!*.yaml\n', 'values*.yaml\n', ''];

/** A change on the disk as those who watch it are told of it. */
export interface DiskEvent {
  readonly path: string;
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** Those who follow what happens to the folder. */
export interface Follower {
  opened(path: string, text: string): void;
  /** One edit after the other, each of the text that the one before has left; `text` is the last one. */
  edited(path: string, edits: readonly TextEdit[], text: string): void;
  replaced(path: string, text: string): void;
  closed(path: string): void;
  /** `files`: what is on the disk now. */
  disk(events: readonly DiskEvent[], files: ReadonlyMap<string, string>): void;
}

/** A folder on disk, and the texts of an editor over it. */
export class ChangingFolder {
  readonly disk: Map<string, string>;
  readonly editor = new Map<string, string>();
  /** What was done, in words. */
  readonly story: string[] = [];

  constructor(
    private readonly first: ReadonlyMap<string, string>,
    private readonly follower: Follower,
  ) {
    this.disk = new Map(first);
  }

  /** The texts as the editor sees them. */
  get current(): Map<string, string> {
    return new Map([...this.disk, ...this.editor]);
  }

  take(step: Step): void {
    const current = this.current;
    const paths = [...current.keys()].sort();
    const path = paths[step.file % paths.length];
    const text = path === undefined ? undefined : current.get(path);
    if (path === undefined || text === undefined) {
      this.write(step, 'k8s/new.yaml', step.typed);
      return;
    }
    const offset = step.at % (text.length + 1);
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = text.indexOf('\n', offset) + 1 || text.length;
    const name = path.split('/').at(-1) ?? '';
    const folder = path.slice(0, -name.length);
    const { typed, other } = step;
    switch (step.kind) {
      case 'type':
        return this.edit(step, path, offset, offset, typed);
      case 'erase':
        return this.edit(step, path, offset, Math.min(offset + 1, text.length), '');
      case 'erase-line':
        return this.edit(step, path, lineStart, lineEnd, '');
      case 'repeat-line':
        return this.edit(step, path, lineStart, lineStart, text.slice(lineStart, lineEnd));
      case 'exchange-word': {
        const found = [...text.matchAll(WORD)];
        const match = found[step.at % found.length];
        if (!match) return this.edit(step, path, offset, offset, typed);
        const others = WORDS.find((words) => words.includes(match[0])) ?? [];
        const word = others[other % others.length] ?? '';
        return this.edit(step, path, match.index, match.index + match[0].length, word);
      }
      case 'swap-documents': {
        const documents = text.split(/^---\n/m);
        const index = step.at % documents.length;
        const [taken = ''] = documents.splice(index, 1);
        documents.splice(other % (documents.length + 1), 0, taken);
        return this.edit(step, path, 0, text.length, documents.join('---\n'));
      }
      case 'take-text':
        return this.write(step, path, this.nth(other)[1]);
      case 'restore':
        return this.write(step, ...this.nth(other));
      case 'copy':
        return this.write(step, this.folderOf(other) + name, text);
      case 'move':
        return this.move(step, path, this.folderOf(other) + (step.open ? newName(name, step.at) : name));
      case 'move-folder':
        return this.moveFolder(step, folder, `${newName(folder.replace(/\/$/, ''), step.at)}/`);
      case 'swap-files': {
        const siblings = [...this.disk.keys()].filter((each) => each.startsWith(folder));
        const sibling = siblings[other % siblings.length];
        if (sibling === undefined || !this.disk.has(path)) return;
        this.story.push(`swap ${path} and ${sibling} on disk`);
        const [mine = '', theirs = ''] = [this.disk.get(path), this.disk.get(sibling)];
        this.disk.set(path, theirs).set(sibling, mine);
        return this.tell([
          { path, kind: 'changed' },
          { path: sibling, kind: 'changed' },
        ]);
      }
      case 'delete':
        return this.remove(step, path);
      case 'delete-folder':
        return this.removeFolder(folder);
      case 'open':
        return this.open(path);
      case 'save':
        return this.write({ ...step, open: false }, path, text);
      case 'close':
        return this.close(path);
      case 'configure':
        return this.write(step, '.laravel-k8s.yaml', SETTINGS[other % SETTINGS.length] ?? '');
      case 'ignore':
        return this.write(
          { ...step, open: false },
          `${folder}.gitignore`,
          IGNORED[other % IGNORED.length] ?? '',
        );
    }
  }

  /** A file of the folder as it was at first. */
  private nth(index: number): [path: string, text: string] {
    return [...this.first][index % this.first.size] ?? ['k8s/new.yaml', ''];
  }

  private folderOf(index: number): string {
    return this.nth(index)[0].replace(/[^/]*$/, '');
  }

  private edit(step: Step, path: string, start: number, end: number, newText: string): void {
    const before = this.current.get(path) ?? '';
    const span = { start, end };
    const after = applyEdits(before, [{ file: path, span, newText }]);
    if (!step.open || step.otherwise) return this.write(step, path, after);
    this.open(path);
    this.story.push(`in the editor, ${path}: ${start}-${end} → ${JSON.stringify(newText)}`);
    this.editor.set(path, after);
    // Somebody types, and the client sends what came together.
    const typed = [...newText].map((character, index) => ({
      file: path,
      span: index === 0 ? span : { start: start + index, end: start + index },
      newText: character,
    }));
    const oneByOne =
      typed.every((each) => each.newText.length === 1) && typed.length < 20 && typed.length > 1;
    this.follower.edited(path, oneByOne ? typed : [{ file: path, span, newText }], after);
  }

  private write({ open }: Step, path: string, text: string): void {
    if (open) {
      this.open(path);
      this.story.push(`in the editor, ${path} := ${JSON.stringify(text).slice(0, 200)}`);
      this.editor.set(path, text);
      return this.follower.replaced(path, text);
    }
    this.story.push(`on disk, ${path} := ${JSON.stringify(text).slice(0, 200)}`);
    if (this.isBlocked(path)) return;
    const kind = this.disk.has(path) ? 'changed' : 'created';
    this.disk.set(path, text);
    this.tell([{ path, kind }]);
  }

  /** An editor opens what it sees; what is nowhere yet is a new text that has a name. */
  private open(path: string): void {
    if (this.editor.has(path)) return;
    const text = this.disk.get(path) ?? '';
    this.story.push(`open ${path}`);
    this.editor.set(path, text);
    this.follower.opened(path, text);
  }

  private close(path: string): void {
    if (!this.editor.delete(path)) return;
    this.story.push(`close ${path}`);
    this.follower.closed(path);
  }

  private remove({ open }: Step, path: string): void {
    if (!open) this.close(path);
    if (!this.disk.delete(path)) return;
    this.story.push(`delete ${path}`);
    this.tell([{ path, kind: 'deleted' }]);
  }

  private removeFolder(folder: string): void {
    if (folder === '') return;
    this.story.push(`delete ${folder}`);
    for (const path of [...this.disk.keys()]) if (path.startsWith(folder)) this.disk.delete(path);
    // Who watches a disk is told of the folder alone.
    this.tell([{ path: folder.slice(0, -1), kind: 'deleted' }]);
  }

  private move({ otherwise }: Step, path: string, target: string): void {
    const text = this.disk.get(path);
    if (text === undefined || target === path || this.isBlocked(target)) return;
    this.story.push(`move ${path} to ${target}`);
    const kind = this.disk.has(target) ? 'changed' : 'created';
    this.disk.delete(path);
    this.disk.set(target, text);
    const events: DiskEvent[] = [
      { path, kind: 'deleted' },
      { path: target, kind },
    ];
    if (this.editor.has(path)) this.close(path);
    this.tell(otherwise ? events.reverse() : events);
  }

  private moveFolder({ otherwise }: Step, folder: string, target: string): void {
    if (folder === '' || [...this.disk.keys()].some((path) => `${path}/`.startsWith(target))) return;
    this.story.push(`move ${folder} to ${target}`);
    for (const [path, text] of [...this.disk]) {
      if (!path.startsWith(folder)) continue;
      this.disk.delete(path);
      this.disk.set(target + path.slice(folder.length), text);
    }
    const events: DiskEvent[] = [
      { path: folder.slice(0, -1), kind: 'deleted' },
      { path: target.slice(0, -1), kind: 'created' },
    ];
    this.tell(otherwise ? events.reverse() : events);
  }

  private tell(events: readonly DiskEvent[]): void {
    this.follower.disk(events, this.disk);
  }

  /** A file cannot stand where a folder is, nor in a file. */
  private isBlocked(path: string): boolean {
    return [...this.disk.keys()].some(
      (each) => each !== path && (each.startsWith(`${path}/`) || path.startsWith(`${each}/`)),
    );
  }
}

/** Another name for a file or folder, which changes its place in the order of its neighbours. */
function newName(path: string, number: number): string {
  const cut = path.lastIndexOf('/') + 1;
  const marks = ['a-', 'z-', '_', 'ä b#%(', '-'];
  return `${path.slice(0, cut)}${marks[number % marks.length] ?? ''}${path.slice(cut)}`;
}
