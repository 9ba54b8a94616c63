import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import type { YamlFile } from '../../../server/src/formats/yaml/tree';
import { walk } from '../../../server/src/formats/yaml/walk';
import { shop } from './shop';

/** Reads a text, and checks that every place lies inside its document and every child inside its parent's text. */
function readSoundly(text: string): YamlFile {
  const file = parseYaml('x.yaml', text);
  let end = 0;
  for (const { at, root, problems } of file.documents) {
    assert.ok(at.span.start >= end && at.span.end <= text.length, 'documents overlap');
    end = at.span.end;
    const inside = ({ start, end: to }: { start: number; end: number }) =>
      assert.ok(at.span.start <= start && start <= to && to <= at.span.end, `${start}-${to} is outside`);
    for (const problem of problems) inside(problem.at.span);
    if (root) walk(root, (node) => inside(node.at.span));
  }
  return file;
}

const odd = `%YAML 1.1
---
a: &x {b: [c, "d\\n"], 'e': *x}
<<: *x
f: !!binary |
  aGk=
g: >+

  h

? i
: - j
  - - k
\tl: {{ m }}
n: "{{ o }}" # p
---
{{- if q }}
- r: %s
{{ end -}}
...
`;

describe('nesting', () => {
  const nested = (text: string) => {
    const { documents } = readSoundly(`${text}\n---\na: 1\n`);
    assert.equal(documents.length, 2);
    assert.equal(documents[1]?.problems.length, 0);
    return documents[0];
  };

  it('is read to a depth of 150', () => {
    for (const text of [
      '['.repeat(150) + ']'.repeat(150),
      `${'- '.repeat(150)}x`,
      `${'{a: '.repeat(150)}1${'}'.repeat(150)}`,
    ]) {
      assert.deepEqual(nested(text)?.problems, []);
      assert.ok(nested(text)?.root);
    }
  });

  for (const depth of [201, 2_000, 50_000]) {
    it(`is not read to a depth of ${depth}, and one problem says so`, () => {
      const lines = Array.from({ length: Math.min(depth, 1_000) }, (_, i) => `${' '.repeat(i)}a:`);
      for (const text of [
        '['.repeat(depth),
        '['.repeat(depth) + ']'.repeat(depth),
        '{a: '.repeat(depth),
        '- '.repeat(depth),
        lines.join('\n'),
        lines.join('\n').replaceAll('a:', '-'),
      ]) {
        const document = nested(text);
        assert.equal(document?.root, undefined);
        assert.equal(document?.problems.length, 1);
        assert.match(document?.problems[0]?.message ?? '', /more than 200 levels/);
      }
      assert.equal(nested('? '.repeat(depth))?.problems.length, 1);
    });
  }

  it('is not counted where brackets are text', () => {
    const brackets = '['.repeat(1_000);
    assert.deepEqual(
      nested(`a: "${brackets}"\nb: '${brackets}'\nc: x${brackets}\nd: |\n  ${brackets}\n# ${brackets}`)
        ?.problems,
      [],
    );
  });
});

describe('large and odd input', function () {
  // Each case takes a fraction of a second; a time that grows with the square of the length would take minutes.
  this.timeout(20_000);

  it('is read in a bounded time', () => {
    const keys = Array.from({ length: 10_000 }, (_, i) => `key${i}: ${i}`);
    assert.deepEqual(parseYaml('x.yaml', keys.join('\n')).documents[0]?.problems, []);
    assert.deepEqual(parseYaml('x.yaml', `{${keys.join(', ')}}`).documents[0]?.problems, []);
    assert.equal(parseYaml('x.yaml', 'a: 1\n---\n'.repeat(2_000)).documents.length, 2_001);
    assert.equal(parseYaml('x.yaml', 'a: 1\n'.repeat(5_000)).documents[0]?.problems.length, 20);
    parseYaml('x.yaml', `a: ${'x'.repeat(10_000_000)}\n`);
  });

  it('takes a time that grows no faster than its length, whatever is wrong with it', () => {
    const lines = [
      'a: "x',
      'a: [x',
      "a: 'x\n b",
      'x y',
      '- @',
      '\tx: y',
      'a: |\n    x\n  y',
      '{{ x',
      'a: {{',
      '<% x',
      '"',
      '{',
      ': ',
    ];
    for (const line of lines) {
      for (const text of [`${line}\n`.repeat(3_000), line.repeat(3_000)]) readSoundly(text);
    }
  });

  it('may hold NUL, lone surrogates and any line break', () => {
    for (const text of [
      'a: \0b\n',
      '\0',
      'a: \ud800\n"\udc00": "\ud800"\n',
      'a: 1\rb:\r  - 2\r',
      'a:\u2028b\n',
      '\ufeff',
      '\u0085',
    ]) {
      readSoundly(text);
    }
    const [document] = readSoundly('a: 1\rb:\r  - "😀"\r  - |\r    x\r').documents;
    assert.deepEqual(document?.problems, []);
  });

  it('may end anywhere', () => {
    for (let end = 0; end <= odd.length; end++) readSoundly(odd.slice(0, end));
    for (let end = 0; end <= shop.length; end += 37) readSoundly(shop.slice(0, end));
  });

  it('may lack any character', () => {
    for (let at = 0; at < odd.length; at++) readSoundly(odd.slice(0, at) + odd.slice(at + 1));
    for (let at = 3; at < shop.length; at += 41) readSoundly(shop.slice(0, at) + shop.slice(at + 1));
  });

  it('may be anything', () => {
    const pieces = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&x ',
      '*x',
      '!t ',
      '|',
      '>',
      '# ',
      '\t',
      '---',
      '{{',
      '}}',
      '%',
      '? ',
      '<<',
      '\r',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => void readSoundly(parts.join(''))),
      { numRuns: 500, seed: 3 },
    );
  });
});
