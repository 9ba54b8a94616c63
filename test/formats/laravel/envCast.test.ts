import assert from 'node:assert/strict';
import { castEnv } from '../../../server/src/formats/laravel/envCast';
import { at, evaluateConfig } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { contextOf, oracle } from './oracles';

interface CastCase {
  readonly raw: string | null;
  readonly default?: string | number | boolean | null;
  readonly value: unknown;
  readonly type: string;
  readonly differsIn?: Readonly<Record<string, { readonly value: unknown; readonly type: string }>>;
}

describe('what env() makes of a variable', () => {
  const cases = oracle<CastCase>('env-cast');
  const versions = [5.5, 5.6, 5.7, 5.8, 6, 7, 8, 9, 10, 11, 12, 13];

  it('is what every version of Laravel makes of it', () => {
    let compared = 0;
    for (const one of cases) {
      if (one.raw === null) continue;
      for (const version of versions) {
        const expected = one.differsIn?.[String(version)] ?? one;
        const { value, type } = castEnv(one.raw, version);
        assert.deepEqual(
          { value, type },
          { value: expected.value, type: expected.type },
          `${one.raw} in ${version}`,
        );
        compared++;
      }
    }
    assert.ok(compared > 1400);
  });

  it('leaves the default to variables that are not set', () => {
    for (const one of cases) {
      const written = one.default === undefined ? '' : `, ${phpLiteral(one.default)}`;
      const file = parseConfigFile('config/x.php', `<?php return ['x' => env('X'${written})];`);
      const context = contextOf(one.raw === null ? {} : { X: one.raw }, 12);
      const value = at(evaluateConfig(file, context), 'x');
      assert.equal(value?.kind, 'known');
      assert.deepEqual([value.type, value.value], [one.type, one.value], JSON.stringify(one));
    }
  });
});

function phpLiteral(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
