import assert from 'node:assert/strict';
import { at, evaluateConfig } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { known, type ConfigValue } from '../../../server/src/formats/laravel/configValue';
import { castEnv } from '../../../server/src/formats/laravel/envCast';
import { contextOf, oracle, toJson, typeOf, unknownMark } from './oracles';

interface ExpressionCase {
  readonly expr?: string;
  readonly file?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly value?: unknown;
  readonly type?: string;
  readonly error?: string;
}

function evaluateCase(one: ExpressionCase): ConfigValue {
  const text =
    one.file ?? `<?php\nuse Illuminate\\Support\\Str;\nreturn [\n    'value' => ${one.expr ?? ''},\n];\n`;
  const name = one.env['APP_NAME'];
  const appName = known(name === undefined ? { type: 'string', value: 'Laravel' } : castEnv(name, 12), []);
  const value = evaluateConfig(parseConfigFile('config/case.php', text), {
    ...contextOf(one.env, 12),
    config: (key) => (key === 'app.name' ? appName : undefined),
  });
  if (one.file !== undefined) return value;
  const entry = at(value, 'value');
  assert.ok(entry, `no value for ${one.expr}`);
  return entry;
}

describe('config expressions, against what PHP made of them', () => {
  it('knows nearly all of them and is never wrong', () => {
    let knownCases = 0;
    let cases = 0;
    const open: string[] = [];
    for (const one of oracle<ExpressionCase>('php-expressions')) {
      const value = evaluateCase(one);
      const label = `${one.expr ?? one.file} with ${JSON.stringify(one.env)}`;
      if (one.error !== undefined) {
        assert.equal(value.kind, 'unknown', `${label} is an error in PHP`);
        continue;
      }
      cases++;
      const json = toJson(value);
      if (JSON.stringify(json).includes(JSON.stringify(unknownMark).slice(1, -1))) {
        open.push(one.expr ?? one.file ?? '');
        continue;
      }
      assert.equal(typeOf(value), one.type, label);
      assert.deepEqual(json, one.value, label);
      knownCases++;
    }
    const share = knownCases / cases;
    console.log(`      ${knownCases} of ${cases} values known (${(share * 100).toFixed(1)} %)`);
    if (process.env['SHOW_OPEN']) console.log([...new Set(open)].join('\n'));
    assert.ok(share > 0.95, `only ${share} known: ${[...new Set(open)].join(' | ')}`);
  });
});
