import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { frameworkVersion } from '../../../server/src/formats/composer/frameworkVersion';
import {
  knownPackages,
  packageKind,
  packagePresence,
  requiresLaravel,
} from '../../../server/src/formats/composer/knownPackages';
import { parseComposerJson } from '../../../server/src/formats/composer/parseComposerJson';
import { parseComposerLock } from '../../../server/src/formats/composer/parseComposerLock';
import { sharedFolder } from '../../support/shared';

const composerJson = `{
    "name": "acme/Shop",
    "type": "project",
    "require": {
        "php": "^8.2",
        "ext-redis": "*",
        "laravel/framework": "^11.0|^12.0",
        "livewire/livewire": "^3.0"
    },
    "require-dev": {
        "laravel/breeze": "^2.0",
        "predis/predis": "^2.3"
    }
}
`;

const composerLock = JSON.stringify(
  {
    packages: [
      { name: 'laravel/framework', version: 'v12.3.1', authors: [{ name: 'Somebody' }] },
      { name: 'stancl/tenancy', version: '3.9.0' },
    ],
    'packages-dev': [{ name: 'predis/predis', version: 'v2.3.0' }],
  },
  null,
  4,
);

function versionOf(constraint: string): string | undefined {
  const version = frameworkVersion(
    parseComposerJson('composer.json', JSON.stringify({ require: { 'laravel/framework': constraint } })),
    undefined,
  );
  if (version === undefined) return undefined;
  const { major, minor, minMajor, maxMajor, certainty } = version;
  return `${major}${minor === undefined ? '' : `.${minor}`} of ${minMajor}-${maxMajor} ${certainty}`;
}

describe('parseComposerJson', () => {
  it('lists both sections with the places of names and constraints', () => {
    for (const text of [
      composerJson,
      `\uFEFF${composerJson.replaceAll('\n', '\r\n')}`,
      composerJson.replaceAll('    ', '\t'),
    ]) {
      const json = parseComposerJson('composer.json', text);
      assert.equal(json.name, 'acme/shop');
      assert.deepEqual(json.problems, []);
      assert.equal(json.requirements.length, 6);
      const framework = json.requirements[2];
      assert.equal(framework?.constraint, '^11.0|^12.0');
      assert.equal(text.slice(framework.at.span.start, framework.at.span.end), '"^11.0|^12.0"');
      assert.equal(text.slice(framework.nameAt.span.start, framework.nameAt.span.end), '"laravel/framework"');
      assert.equal(json.requireEnd?.span.start, text.indexOf('"^3.0"') + 6);
      assert.deepEqual(
        json.requirements.filter(({ dev }) => dev).map(({ name }) => name),
        ['laravel/breeze', 'predis/predis'],
      );
    }
  });

  it('reports what is no JSON and still reads what it can', () => {
    const text = composerJson.replace('"livewire/livewire": "^3.0"', '"livewire/livewire": "^3.0",');
    const json = parseComposerJson('composer.json', text);
    assert.equal(json.problems.length, 1);
    assert.ok(json.requirements.some(({ name }) => name === 'livewire/livewire'));
    for (const broken of ['', '[]', 'null', '{"require": 5}', '{"require": {"a/b": ["x"]}}']) {
      assert.deepEqual(parseComposerJson('composer.json', broken).requirements, [], broken);
    }
  });

  it('never throws, and every place lies inside the text', () => {
    fc.assert(
      fc.property(fc.nat(composerJson.length), fc.string(), (length, rest) => {
        const text = composerJson.slice(0, length) + rest;
        const json = parseComposerJson('composer.json', text);
        for (const { at } of [...json.requirements, ...json.problems]) {
          assert.ok(at.span.start <= at.span.end && at.span.end <= text.length);
        }
        parseComposerLock('composer.lock', text);
      }),
    );
  });
});

describe('parseComposerLock', () => {
  it('knows versions, what is for development, and where a package stands', () => {
    const lock = parseComposerLock('composer.lock', composerLock);
    assert.deepEqual(lock.packages.get('predis/predis'), {
      name: 'predis/predis',
      version: 'v2.3.0',
      dev: true,
    });
    const span = lock.at('laravel/framework')?.span;
    assert.equal(span && composerLock.slice(span.start, span.end), '"laravel/framework"');
    assert.equal(lock.at('Somebody'), undefined);
  });

  it('reports a broken lock', () => {
    const lock = parseComposerLock('composer.lock', composerLock.slice(0, 200));
    assert.equal(lock.problems.length, 1);
    assert.equal(lock.packages.size, 0);
    assert.equal(packagePresence('predis/predis', undefined, lock), 'unknown');
  });

  it('stays quick on a lock of two megabytes', () => {
    const packages = Array.from({ length: 4000 }, (_, i) => ({
      name: `a/b${i}`,
      version: '1.0.0',
      text: 'x'.repeat(450),
    }));
    const lock = parseComposerLock('composer.lock', JSON.stringify({ packages }));
    assert.ok(lock.at('a/b3999'));
  });
});

describe('frameworkVersion', () => {
  it('takes the lock before the constraint', () => {
    const json = parseComposerJson('composer.json', composerJson);
    const version = frameworkVersion(json, parseComposerLock('composer.lock', composerLock));
    assert.deepEqual(
      [version?.major, version?.minor, version?.exact, version?.source, version?.certainty],
      [12, 3, '12.3.1', 'lock', 'certain'],
    );
    assert.equal(frameworkVersion(json, undefined)?.source, 'constraint');
  });

  const constraints: readonly (readonly [string, string | undefined])[] = [
    ['^10.10', '10 of 10-10 certain'],
    ['~9.0', '9 of 9-9 certain'],
    ['~10.1.2', '10.1 of 10-10 certain'],
    ['10.*', '10 of 10-10 certain'],
    ['8.83.27', '8.83 of 8-8 certain'],
    ['v9.2', '9.2 of 9-9 certain'],
    ['^11.0|^12.0', '12 of 11-12 likely'],
    ['^11.0 || ^12.0', '12 of 11-12 likely'],
    ['>=8.0 <10.0', '9 of 8-9 likely'],
    ['>= 9.0, < 10', '9 of 9-9 certain'],
    ['8.0 - 9.5', '9 of 8-9 likely'],
    ['5.8.*', '5.8 of 5-5 certain'],
    ['~5.8.0', '5.8 of 5-5 certain'],
    ['^5.5', '5.8 of 5-5 likely'],
    ['^5.8', '5.8 of 5-5 certain'],
    ['~5.7', '5.8 of 5-5 likely'],
    ['^10.0@dev', '10 of 10-10 certain'],
    ['10.x-dev', '10 of 10-10 certain'],
    ['dev-main as 10.0.0', '10.0 of 10-10 certain'],
    ['^13.0-beta1', '13 of 13-13 certain'],
    ['>=9', undefined],
    ['*', undefined],
    ['dev-master', undefined],
    ['', undefined],
    ['self.version', undefined],
  ];
  for (const [constraint, expected] of constraints) {
    it(`reads "${constraint}"`, () => assert.equal(versionOf(constraint), expected));
  }
});

describe('knownPackages', () => {
  it('lists what bears on sessions, from composer.json first', () => {
    const known = knownPackages(
      parseComposerJson('composer.json', composerJson),
      parseComposerLock('composer.lock', composerLock),
    );
    assert.deepEqual(
      known.map(({ name, kind, dev, at }) => [name, kind, dev, at.file]),
      [
        ['ext-redis', 'redis client', false, 'composer.json'],
        ['livewire/livewire', 'sessions', false, 'composer.json'],
        ['laravel/breeze', 'sessions', true, 'composer.json'],
        ['predis/predis', 'redis client', true, 'composer.json'],
        ['stancl/tenancy', 'tenancy', false, 'composer.lock'],
      ],
    );
  });

  it('knows packages by name and by kind of name', () => {
    assert.equal(packageKind('filament/forms'), 'sessions');
    assert.equal(packageKind('filament/upgrade'), undefined);
    assert.equal(packageKind('namoshek/laravel-redis-sentinel'), 'redis client');
    assert.equal(packageKind('guzzlehttp/guzzle'), undefined);
  });

  it('tells how a package is there', () => {
    const json = parseComposerJson('composer.json', composerJson);
    const lock = parseComposerLock('composer.lock', composerLock);
    assert.equal(packagePresence('livewire/livewire', json, lock), 'required');
    assert.equal(packagePresence('stancl/tenancy', json, lock), 'locked');
    assert.equal(packagePresence('predis/predis', json, lock), 'dev');
    assert.equal(packagePresence('laravel/nova', json, lock), 'absent');
    assert.equal(packagePresence('laravel/nova', json, undefined), 'unknown');
  });

  it('takes a project that requires Laravel for an app, and a library not', () => {
    assert.equal(requiresLaravel(parseComposerJson('composer.json', composerJson)), true);
    const library = composerJson.replace('"project"', '"library"');
    assert.equal(requiresLaravel(parseComposerJson('composer.json', library)), false);
    assert.equal(requiresLaravel(parseComposerJson('composer.json', '{"require": {"php": "^8"}}')), false);
  });
});

describe('parseComposerJson, on real projects', () => {
  it('finds a framework version in each', function () {
    const shared = sharedFolder();
    if (shared === undefined) return this.skip();
    const corpus = path.join(shared, 'corpus');
    let found = 0;
    for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' })) {
      if (path.basename(name) !== 'composer.json' || !existsSync(path.join(corpus, name))) continue;
      const json = parseComposerJson(name, readFileSync(path.join(corpus, name), 'utf8'));
      assert.deepEqual(json.problems, []);
      assert.ok(frameworkVersion(json, undefined), name);
      found++;
    }
    assert.ok(found > 10);
  });
});
