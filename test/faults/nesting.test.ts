import assert from 'node:assert/strict';
import { findingsIn, judgeBeside } from './judgeBeside';

const FILE = 'k8s/deep.yaml';
const manifest = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: deep\ndata:\n  a: ${data}\n`;

describe('Nesting beyond reason', function () {
  this.timeout(30_000);

  for (const depth of [250, 2_000, 50_000]) {
    const shapes: Readonly<Record<string, string>> = {
      'brackets that close': '['.repeat(depth) + ']'.repeat(depth),
      'brackets that do not': '['.repeat(depth),
      braces: '{a: '.repeat(depth),
      dashes: `\n    ${'- '.repeat(depth)}x`,
      'question marks': `\n    ${'? '.repeat(depth)}x`,
    };
    for (const [name, data] of Object.entries(shapes)) {
      it(`is one finding: ${depth} ${name}`, () => {
        const found = findingsIn(judgeBeside({ [FILE]: manifest(data) }), FILE);
        assert.equal(found.length, 1, found.join('\n'));
        // A key that is a map or a list is wrong at its first level already.
        assert.match(
          found[0] ?? '',
          name === 'question marks' ? /^manifest-malformed: / : /^manifest-malformed: .*200 levels/,
        );
      });
    }
  }

  it('is read where it is only much: 150 levels of each kind', () => {
    const depth = 150;
    const blocks = Array.from({ length: depth }, (_, i) => `${' '.repeat(i + 2)}a:`).join('\n');
    for (const data of [
      `${'['.repeat(depth)}x${']'.repeat(depth)}`,
      `${'{a: '.repeat(depth)}x${'}'.repeat(depth)}`,
      `\n    ${'- '.repeat(depth)}x`,
      `\n${blocks} x`,
    ]) {
      const text = `apiVersion: example.com/v1\nkind: Deep\nmetadata:\n  name: deep\nspec:\n  a: ${data}\n`;
      assert.deepEqual(findingsIn(judgeBeside({ [FILE]: text }), FILE), []);
    }
  });

  it('is one finding: blocks within blocks', () => {
    const blocks = Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i + 2)}a:`).join('\n');
    const found = findingsIn(judgeBeside({ [FILE]: manifest(`\n${blocks}`) }), FILE);
    assert.equal(found.length, 1, found.join('\n'));
  });

  it('harms in no other format', () => {
    const depth = 20_000;
    judgeBeside({
      'config/cache.php': `<?php return ${'['.repeat(depth)}`,
      'config/queue.php': `<?php return ['a' => ${'env("A", '.repeat(2_000)}`,
      'other/composer.json': `{"require":${'{"a":'.repeat(depth)}`,
      '.env': `A="${'${'.repeat(depth)}"\n`,
      Dockerfile: `FROM php\nRUN ${'('.repeat(depth)}\nRUN ${'$(echo '.repeat(2_000)}\n`,
      'deploy.sh': `${'if true; then '.repeat(depth)}\n`,
      'chart/Chart.yaml': 'apiVersion: v2\nname: deep\nversion: 1.0.0\n',
      'chart/values.yaml': `a: ${'{b: '.repeat(depth)}\n`,
      'chart/templates/a.yaml': `${'{{ if true }}'.repeat(depth)}${'{{ ('.repeat(2_000)}`,
      'over/kustomization.yaml': `resources: ${'['.repeat(depth)}\n`,
    });
  });
});
