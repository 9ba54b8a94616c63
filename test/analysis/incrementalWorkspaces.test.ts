import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseFiles, type Analysis } from '../../server/src/analysis/analyse';
import { FileStore } from '../../server/src/analysis/fileStore';
import { DEFAULT_SETTINGS } from '../../server/src/analysis/settings';
import { memoryHost } from '../support/memoryHost';
import { workspaces } from '../support/workspaces';

/** `npm run soak` asks for many more, and for a line about each workspace. */
const STEPS = Number(process.env.LARAVEL_K8S_SOAK ?? 160);
const LONGEST = 8;

/** One change: what it does, to which file, where in it, and whether an editor or somebody else makes it. */
interface Step {
  readonly kind:
    'type' | 'erase' | 'erase-line' | 'repeat-line' | 'take-text' | 'delete' | 'copy' | 'move' | 'close';
  readonly file: number;
  readonly other: number;
  readonly at: number;
  readonly typed: string;
  readonly open: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'type',
    'type',
    'erase',
    'erase-line',
    'repeat-line',
    'take-text',
    'delete',
    'copy',
    'move',
    'close',
  ),
  file: fc.nat(10_000),
  other: fc.nat(10_000),
  at: fc.nat(100_000),
  typed: fc.constantFrom('x', '\n', ' ', ':', '-', '"', '#', '---\n', '{{', 'redis', '  a: b\n', '\n---\n'),
  open: fc.boolean(),
});

/** A folder on disk with texts of an editor laid over it, and the store that is told of every change. */
class Scene {
  readonly disk: Map<string, string>;
  readonly editor = new Map<string, string>();
  readonly store: FileStore;

  constructor(private readonly first: ReadonlyMap<string, string>) {
    this.disk = new Map(first);
    this.store = new FileStore(memoryHost(this.disk));
  }

  get current(): Map<string, string> {
    return new Map([...this.disk, ...this.editor]);
  }

  take({ kind, file, other, at, typed, open }: Step): void {
    const paths = [...this.current.keys()].sort();
    const path = paths[file % paths.length];
    const text = path === undefined ? undefined : this.current.get(path);
    if (path === undefined || text === undefined) return this.write('k8s/new.yaml', typed, open);
    const offset = at % (text.length + 1);
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = (text.indexOf('\n', offset) + 1 || text.length + 1) - 1;
    const line = text.slice(lineStart, lineEnd + 1);
    const folder = [...this.first.keys()][other % this.first.size]?.replace(/[^/]*$/, '') ?? '';
    const target = `${folder}${path.split('/').at(-1) ?? ''}`;
    switch (kind) {
      case 'type':
        return this.write(path, text.slice(0, offset) + typed + text.slice(offset), open);
      case 'erase':
        return this.write(path, text.slice(0, offset) + text.slice(offset + 1), open);
      case 'erase-line':
        return this.write(path, text.slice(0, lineStart) + text.slice(lineEnd + 1), open);
      case 'repeat-line':
        return this.write(path, text.slice(0, lineStart) + line + text.slice(lineStart), open);
      case 'take-text':
        return this.write(
          path,
          this.first.get([...this.first.keys()][other % this.first.size] ?? '') ?? '',
          open,
        );
      case 'copy':
        return this.write(target, text, open);
      case 'move':
        this.remove(path);
        return this.write(target, text, false);
      case 'delete':
        return this.remove(path);
      case 'close':
        this.editor.delete(path);
        return this.store.overlay(path, undefined);
    }
  }

  private write(path: string, text: string, open: boolean): void {
    if (open) {
      this.editor.set(path, text);
      return this.store.overlay(path, text);
    }
    const isNew = !this.disk.has(path);
    this.disk.set(path, text);
    this.store.invalidate(isNew ? undefined : path);
  }

  private remove(path: string): void {
    this.editor.delete(path);
    this.store.overlay(path, undefined);
    this.disk.delete(path);
    this.store.invalidate();
  }
}

function shape({ findings, failures, counts, model }: Analysis): unknown {
  return {
    findings: findings.map(({ fixes, ...rest }) => ({ ...rest, fixes: fixes() })),
    failures: failures.map(({ rule, stack }) => [rule, stack]),
    stacks: counts.stacks,
    workloads: model.stacks.map(({ stack, workloads }) => [
      stack.name,
      workloads.map(({ session, store, pods, role }) => [
        session.driver,
        store.kind,
        pods.min,
        pods.max,
        role,
      ]),
    ]),
  };
}

describe('After changes of all kinds to real workspaces', () => {
  const all = workspaces();
  const runs = Math.ceil(STEPS / all.size / (LONGEST / 2));
  for (const [name, first] of all) {
    it(`${name}: what is known equals what a fresh look finds`, function () {
      this.timeout(Math.max(20_000, STEPS * 1000));
      let taken = 0;
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: LONGEST }), (steps) => {
          const scene = new Scene(first);
          analyseFiles(scene.store, DEFAULT_SETTINGS);
          let last: Analysis | undefined;
          for (const each of steps) {
            scene.take(each);
            last = analyseFiles(scene.store, DEFAULT_SETTINGS);
            taken++;
          }
          const fresh = analyseFiles(new FileStore(memoryHost(scene.current)), DEFAULT_SETTINGS);
          assert.deepEqual(last && shape(last), shape(fresh));
        }),
        { numRuns: runs },
      );
      if (process.env.LARAVEL_K8S_SOAK !== undefined) console.log(`      ${taken} steps`);
    });
  }
});
