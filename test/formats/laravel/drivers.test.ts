import assert from 'node:assert/strict';
import { known, unknown, type ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { cacheDriver, sessionDriver } from '../../../server/src/formats/laravel/drivers';

const text = (value: string): ConfigValue => known({ type: 'string', value }, []);
const nothing = known({ type: 'null', value: null }, []);
const hidden = unknown('sealed', { file: 'x', span: { start: 0, end: 0 } });

describe('the session driver that a config value stands for', () => {
  it('is found however it is written, as Str::studly does', () => {
    for (const written of ['redis', 'REDIS', 'Redis', 'redis ', ' redis', 're-dis', 'RE_DIS']) {
      assert.deepEqual(sessionDriver(text(written)), { driver: 'redis', written });
    }
    assert.equal(sessionDriver(text('native'))?.driver, 'file');
    assert.equal(sessionDriver(text('File'))?.driver, 'file');
  });

  it('is null for null, and sessions never start', () => {
    assert.deepEqual(sessionDriver(nothing), { driver: 'null', written: null });
    assert.deepEqual(sessionDriver(undefined), { driver: 'null', written: null });
    assert.equal(sessionDriver(text('null'))?.driver, 'null');
  });

  it('is invalid for the empty string and for names that no driver has', () => {
    assert.deepEqual(sessionDriver(text('')), { driver: 'invalid', written: '', empty: true });
    assert.deepEqual(sessionDriver(text(' ')), { driver: 'invalid', written: ' ', empty: true });
    assert.deepEqual(sessionDriver(text('reddis')), { driver: 'invalid', written: 'reddis' });
    assert.deepEqual(sessionDriver(known({ type: 'bool', value: true }, [])), {
      driver: 'invalid',
      written: '1',
    });
  });

  it('depends on the version and on what the app registers', () => {
    assert.equal(sessionDriver(text('dynamodb'), 5.7)?.driver, 'invalid');
    assert.equal(sessionDriver(text('dynamodb'), 5.8)?.driver, 'dynamodb');
    assert.equal(sessionDriver(text('dynamodb'), 5)?.driver, 'dynamodb');
    assert.equal(sessionDriver(text('mongo'), 12, ['mongo'])?.driver, 'custom');
    assert.equal(sessionDriver(text('Mongo'), 12, ['mongo'])?.driver, 'invalid');
  });

  it('is not known when the value is not', () => {
    assert.equal(sessionDriver(hidden), undefined);
  });
});

describe('the cache driver of a store', () => {
  it('is found in any case, but not with blanks', () => {
    assert.equal(cacheDriver(text('REDIS'))?.driver, 'redis');
    assert.equal(cacheDriver(text('redis '))?.driver, 'invalid');
    assert.equal(cacheDriver(text(''))?.driver, 'invalid');
    assert.equal(cacheDriver(text('tiered'), ['tiered'])?.driver, 'custom');
    assert.equal(cacheDriver(hidden), undefined);
  });
});
