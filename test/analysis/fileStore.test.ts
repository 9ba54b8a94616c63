import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FileStore } from '../../server/src/analysis/fileStore';
import { printOf } from '../../server/src/analysis/printOf';
import { memoryHost } from '../support/memoryHost';

const service = (name: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: { app: ${name} }\n`;

function names(store: FileStore, path: string): string[] {
  return store.objects(path).map(({ name }) => name.value);
}

/** What a store knows of a file, as data. */
function known(store: FileStore, path: string): unknown {
  const yaml = store.yaml(path);
  const documents = yaml?.documents.map(({ at, root, problems }) => ({ at, root, problems }));
  return { text: store.text(path), documents, template: yaml?.template, objects: store.objects(path) };
}

describe('the files of a folder', function () {
  this.timeout(20_000);

  it('have after any edits the objects and trees of their texts', () => {
    const first = [service('a'), service('b'), service('c')].join('---\n');
    const piece = fc.constantFrom('x', '\n', ': ', '---\n', service('d'), '{{ x }}', '{{', '- ');
    const edit = fc.record({ at: fc.nat(1000), removed: fc.nat(30), piece, looked: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 10 }), (edits) => {
        const store = new FileStore(memoryHost(new Map([['a.yaml', first]])));
        let text = first;
        for (const { at, removed, piece, looked } of edits) {
          const offset = at % (text.length + 1);
          text = text.slice(0, offset) + piece + text.slice(offset + removed);
          store.overlay('a.yaml', text);
          if (looked === 1) store.objects('a.yaml');
          if (looked === 2) store.yaml('a.yaml');
          if (looked < 3) continue;
          const fresh = new FileStore(memoryHost(new Map([['a.yaml', text]])));
          assert.deepEqual(known(store, 'a.yaml'), known(fresh, 'a.yaml'));
        }
        const fresh = new FileStore(memoryHost(new Map([['a.yaml', text]])));
        assert.deepEqual(known(store, 'a.yaml'), known(fresh, 'a.yaml'));
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it('are the very objects of before in documents above an edit', () => {
    const text = `${service('a')}---\n${service('b')}---\n${service('c')}`;
    const store = new FileStore(memoryHost(new Map([['a.yaml', text]])));
    const [above] = store.objects('a.yaml');
    store.overlay('a.yaml', text.replace('name: b', 'name: bb'));
    assert.equal(store.objects('a.yaml')[0], above);
    assert.deepEqual(names(store, 'a.yaml'), ['a', 'bb', 'c']);
  });

  describe('that are many', () => {
    const padding = `# ${'x'.repeat(400_000)}\n`;
    const many = (): Map<string, string> =>
      new Map(Array.from({ length: 12 }, (_, i) => [`${i}.yaml`, `${padding}${service(`s${i}`)}`]));
    const lookAtAll = (store: FileStore): void => {
      for (const path of store.paths) store.objects(path);
    };

    it('are read again rather than kept, and say the same', () => {
      const texts = many();
      const host = memoryHost(texts);
      const read: string[] = [];
      const store = new FileStore({
        ...host,
        read: (path) => {
          read.push(path);
          return host.read(path);
        },
      });
      lookAtAll(store);
      assert.equal(read.length, 12);
      const before = store.objects('0.yaml');
      assert.equal(store.text('0.yaml'), texts.get('0.yaml'));
      assert.equal(read.length, 13);
      assert.equal(store.objects('0.yaml'), before);
      store.invalidate('0.yaml');
      assert.equal(store.objects('0.yaml'), before);
    });

    it('count as changed when another text is found on the disk, though nobody said so', () => {
      const texts = many();
      const store = new FileStore(memoryHost(texts));
      const named = (): string =>
        store.remember('names', [], (files) => String(files.objects('0.yaml')[0]?.name.value));
      assert.equal(named(), 's0');
      lookAtAll(store);
      store.endAnalysis();
      texts.set('0.yaml', service('other'));
      assert.equal(named(), 's0');
      assert.equal(store.text('0.yaml'), service('other'));
      store.endAnalysis();
      assert.equal(named(), 'other');
    });
  });

  it('are recognised by a print that differs with every small change', () => {
    const text = service('shop');
    const prints = new Set([printOf(text)]);
    for (let i = 0; i < text.length; i++) prints.add(printOf(`${text.slice(0, i)}~${text.slice(i + 1)}`));
    assert.equal(prints.size, text.length + 1);
  });
});
