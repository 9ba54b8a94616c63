import { strict as assert } from 'node:assert';
import { Traffic } from '../../server/src/lsp/traffic';

describe('traffic', () => {
  it('is there for two rounds of the event loop behind each message, and then no more', () => {
    const traffic = new Traffic();
    assert.equal(traffic.isBusy(), false);
    traffic.passes();
    traffic.passes();
    assert.deepEqual([traffic.isBusy(), traffic.isBusy(), traffic.isBusy()], [true, true, false]);
  });
});
