import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import type { YamlNode } from '../../../server/src/formats/yaml/tree';
import { nodeAt, toData, walk } from '../../../server/src/formats/yaml/walk';

const root = (text: string) => parseYaml('x.yaml', text).documents[0]?.root as YamlNode;

describe('walk', () => {
  it('visits parents before children, keys included, and leaves out what it is told to', () => {
    const seen: string[] = [];
    walk(root('a:\n  b: 1\nc: [2]\n'), (node) => {
      seen.push(node.kind === 'scalar' ? node.text : node.kind);
      return node.kind !== 'sequence';
    });
    assert.deepEqual(seen, ['map', 'a', 'map', 'b', '1', 'c', 'sequence']);
  });
});

describe('toData', () => {
  it('makes keys strings as Kubernetes does', () => {
    assert.deepEqual(Object.keys(toData(root('on: 1\n0x10: 2\n"yes": 3\nx: 4\n')) as object), [
      '16',
      'true',
      'yes',
      'x',
    ]);
  });
});

describe('nodeAt', () => {
  const text = `kind: Deployment
spec:
  replicas: 3
  env:
    - name: A
      value: "x y"
    - name:
  args: [a, {b: c}]
copy: &anchor { d: e }
again: *anchor
`;
  const [document] = parseYaml('x.yaml', text).documents;

  /** The path at the place of a `|` that is put into a piece of the text. */
  function at(piece: string): string {
    const offset = text.indexOf(piece.replace('|', '')) + piece.indexOf('|');
    const found = document && nodeAt(document, offset);
    const last = found?.nodes.at(-1);
    const what = found?.inKey ? 'key' : last?.kind === 'scalar' ? `"${last.text}"` : last?.kind;
    return `${found?.path.join('/')} ${what}`;
  }

  it('finds keys, values and the pairs on the way', () => {
    assert.equal(at('|kind'), 'kind key');
    assert.equal(at('Deploy|ment'), 'kind "Deployment"');
    assert.equal(at('Deployment|'), 'kind "Deployment"');
    assert.equal(at('repl|icas'), 'spec/replicas key');
    assert.equal(at('"x| y"'), 'spec/env/0/value "x y"');
    assert.equal(at('[a, {b: |c}'), 'spec/args/1/b "c"');
    assert.equal(at('[a,| {b'), 'spec/args sequence');
  });

  it('finds the pair behind whose colon nothing is written yet', () => {
    assert.equal(at('- name:|\n'), 'spec/env/1/name ""');
  });

  it('does not look for an alias where the anchor is', () => {
    assert.equal(at('{ d: |e }'), 'copy/d "e"');
    assert.equal(at('again: *anc|hor'), ' map');
  });

  it('finds nothing outside the root', () => {
    const [other] = parseYaml('x.yaml', '# comment\na: 1\n').documents;
    assert.equal(other && nodeAt(other, 3), undefined);
  });
});
