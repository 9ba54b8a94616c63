import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pathLayout } from '../../server/src/build/pathLayout';

const part = fc.constantFrom('a', 'b', 'a.b', 'a-', 'A', '.env');
const paths = fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')));

describe('a list of paths', () => {
  it('is laid out by directory and by name, sorted or not', () => {
    fc.assert(
      fc.property(paths, fc.boolean(), (list, sorted) => {
        if (sorted) list.sort();
        const layout = pathLayout(list);
        const directories = new Set<string>();
        for (const path of list) {
          for (const { index } of path.matchAll(/\//g)) directories.add(path.slice(0, index));
        }
        assert.deepEqual([...layout.files], list);
        assert.deepEqual([...layout.directories].sort(), [...directories].sort());
        for (const directory of ['', 'a', 'a/b', 'a.b', 'b']) {
          const inside = list.filter((path) => directory === '' || path.startsWith(`${directory}/`));
          assert.deepEqual(layout.below(directory), inside);
        }
        assert.deepEqual(
          layout.named('a'),
          list.filter((path) => path === 'a' || path.endsWith('/a')),
        );
      }),
    );
  });
});
