import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { child, scalar } from '../../../server/src/formats/yaml/tree';

describe('parseYaml', () => {
  it('reads the documents of a stream with their spans', () => {
    const text = 'a: 1\n---\nb:\n  c: "two"\n';
    const { documents } = parseYaml('x.yaml', text);
    assert.deepEqual(
      documents.map(({ at }) => text.slice(at.span.start, at.span.end)),
      ['a: 1\n', '\nb:\n  c: "two"\n'],
    );
    const two = scalar(child(documents[1]?.root, 'b', 'c'));
    assert.equal(two?.value, 'two');
    assert.equal(text.slice(two.at.span.start, two.at.span.end), '"two"');
  });
});
