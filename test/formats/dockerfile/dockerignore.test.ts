import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dockerignore } from '../../../server/src/formats/dockerfile/dockerignore';

describe('dockerignore', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['.env', ['.env', '.env/x'], ['.env.example', 'app/.env', 'x.env']],
    ['.env*', ['.env', '.env.production'], ['app/.env']],
    ['**/.env', ['.env', 'app/.env', 'a/b/.env'], ['x.env', 'a/x.env', '.env.example']],
    ['/.env', ['.env'], ['app/.env']],
    ['./.env', ['.env'], []],
    ['.env\n!.env.production', ['.env'], ['.env.production']],
    ['.env*\n!.env.production', ['.env', '.env.local'], ['.env.production']],
    ['*\n!.env.production', ['.env', 'artisan', 'app/Models/User.php'], ['.env.production']],
    ['*\n!app', ['.env', 'composer.json'], ['app', 'app/Models/User.php']],
    ['!.env\n.env', ['.env'], []],
    ['vendor/', ['vendor', 'vendor/autoload.php'], ['app/vendor']],
    ['# .env\n#.env', [], ['.env', '# .env']],
    [' # x', ['# x'], []],
    ['  .env  \r\n\r\nvendor\r\n', ['.env', 'vendor/x'], ['.env ']],
    ['\uFEFF.env', ['.env'], []],
    ['storage/**', ['storage/logs/a.log', 'storage/a'], ['storage']],
    ['storage/framework/*/x', ['storage/framework/cache/x'], ['storage/framework/a/b/x']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b', 'a/x/b/c'], ['b', 'a/xb']],
    ['**', ['.env', 'a/b'], []],
    ['**/node_modules/**', ['node_modules/a', 'x/node_modules/a/b'], ['node_modules']],
    ['**.log', ['a.log', 'x/b.log'], ['a.logs']],
    ['?env', ['.env', 'xenv'], ['env', '/env']],
    ['[.x]env', ['.env', 'xenv'], ['yenv']],
    ['[^.]env', ['xenv'], ['.env']],
    ['[a-c]x', ['bx'], ['dx']],
    ['\\*', ['*'], ['x']],
    ['a/../.env', ['.env'], []],
    ['docker-compose.*', ['docker-compose.yml'], ['docker-compose']],
    ['', [], ['.env']],
    ['.', [], ['.env']],
    ['!', [], ['.env']],
  ];
  for (const [text, ignored, kept] of cases) {
    it(JSON.stringify(text), () => {
      const isIgnored = dockerignore(text);
      for (const path of ignored) assert.equal(isIgnored(path), true, path);
      for (const path of kept) assert.equal(isIgnored(path), false, path);
    });
  }

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '*',
      '**',
      '/',
      '!',
      '?',
      '[',
      ']',
      '^',
      '-',
      '\\',
      '.env',
      'a',
      '\n',
      '#',
      ' ',
      '..',
      '🚀',
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.array(pieces), (text, path) => {
        dockerignore(text.join(''))(path.join(''));
      }),
    );
  });

  it('stays quick on patterns that make others backtrack', () => {
    assert.equal(dockerignore(`${'*a'.repeat(100)}b`)('a'.repeat(500)), false);
    assert.equal(dockerignore(`${'**/a'.repeat(40)}/b`)('a/'.repeat(100)), false);
  });
});
