import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extractObjects } from '../../../server/src/formats/kubernetes/extractObjects';
import { moveFacts } from '../../../server/src/formats/kubernetes/moveFacts';
import { KeptYaml, RecentTrees } from '../../../server/src/formats/yaml/keptYaml';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import type { YamlFile } from '../../../server/src/formats/yaml/tree';
import { workspaces } from '../../support/workspaces';
import { shop } from './shop';

/** The whole of a file as data, with trees that are made when they are asked for. */
function whole({ file, documents, template }: YamlFile): unknown {
  return JSON.stringify({
    file,
    template,
    documents: documents.map(({ at, root, problems }) => ({ at, root, problems })),
  });
}

function kept(text: string, trees: RecentTrees, earlier?: { text: string; yaml: KeptYaml }): KeptYaml {
  return new KeptYaml('a.yaml', text, () => text, trees, earlier);
}

const typed = fc.constantFrom(
  'x',
  '\n',
  ' ',
  ':',
  '- ',
  '"',
  '#',
  '---\n',
  '\n---\n',
  '----\n',
  '...\n',
  '{{ .Values.x }}',
  '\n{{ if .x }}\n',
  '\t',
  '[',
  '|',
  '&a ',
  '*a',
  '\r\n',
);
const edit = fc.record({ at: fc.nat(100_000), removed: fc.nat(6), typed });

const STREAMS = [
  shop,
  'a: 1\n---\nb: 2\n---\nc: {{ .Values.c }}\n---\nd: &x 4\ne: *x\n',
  '--- a\n--- b\n---\nkind: List\napiVersion: v1\nitems: []\n...\n# end\n',
  '%YAML 1.2\n---\na: "\n---\nb: [\n---\nc\n',
];

describe('the YAML of a file that is being edited', function () {
  this.timeout(20_000);

  it('is at every moment that of its text, whatever was kept of the text before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STREAMS),
        fc.array(edit, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (stream, edits, forgets) => {
          const trees = new RecentTrees(forgets ? 0 : 1000);
          let text = stream;
          let yaml = kept(text, trees);
          for (const { at, removed, typed } of edits) {
            const offset = at % (text.length + 1);
            const next = text.slice(0, offset) + typed + text.slice(offset + removed);
            yaml = kept(next, trees, { text, yaml });
            text = next;
            assert.equal(whole(yaml), whole(parseYaml('a.yaml', text)));
          }
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it('keeps the documents around an edit and reads the edited one alone', () => {
    const text = 'a: 1\n---\nb: 2\n---\nc: 3\n---\nd: 4\n';
    const first = kept(text, new RecentTrees(1000));
    const next = kept(text.replace('b: 2', 'b: 20'), new RecentTrees(1000), { text, yaml: first });
    assert.deepEqual(next.counterparts, [
      { index: 0, delta: 0 },
      undefined,
      { index: 2, delta: 1 },
      { index: 3, delta: 1 },
    ]);
  });

  it('has no tree of a text that is gone', () => {
    let text: string | undefined = 'a: 1\n---\nb: 2\n';
    const yaml = new KeptYaml('a.yaml', text, () => text, new RecentTrees(0));
    assert.ok(yaml.documents[0]?.root);
    text = undefined;
    assert.equal(yaml.documents[1]?.root, undefined);
  });

  it('gives the objects of a document that has moved as if it were read again', () => {
    const texts = [shop, ...[...workspaces().values()].flatMap((files) => [...files.values()])];
    let objects = 0;
    for (const text of texts.filter((each) => /^kind:/m.test(each))) {
      const before = parseYaml('a.yaml', text);
      const behind = parseYaml('a.yaml', `# é\n${text}`);
      if (before.documents.length !== behind.documents.length) continue;
      before.documents.forEach(({ root }, index) => {
        if (before.documents[index]?.at.span.start === 0) return;
        const facts = extractObjects(root);
        const moved = [...facts];
        for (const delta of [7, -3]) moveFacts(facts, delta);
        assert.deepEqual(facts, extractObjects(behind.documents[index]?.root));
        assert.ok(facts.every((object, position) => object === moved[position]));
        objects += facts.length;
      });
    }
    assert.ok(objects > 3, `${objects} objects have moved`);
  });

  it('moves what two objects of a list share through an alias once', () => {
    const list = [
      'kind: List',
      'apiVersion: v1',
      'items:',
      '  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: &own {app: web}}}',
      '  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, labels: *own}}',
    ].join('\n');
    const objects = (text: string) => extractObjects(parseYaml('a.yaml', text).documents.at(-1)?.root);
    const facts = objects(`a: 1\n---\n${list}`);
    moveFacts(facts, 4);
    assert.equal(facts.length, 2);
    assert.deepEqual(facts, objects(`a: 12345\n---\n${list}`));
  });
});
