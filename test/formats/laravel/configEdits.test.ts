import assert from 'node:assert/strict';
import {
  findKey,
  insertEntry,
  phpString,
  replaceEnvName,
  replaceValue,
  setDefault,
} from '../../../server/src/formats/laravel/configEdits';
import { at, evaluateConfig } from '../../../server/src/formats/laravel/evaluate';
import { parseConfigFile, type ConfigFile } from '../../../server/src/formats/laravel/parseConfigFile';
import { applyEdits } from '../../../server/src/text/edit';
import { contextOf, toJson } from './oracles';
import { skeletonText, skeletonVersions } from './skeletons';

function parse(text: string): ConfigFile {
  return parseConfigFile('config/x.php', text);
}

function inserted(
  text: string,
  path: readonly string[],
  key = 'new',
  value = "env('NEW')",
): string | undefined {
  const edits = insertEntry(parse(text), path, key, value);
  return edits && applyEdits(text, edits);
}

describe('the outline of a config file', () => {
  it('names every key with its place', () => {
    const text =
      "<?php return ['a' => 1, \"b\" => ['c' => env('X'), 5 => [1, ['d' => 2]]], foo() => ['e' => 3]];";
    const file = parse(text);
    assert.deepEqual(
      file.keys.map(({ path, at: { span }, valueAt }) => [
        path.join('.'),
        text.slice(span.start, span.end),
        text.slice(valueAt.span.start, valueAt.span.end),
      ]),
      [
        ['a', "'a'", '1'],
        ['b', '"b"', "['c' => env('X'), 5 => [1, ['d' => 2]]]"],
        ['b.c', "'c'", "env('X')"],
        ['b.5', '5', "[1, ['d' => 2]]"],
        ['b.5.1.d', "'d'", '2'],
      ],
    );
  });

  it('sees through array_merge and spreads of arrays that are written there', () => {
    const file = parse("<?php return array_merge(['a' => 1], [...['b' => 2], 'c' => ['d' => 3]]);");
    assert.deepEqual(
      file.keys.map(({ path }) => path.join('.')),
      ['a', 'b', 'c', 'c.d'],
    );
  });

  it('takes the last of several equal keys', () => {
    const text = "<?php return ['a' => 1, 'a' => 2];";
    const key = findKey(parse(text), ['a']);
    assert.equal(key && text.slice(key.valueAt.span.start, key.valueAt.span.end), '2');
  });
});

describe('edits of env calls', () => {
  it('rename the variable and keep its quotes', () => {
    const text = `<?php return ['a' => env('OLD', 1), 'b' => env("OLD2")];`;
    const file = parse(text);
    const edits = file.envCalls.map((call) => replaceEnvName(file, call, 'NEW'));
    assert.equal(applyEdits(text, edits), `<?php return ['a' => env('NEW', 1), 'b' => env("NEW")];`);
  });

  it('set a default, or add one', () => {
    const text = `<?php return [env('A', env('B', 'x')), env('C'), env('D' , ), env( 'E' /* e */ )];`;
    const file = parse(text);
    const edits = file.envCalls
      .filter(({ name }) => name !== 'B')
      .map((call) => setDefault(file, call, "'redis'"));
    assert.equal(
      applyEdits(text, edits),
      `<?php return [env('A', 'redis'), env('C', 'redis'), env('D' , 'redis' ), env( 'E', 'redis' /* e */ )];`,
    );
  });

  it('make a hard-coded value read the environment', () => {
    const text = "<?php return ['driver' => 'file', 'x' => 1];";
    const edit = replaceValue(parse(text), ['driver'], "env('SESSION_DRIVER', 'file')");
    assert.ok(edit);
    assert.equal(
      applyEdits(text, [edit]),
      "<?php return ['driver' => env('SESSION_DRIVER', 'file'), 'x' => 1];",
    );
    assert.equal(replaceValue(parse(text), ['nothing'], '1'), undefined);
  });
});

describe('a new entry', () => {
  it('is laid out as the others are', () => {
    const cases: readonly (readonly [before: string, after: string])[] = [
      ["<?php return ['a' => 1];", "<?php return ['a' => 1, 'new' => env('NEW')];"],
      ["<?php return ['a' => 1, ];", "<?php return ['a' => 1, 'new' => env('NEW'), ];"],
      ['<?php return [];', "<?php return ['new' => env('NEW')];"],
      ['<?php return array();', "<?php return array('new' => env('NEW'));"],
      [
        "<?php return [\n    'a' => 1,\n];\n",
        "<?php return [\n    'a' => 1,\n    'new' => env('NEW'),\n];\n",
      ],
      ["<?php return [\n\t'a' => 1\n];\n", "<?php return [\n\t'a' => 1,\n\t'new' => env('NEW'),\n];\n"],
      [
        "<?php return [\r\n  'a' => 1,\r\n];",
        "<?php return [\r\n  'a' => 1,\r\n  'new' => env('NEW'),\r\n];",
      ],
      [
        "<?php return [\n    'a' => 1, // one\n];\n",
        "<?php return [\n    'a' => 1, // one\n    'new' => env('NEW'),\n];\n",
      ],
      [
        "<?php return [\n    'a' => 1 // one, two\n];\n",
        "<?php return [\n    'a' => 1, // one, two\n    'new' => env('NEW'),\n];\n",
      ],
      [
        "<?php return [\n    // a\n    'a' => 1,\n\n    'b' => [1],\n\n];\n",
        "<?php return [\n    // a\n    'a' => 1,\n\n    'b' => [1],\n\n    'new' => env('NEW'),\n\n];\n",
      ],
      ['<?php return [\n];\n', "<?php return [\n    'new' => env('NEW'),\n];\n"],
      ["<?php return ['a' => ['x',\n  'y']];", "<?php return ['a' => ['x',\n  'y'], 'new' => env('NEW')];"],
    ];
    for (const [before, after] of cases) assert.equal(inserted(before, []), after);
  });

  it('goes into the array at the path', () => {
    const text = "<?php return [\n    'redis' => [\n        'default' => ['host' => 'h'],\n    ],\n];\n";
    assert.equal(
      inserted(text, ['redis'], 'sessions', "['host' => 'h']"),
      "<?php return [\n    'redis' => [\n        'default' => ['host' => 'h'],\n        'sessions' => ['host' => 'h'],\n    ],\n];\n",
    );
    assert.equal(inserted(text, ['nothing']), undefined);
    assert.equal(inserted(text, ['redis'], 'default'), undefined);
  });

  it('can be added to every array of the real files, which then evaluate to the same and the entry', () => {
    for (const version of Object.keys(skeletonVersions)) {
      for (const name of ['session', 'cache', 'database']) {
        const text = skeletonText(version, name);
        const file = parse(text);
        for (const { path } of file.arrays) {
          const edits = insertEntry(file, path, 'new', phpString("it's"));
          if (!edits) continue;
          const changed = parse(applyEdits(text, edits));
          assert.deepEqual(changed.problems, []);
          const value = evaluateConfig(changed, contextOf({}, 12));
          const entry = at(value, ...path, 'new');
          if (entry?.kind !== 'unknown')
            assert.equal(entry && toJson(entry), "it's", `${name}: ${path.join('.')}`);
          assert.equal(insertEntry(changed, path, 'new', '1'), undefined);
        }
      }
    }
  });
});

describe('a PHP string', () => {
  it('is read back as it was', () => {
    for (const text of ['', 'a', "it's", 'back\\slash', '\\', "\\'", 'a\\\\b', '$x {$y}', 'Ü\n']) {
      const value = at(
        evaluateConfig(parse(`<?php return ['x' => ${phpString(text)}];`), contextOf({})),
        'x',
      );
      assert.equal(value?.kind === 'known' && value.value, text);
    }
  });
});
