import { strict as assert } from 'node:assert';
import { Beside } from '../../server/src/build/beside';

describe('what is kept beside an object', () => {
  it('is there for that object and that question alone', () => {
    const lengths = new Beside<object, number>();
    const colours = new Beside<object, string>();
    const owner = { name: 'web' };
    lengths.set(owner, 3);
    assert.deepEqual(
      [lengths.get(owner), colours.get(owner), lengths.get({ name: 'web' })],
      [3, undefined, undefined],
    );
    lengths.set(owner, 4);
    assert.equal(lengths.get(owner), 4);
  });

  it('shows in no listing, and goes along with no copy and no heir', () => {
    const known = new Beside<object, number>();
    const owner = { name: 'web' };
    known.set(owner, 1);
    assert.deepEqual(Object.keys(owner), ['name']);
    assert.deepEqual(owner, { name: 'web' });
    assert.deepEqual(
      [known.get({ ...owner }), known.get(Object.create(owner) as object)],
      [undefined, undefined],
    );
  });
});
