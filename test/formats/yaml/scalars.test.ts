import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { resolvePlain } from '../../../server/src/formats/yaml/resolvePlain';
import { child, scalar } from '../../../server/src/formats/yaml/tree';
import type { YamlValue } from '../../../server/src/formats/yaml/tree';

/** The values were checked with `kubectl label --local -o json` (kubectl 1.33). */
const plain: readonly (readonly [string, YamlValue])[] = [
  ['y', true],
  ['Y', true],
  ['yes', true],
  ['Yes', true],
  ['YES', true],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['on', true],
  ['On', true],
  ['ON', true],
  ['n', false],
  ['N', false],
  ['no', false],
  ['No', false],
  ['NO', false],
  ['false', false],
  ['off', false],
  ['OFF', false],
  ['yEs', 'yEs'],
  ['tRUE', 'tRUE'],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['~', null],
  ['', null],
  ['none', 'none'],
  ['0', 0],
  ['-0', 0],
  ['6379', 6379],
  ['+1', 1],
  ['-12', -12],
  ['0777', 511],
  ['0o17', 15],
  ['08', 8],
  ['08.5', 8.5],
  ['0x1F', 31],
  ['0X1F', 31],
  ['0b11', 3],
  ['-0b11', -3],
  ['0b112', '0b112'],
  ['0b', '0b'],
  ['0x', '0x'],
  ['0x1p-2', '0x1p-2'],
  ['1_000', 1000],
  ['_1', '_1'],
  ['18446744073709551615', 2 ** 64],
  ['18446744073709551616', 18446744073709551616],
  ['1.5', 1.5],
  ['1.', 1],
  ['.5', 0.5],
  ['+.5', 0.5],
  ['.5e3', 500],
  ['._5', '._5'],
  ['0.5_5', 0.55],
  ['.', '.'],
  ['-', '-'],
  ['1e5', 100000],
  ['1e400', '1e400'],
  ['1.5.2', '1.5.2'],
  ['127.0.0.1', '127.0.0.1'],
  ['1:30', '1:30'],
  ['2001-01-01', '2001-01-01'],
  ['.inf', Infinity],
  ['-.Inf', -Infinity],
  ['redis', 'redis'],
];

/** The content of the scalar behind `s:`. */
function content(text: string): string | undefined {
  const [document] = parseYaml('x.yaml', `s: ${text}`).documents;
  assert.deepEqual(document?.problems, [], text);
  return scalar(child(document.root, 's'))?.text;
}

describe('plain scalars, as Kubernetes reads them', () => {
  for (const [text, value] of plain) {
    it(`${JSON.stringify(text)} is ${String(value)} (${typeof value})`, () => {
      assert.equal(resolvePlain(text), value);
    });
  }

  it('reads .nan as no number', () => {
    assert.ok(Number.isNaN(resolvePlain('.nan')));
  });

  it('takes a bounded time for a very long number', () => {
    assert.equal(typeof resolvePlain('1'.repeat(1_000_000)), 'string');
  });
});

describe('quoted and block scalars', () => {
  it('are strings whatever they hold', () => {
    const [document] = parseYaml('x.yaml', 'a: "yes"\nb: \'6379\'\nc: |\n  1\n').documents;
    for (const key of ['a', 'b', 'c'])
      assert.equal(typeof scalar(child(document?.root, key))?.value, 'string');
  });

  it('decode their escapes', () => {
    assert.equal(content(String.raw`"\x41\u00e9\U0001F600\t\"\\\'\_"`), 'Aé😀\t"\\\'\u00a0');
    assert.equal(content(`'it''s "so" \\n'`), `it's "so" \\n`);
    assert.equal(content(`''''`), `'`);
  });

  it('fold their lines', () => {
    assert.equal(content('"a  \n  b"\n'), 'a b');
    assert.equal(content('"a\n\n   b"\n'), 'a\nb');
    assert.equal(content('"a\\\n   b"\n'), 'ab');
    assert.equal(content('"a \\\n\n   b"\n'), 'a \nb');
    assert.equal(content('"\n a\n "\n'), ' a ');
    assert.equal(content("'a\r\n\r\n   b '\r\n"), 'a\nb ');
    assert.equal(content('a\n b\n\n\n  c\n'), 'a b\n\nc');
  });

  it('chomp and fold blocks as libyaml does', () => {
    assert.equal(content('|\n\n  a\n\n  b\n\n\nt: x\n'), '\na\n\nb\n');
    assert.equal(content('|+\n\n  a\n\n\nt: x\n'), '\na\n\n\n');
    assert.equal(content('|-\n  a\n\nt: x\n'), 'a');
    assert.equal(content('|\n  a'), 'a\n');
    assert.equal(content('|2\n    a\n   b\n'), '  a\n b\n');
    assert.equal(content('|-2\n   a\n'), ' a');
    assert.equal(content('| # why\n  a  \n'), 'a  \n');
    assert.equal(content('|\n  a\n   \n    \n  b\n  \n'), 'a\n \n  \nb\n');
    assert.equal(content('|\nt: x\n'), '');
    assert.equal(content('|+\n\n\nt: x\n'), '\n\n');
    assert.equal(content('>\n\n  a\n\n\n  b\n   c\n\n  d\n\n'), '\na\n\nb\n c\n\nd\n');
    assert.equal(content('>-\r\n  a\r\n  b\r\n'), 'a b');
  });
});

describe('explicit tags', () => {
  const tagged: readonly (readonly [string, YamlValue])[] = [
    ['!!str 12', '12'],
    ['! 12', '12'],
    ['!!int "5"', 5],
    ['!!float "5"', 5],
    ['!!bool yes', true],
    ["!!null ''", null],
    ['!!timestamp 2001-01-01', '2001-01-01'],
    ['!!binary aMOp', 'hé'],
    ['!vault 12', 12],
  ];
  for (const [text, value] of tagged) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      const [document] = parseYaml('x.yaml', `s: ${text}\n`).documents;
      assert.deepEqual(document?.problems, []);
      const node = scalar(child(document.root, 's'));
      assert.equal(node?.value, value);
      assert.equal(node.tag, text.split(' ')[0]);
    });
  }

  it('report a value that is not what the tag says', () => {
    for (const text of ['!!int 5.5', '!!bool maybe', '!!binary "*"']) {
      assert.equal(parseYaml('x.yaml', `s: ${text}\n`).documents[0]?.problems.length, 1, text);
    }
  });
});
