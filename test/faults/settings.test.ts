import assert from 'node:assert/strict';
import { readSettings } from '../../server/src/lsp/clientSettings';
import { judgeBeside } from './judgeBeside';
import { runCommandLine, withFolder, faultyShop } from '../cli/commandLine';

/** Globs that other matchers choke on, or take for regular expressions. */
const globs = [
  '[',
  '[a-',
  '!',
  '!!',
  '\\',
  '{a,b',
  '(((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+$',
  '(?<name',
  `${'**/'.repeat(200)}x`,
  `${'*a'.repeat(200)}b`,
  `${'?'.repeat(5_000)}`,
  `[${'a-z'.repeat(5_000)}]`,
  '../../..',
  '/etc/**',
  '\0',
  '__proto__',
];

describe('Settings beyond reason', () => {
  it('globs that are none, or that would take other matchers for good', () => {
    const long = `${'a'.repeat(200)}/`.repeat(5);
    judgeBeside(
      { [`${long}b.yaml`]: 'a: 1\n', [`${'a'.repeat(2_000)}c.yaml`]: 'a: 1\n' },
      {
        overrides: globs.map((glob) => ({ files: [glob], rules: { 'app-key-missing': 'off' } })),
        apps: [],
        externalServices: globs,
        externalSecrets: globs,
        externalConfigMaps: globs,
      },
    );
  });

  it('globs in a settings file, and a file of settings that holds none', () => {
    for (const text of [JSON.stringify({ exclude: globs }), '{"exclude": [', 'null', '7', '[]', '']) {
      withFolder({ ...faultyShop, '.laravel-k8s.yaml': text, '.gitignore': globs.join('\n') }, (folder) => {
        const started = Date.now();
        const { code, err } = runCommandLine('check', folder);
        assert.ok(Date.now() - started < 5_000);
        assert.notEqual(code, 3, err);
      });
    }
  });

  it('of the wrong type count as not set', () => {
    const odd: readonly unknown[] = [
      undefined,
      null,
      7,
      'x',
      true,
      [],
      {},
      [[]],
      [null],
      { length: 3 },
      [{ a: 1 }],
    ];
    const keys = Object.keys(readSettings({}));
    for (const value of odd) {
      readSettings(value);
      const settings = readSettings(Object.fromEntries(keys.map((key) => [key, value])));
      judgeBeside({}, { ...settings, exclude: [], apps: [], environments: [] });
    }
  });
});
