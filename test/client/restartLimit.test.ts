import assert from 'node:assert/strict';
import { RestartLimit } from '../../client/src/restartLimit';

describe('the limit on restarts', () => {
  it('allows three deaths within the time, and not the fourth', () => {
    const limit = new RestartLimit(3, 1000);
    assert.deepEqual(
      [0, 100, 200, 300].map((now) => limit.allows(now)),
      [true, true, true, false],
    );
  });

  it('forgets deaths that are long ago', () => {
    const limit = new RestartLimit(3, 1000);
    assert.ok([0, 400, 800, 1200, 1600, 2000].every((now) => limit.allows(now)));
  });

  it('forgets all deaths when it is reset', () => {
    const limit = new RestartLimit(1, 1000);
    limit.allows(0);
    assert.equal(limit.allows(1), false);
    limit.reset();
    assert.equal(limit.allows(2), true);
  });
});
