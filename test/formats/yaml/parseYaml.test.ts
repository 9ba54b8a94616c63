import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { child, pairs, scalar } from '../../../server/src/formats/yaml/tree';
import type { YamlNode } from '../../../server/src/formats/yaml/tree';
import { toData, walk } from '../../../server/src/formats/yaml/walk';

/** The root of the only document of a text, which has no problems. */
function read(text: string): YamlNode {
  const { documents, template } = parseYaml('x.yaml', text);
  assert.equal(documents.length, 1);
  assert.equal(template, undefined);
  assert.deepEqual(documents[0]?.problems, []);
  assert.ok(documents[0].root);
  return documents[0].root;
}

function data(text: string): unknown {
  return JSON.parse(JSON.stringify(toData(read(text))));
}

/** Each problem of a text with the stretch it stands on. */
function problems(text: string): string[] {
  return parseYaml('x.yaml', text).documents.flatMap((document) =>
    document.problems.map(({ at, message, severity }) => {
      return `${severity} at "${text.slice(at.span.start, at.span.end)}": ${message}`;
    }),
  );
}

describe('parseYaml: documents', () => {
  const documents = (text: string) =>
    parseYaml('x.yaml', text).documents.map(({ at }) => text.slice(at.span.start, at.span.end));

  it('cuts a stream at its markers', () => {
    assert.deepEqual(documents('a: 1\n---\nb: 2\n'), ['a: 1\n', '\nb: 2\n']);
    assert.deepEqual(documents('---\na: 1\n---\nb: 2'), ['\na: 1\n', '\nb: 2']);
    assert.deepEqual(documents('--- # one\na: 1\n---\t\nb: 2\n'), [' # one\na: 1\n', '\t\nb: 2\n']);
    assert.deepEqual(documents('a: 1\r\n---\r\nb: 2\r\n'), ['a: 1\r\n', '\r\nb: 2\r\n']);
    assert.deepEqual(documents('a: 1\r---\rb: 2\r'), ['a: 1\r', '\rb: 2\r']);
    assert.deepEqual(documents('a: 1\n---'), ['a: 1\n', '']);
  });

  it('cuts at a marker inside quotes or a block, as YAML does', () => {
    assert.deepEqual(documents('a: "x\n---\ny"\n'), ['a: "x\n', '\ny"\n']);
    assert.deepEqual(documents('a: |\n  x\n---\nb: y\n'), ['a: |\n  x\n', '\nb: y\n']);
  });

  it('takes nothing for a marker that is not alone at the beginning of a line', () => {
    for (const text of ['a: 1\n ---\n', 'a: b---\n', '# ---\na: 1\n', '---a: 1\n', 'a: |\n  ---\n  b\n']) {
      assert.equal(documents(text).length, 1, text);
    }
  });

  it('takes comments and directives before the first marker for no document', () => {
    assert.deepEqual(documents('# made by hand\n\n%YAML 1.1\n---\na: 1\n'), ['\na: 1\n']);
    assert.deepEqual(documents('a: 1\n...\n# end\n---\nb: 2\n'), ['a: 1\n', '\nb: 2\n']);
    assert.deepEqual(documents('a: 1\n...\nb: 2\n'), ['a: 1\n', '\nb: 2\n']);
  });

  it('keeps empty documents, and makes one document of a text without any marker', () => {
    assert.deepEqual(documents('---\n---\n'), ['\n', '\n']);
    assert.deepEqual(documents(''), ['']);
    assert.deepEqual(documents('# nothing\n'), ['# nothing\n']);
    assert.equal(parseYaml('x.yaml', '# nothing\n').documents[0]?.root, undefined);
  });

  it('leaves a byte order mark out', () => {
    const [document] = parseYaml('x.yaml', '\ufeffa: 1\n').documents;
    assert.equal(document?.at.span.start, 1);
    assert.equal(document.root?.kind === 'map' && document.root.indent, 0);
    assert.equal(pairs(document.root)[0]?.key.text, 'a');
  });

  it('reports a marker with more dashes, which kubectl refuses', () => {
    assert.deepEqual(documents('a: 1\n-----\nb: 2\n'), ['a: 1\n', '--\nb: 2\n']);
    assert.deepEqual(problems('a: 1\n-----\nb: 2\n'), [
      'error at "--": A line between documents has exactly three dashes; kubectl refuses more.',
    ]);
  });

  it('lets a fault in one document touch no other', () => {
    const { documents: read } = parseYaml('x.yaml', 'a: 1\n---\nb: "\n---\nc: 3\n');
    assert.deepEqual(
      read.map((document) => document.problems.length),
      [0, 1, 0],
    );
    assert.equal(scalar(child(read[2]?.root, 'c'))?.value, 3);
  });
});

describe('parseYaml: the tree', () => {
  it('reads what manifests are made of', () => {
    const text = `a: b # c
# d
e:
- f
- g: h
  i:
    j: k
-
  l: m
- - m
  - o
p: {q: r, "s": [t, 'u v', {w: x}], z: }
z: []
`;
    assert.deepEqual(data(text), {
      a: 'b',
      e: ['f', { g: 'h', i: { j: 'k' } }, { l: 'm' }, ['m', 'o']],
      p: { q: 'r', s: ['t', 'u v', { w: 'x' }], z: null },
      z: [],
    });
  });

  it('gives each node the place of its own text', () => {
    const text = 'top:\r\n  - "é": \'😀\' # smile\r\n    b: |\r\n      x\r\n\r\n    c:\r\n  - [1, 2]\r\n';
    const places: string[] = [];
    walk(read(text), ({ kind, at }) => places.push(`${kind} ${text.slice(at.span.start, at.span.end)}`));
    assert.deepEqual(places, [
      'map top:\r\n  - "é": \'😀\' # smile\r\n    b: |\r\n      x\r\n\r\n    c:\r\n  - [1, 2]',
      'scalar top',
      'sequence - "é": \'😀\' # smile\r\n    b: |\r\n      x\r\n\r\n    c:\r\n  - [1, 2]',
      'map "é": \'😀\' # smile\r\n    b: |\r\n      x\r\n\r\n    c:',
      'scalar "é"',
      "scalar '😀'",
      'scalar b',
      'scalar |\r\n      x',
      'scalar c',
      'scalar ',
      'sequence [1, 2]',
      'scalar 1',
      'scalar 2',
    ]);
  });

  it('says in which column a block collection stands', () => {
    const root = read('a:\n  - b: 1\n    c: 2\n');
    const list = child(root, 'a');
    assert.ok(list?.kind === 'sequence' && list.items[0]?.kind === 'map');
    assert.deepEqual([list.indent, list.items[0].indent, list.flow], [2, 4, false]);
  });

  it('puts the value of an empty pair behind the colon', () => {
    const { span } = child(read('a: # none\nb: 1\n'), 'a')?.at ?? {};
    assert.deepEqual(span, { start: 2, end: 2 });
  });

  it('reads brackets and quotes over lines that are not indented, as libyaml does', () => {
    assert.deepEqual(data('a: {\n"b": 1,\n"c": 2\n}\nd: "e\nf"\n'), { a: { b: 1, c: 2 }, d: 'e f' });
  });

  it('keeps __proto__ and constructor as ordinary keys', () => {
    const root = read('__proto__: 1\nconstructor:\n  prototype: 2\n');
    assert.equal(scalar(child(root, '__proto__'))?.value, 1);
    assert.equal(scalar(child(root, 'constructor', 'prototype'))?.value, 2);
    assert.deepEqual(Object.keys(toData(root) as object), ['__proto__', 'constructor']);
  });

  it('reports a duplicate key and lets the last one count', () => {
    assert.deepEqual(problems('a: 1\nb: 2\na: 3\n'), [
      'warning at "a": The key "a" stands here twice; the last one counts.',
    ]);
    const [document] = parseYaml('x.yaml', 'a: 1\na: 3\n').documents;
    assert.equal(scalar(child(document?.root, 'a'))?.value, 3);
  });

  it('leaves rare YAML to the full parser', () => {
    assert.deepEqual(data('? a\n: b\n'), { a: 'b' });
    assert.deepEqual(data('s: {a:1, "b": 2}\n'), { s: { 'a:1': null, b: 2 } });
  });

  it('reports a key that is a list', () => {
    assert.deepEqual(problems('[a]: b\n'), [
      'error at "[a]": A key has to be a plain name, not a list or a map.',
    ]);
  });
});

describe('parseYaml: anchors and merge keys', () => {
  it('shares the node that an alias names', () => {
    const root = read('a: &x {b: 1}\nc: *x\nd:\n- *x\n');
    assert.equal(child(root, 'c'), child(root, 'a'));
    const list = child(root, 'd');
    assert.equal(list?.kind === 'sequence' && list.items[0], child(root, 'a'));
  });

  it('merges in the order of the text, as go-yaml v2 does', () => {
    const base = 'base: &b {x: 1, z: 2}\nmore: &c {x: 5, w: 2}\n';
    const merged = (text: string) => (data(base + text) as { m: unknown }).m;
    assert.deepEqual(merged('m:\n  <<: *b\n  x: own\n'), { z: 2, x: 'own' });
    assert.deepEqual(merged('m:\n  x: own\n  <<: *b\n'), { x: 1, z: 2 });
    assert.deepEqual(merged('m:\n  <<: [*b, *c]\n'), { w: 2, x: 1, z: 2 });
    assert.deepEqual(merged('m:\n  <<: *b\n  <<: *c\n'), { z: 2, x: 5, w: 2 });
    assert.deepEqual(merged('m:\n  "<<": *b\n'), { '<<': { x: 1, z: 2 } });
  });

  it('reports a merge key without a map', () => {
    assert.deepEqual(problems('a:\n  <<: 1\n'), [
      'error at "<<": Behind "<<" there has to be a map, an alias of one, or a list of such.',
    ]);
  });

  it('reports an alias without an anchor and one inside its own anchor', () => {
    const [unknown, cycle] = [problems('a: *nothing\n'), problems('a: &a [*a]\nb: &b {c: *b}\n')];
    assert.equal(unknown.length, 1);
    assert.equal(cycle.length, 2);
    assert.match(cycle[0] ?? '', /inside the value that it repeats/);
    assert.doesNotThrow(() => toData(parseYaml('x.yaml', 'a: &a [*a]\n').documents[0]?.root as YamlNode));
  });

  it('stops repeating at ten thousand values', () => {
    const names = 'abcdefghij';
    const bomb = [...names].map((name, i) => {
      const inner =
        i === 0
          ? 'lol'
          : Array(9)
              .fill(`*${names[i - 1]}`)
              .join(', ');
      return `${name}: &${name} [${inner}]`;
    });
    const [document] = parseYaml('x.yaml', bomb.join('\n')).documents;
    let nodes = 0;
    walk(document?.root as YamlNode, () => nodes++);
    assert.ok(nodes < 11_000, `${nodes} nodes`);
    assert.match(document?.problems[0]?.message ?? '', /aliases/);
    assert.equal(document?.problems[0]?.severity, 'warning');
  });
});
