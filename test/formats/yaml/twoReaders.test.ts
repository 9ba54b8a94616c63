import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BlockReader } from '../../../server/src/formats/yaml/blockReader';
import { Fault } from '../../../server/src/formats/yaml/fault';
import { readWithPackage } from '../../../server/src/formats/yaml/readWithPackage';
import { splitDocuments } from '../../../server/src/formats/yaml/splitDocuments';
import { workspaces } from '../../support/workspaces';
import { shop } from './shop';

/**
 * The fast reader and the `yaml` package are to make the same tree of the same text. Texts that only one of them takes
 * are left out here: libyaml and YAML 1.2 differ in them, and the fast reader follows libyaml.
 */
function compare(text: string): 'same' | 'left out' {
  const document = { file: 'x.yaml', text, offset: 7, column: 0 };
  const read = readWithPackage(document);
  if (!('problems' in read)) return 'left out';
  try {
    const fast = new BlockReader(document).read();
    // Comparing texts takes a tenth of the time, and both readers make their nodes by one builder.
    if (JSON.stringify(fast) !== JSON.stringify(read)) assert.deepEqual(fast, read);
    return 'same';
  } catch (error) {
    if (error instanceof Fault) return 'left out';
    throw error;
  }
}

/** Values as `yaml` writes them, with every style of scalar. */
const scalarText = fc.constantFrom(
  'redis',
  'a b',
  '6379',
  'yes',
  '~',
  "'it''s'",
  '"a\\tb"',
  '"x: y"',
  'http://shop/x?y=1#z',
  '&anchor word',
  '!!str 12',
  '!local x',
  '{}',
  '[]',
  '{a: b, "c": [d, {e: f}]}',
  '[a, "b" , c: d]',
  'x # why',
);

const block: fc.Memo<readonly string[]> = fc.memo((depth) => {
  const inline = scalarText.map((text) => [text]);
  if (depth <= 1) return inline;
  const literal = fc
    .tuple(
      fc.constantFrom('|', '>-', '|+'),
      fc.array(fc.constantFrom('a', '  b', 'c d'), { minLength: 1, maxLength: 3 }),
    )
    .map(([header, lines]) => [header, ...lines.map((line, i) => (i === 0 ? line.trim() : line)), '']);
  const below = (indent: number) =>
    fc
      .oneof(mapping(depth - 1), list(depth - 1))
      .map((lines) => ['', ...lines.map((line) => ' '.repeat(indent) + line)]);
  return fc.oneof(
    inline,
    literal.map(([header = '', ...lines]) => [header, ...lines.map((l) => (l ? `  ${l}` : l))]),
    below(2),
  );
});

function mapping(depth: number): fc.Arbitrary<string[]> {
  const pair = (i: number) =>
    block(depth).map(([first = '', ...rest]) => [first ? `k${i}: ${first}` : `k${i}:`, ...rest]);
  return fc.tuple(pair(0), pair(1), fc.boolean()).map(([a, b, both]) => (both ? [...a, '# note', ...b] : a));
}

function list(depth: number): fc.Arbitrary<string[]> {
  const item = block(depth).map(([first = '', ...rest]) => [first ? `- ${first}` : '-', ...rest]);
  const compact = mapping(depth).map((lines) =>
    lines.map((line, i) => (i === 0 ? `- ${line}` : line && `  ${line}`)),
  );
  return fc.array(fc.oneof(item, compact), { minLength: 1, maxLength: 3 }).map((items) => items.flat());
}

describe('the fast reader and the yaml package', function () {
  this.timeout(20_000);

  it('make the same tree of a manifest', () => {
    for (const text of shop.split(/^---$/m)) assert.equal(compare(text), 'same');
    for (const text of shop.split(/^---$/m)) assert.equal(compare(text.replaceAll('\n', '\r\n')), 'same');
  });

  it('make the same tree of what is legal in both', () => {
    const texts = fc.oneof(mapping(4), list(4)).map((lines) => `${lines.join('\n')}\n`);
    let same = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (compare(text) === 'same') same++;
      }),
      { numRuns: 200, seed: 1 },
    );
    assert.ok(same > 150, `only ${same} of 200 texts were taken by both readers`);
  });

  it('make the same tree of every document of whole workspaces', () => {
    let same = 0;
    for (const files of workspaces().values()) {
      for (const [path, text] of files) {
        if (!/\.ya?ml$/.test(path)) continue;
        for (const { start, end } of splitDocuments(text)) {
          if (compare(text.slice(start, end)) === 'same') same++;
        }
      }
    }
    assert.ok(same > 20, `only ${same} documents were taken by both readers`);
  });

  it('make the same tree of a manifest with a character more or less', () => {
    const [text = ''] = shop.split(/^---$/m);
    const characters = fc.constantFrom(...' \n:-#\'"[]{},&*!|>%@?xy\t\\');
    const edits = fc.tuple(fc.nat(text.length), fc.nat(2), fc.array(characters, { maxLength: 2 }));
    fc.assert(
      fc.property(edits, ([at, removed, added]) => {
        compare(text.slice(0, at) + added.join('') + text.slice(at + removed));
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
