import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import type { YamlNode } from '../../../server/src/formats/yaml/tree';
import { toData } from '../../../server/src/formats/yaml/walk';
import { shop } from './shop';

/** What a document says: each value with the path of keys to it, items of a list without their number. */
function facts(node: YamlNode | undefined, path = ''): string[] {
  if (!node) return [];
  if (node.kind === 'map') return node.pairs.flatMap(({ key, value }) => facts(value, `${path}/${key.text}`));
  if (node.kind === 'sequence') return node.items.flatMap((item) => facts(item, `${path}/-`));
  return [`${path} = ${node.unknown ?? JSON.stringify(node.value)}`];
}

/** How a line is changed; undefined where that makes no sense. */
type Edit = (line: string) => readonly string[] | undefined;

const indent = (line: string) => /^ */.exec(line)?.[0] ?? '';
const keyColumn = (line: string) => (/^ *(?:- )?/.exec(line)?.[0] ?? '').replace('-', ' ');

/** An edit of the value of a `key: value` line. */
const ofValue = (edit: (key: string, value: string) => readonly string[]): Edit => {
  return (line) => {
    const found = /^(\s*(?:- )?[^:#]+:) ([^#\s|{[].*)$/.exec(line);
    return found ? edit(found[1] ?? '', found[2] ?? '') : undefined;
  };
};

/** An edit of the key of a `key:` or `key: value` line. */
const ofKey = (edit: (before: string, key: string, behind: string) => string): Edit => {
  return (line) => {
    const found = /^(\s*(?:- )?)([\w./-]+):(.*)$/.exec(line);
    return found ? [edit(found[1] ?? '', found[2] ?? '', found[3] ?? '')] : undefined;
  };
};

const edits: Readonly<Record<string, Edit>> = {
  'a word typed on a new line': (line) => [line, `${keyColumn(line)}sess`],
  'a word typed at the margin': (line) => [line, 'sess'],
  'a key with an open quote on a new line': (line) => [line, `${keyColumn(line)}x: "y`],
  'a dash typed on a new line': (line) => [line, `${indent(line)}-`],
  'a dash and a word without a blank': (line) => [line, `${indent(line)}-nam`],
  'half a value': ofValue((key, value) => [`${key} ${value.slice(0, value.length / 2)}`]),
  'half a key': ofKey((before, key) => before + key.slice(0, Math.max(1, key.length / 2))),
  'no colon': ofKey((before, key, behind) => before + key + behind),
  'no blank behind the colon': ofValue((key, value) => [key + value]),
  'an open double quote': ofValue((key, value) => [`${key} "${value.replaceAll('"', '')}`]),
  'an open single quote': ofValue((key, value) => [`${key} '${value.replaceAll('"', '')}`]),
  'an open bracket': ofValue((key, value) => [`${key} [${value}`]),
  'an open brace': ofValue((key, value) => [`${key} {${value}`]),
  'a second colon': ofValue((key, value) => [`${key} x: ${value}`]),
  'a value that begins with "@"': ofValue((key, value) => [`${key} @${value}`]),
  'a value that begins with "*"': ofValue((key, value) => [`${key} *${value}`]),
  'an open placeholder': ofValue((key) => [`${key} {{`]),
  'a value on the next line': ofValue((key, value) => [key, value]),
  'a blank more': (line) => [` ${line}`],
  'a blank less': (line) => (line.startsWith(' ') ? [line.slice(1)] : undefined),
  'a tab at the beginning': (line) => [`\t${line}`],
};

describe('half-typed YAML', function () {
  this.timeout(20_000);

  const lines = shop.trimEnd().split('\n');
  const before = parseYaml('shop.yaml', shop).documents;
  const original = before.map(({ root }) => facts(root));
  const documentOf = lines.map((_, i) => lines.slice(0, i).filter((line) => line === '---').length);
  let kept = 0;
  let count = 0;

  // Every fourth line for each edit, beginning with another one: what is left out changes the figures by less than 2 %.
  Object.entries(edits).forEach(([name, edit], e) => {
    it(`keeps the rest of the document: ${name}`, () => {
      let share = 0;
      let places = 0;
      lines.forEach((line, i) => {
        const edited = i % 4 !== e % 4 || line === '---' || line === '' ? undefined : edit(line);
        if (!edited) return;
        const text = `${[...lines.slice(0, i), ...edited, ...lines.slice(i + 1)].join('\n')}\n`;
        const { documents } = parseYaml('shop.yaml', text);
        documents.forEach(({ root, problems }, d) => {
          const now = facts(root);
          if (d !== documentOf[i]) {
            assert.deepEqual(now, original[d], `line ${i + 1}: another document has changed`);
            return;
          }
          assert.ok(problems.length <= 3, `line ${i + 1}: ${problems.length} problems`);
          const left = [...now];
          const survived = (original[d] ?? []).filter((fact) => {
            const at = left.indexOf(fact);
            if (at >= 0) left.splice(at, 1);
            return at >= 0;
          });
          share += survived.length / (original[d]?.length ?? 1);
          places++;
        });
      });
      kept += share;
      count += places;
      assert.ok(share / places > 0.8, `${((100 * share) / places).toFixed(1)} % of the facts survive`);
    });
  });

  it('keeps 90 % of the facts of the same document on the average', () => {
    assert.ok(kept / count > 0.9, `${((100 * kept) / count).toFixed(1)} % of the facts survive`);
  });
});

describe('what is kept of a broken document', () => {
  const read = (text: string) => {
    const [document] = parseYaml('x.yaml', text).documents;
    return {
      data: document?.root && JSON.parse(JSON.stringify(toData(document.root))),
      problems: document?.problems.map(({ at, message }) => [
        text.slice(at.span.start, at.span.end),
        message,
      ]),
    };
  };

  it('leaves out a word, and says so once', () => {
    assert.deepEqual(read('a: 1\nfoo\nbar\nb: 2\n'), {
      data: { a: 1, b: 2 },
      problems: [
        [
          'foo',
          'This line is no "key: value" pair: a ":" is missing, or it has to be indented to belong to the value above.',
        ],
      ],
    });
  });

  it('takes a word above a block for its key', () => {
    assert.deepEqual(read('a: 1\nmeta\n  name: x\n').data, { a: 1, meta: { name: 'x' } });
    assert.deepEqual(read('spec:\n  env\n  - name: x\n').data, { spec: { env: [{ name: 'x' }] } });
  });

  it('makes a value unknown that cannot be read, and keeps its key', () => {
    for (const value of [
      '"x',
      "'x",
      '[x, y',
      '{x: y',
      'x: y',
      '@x',
      '%x',
      '`x`',
      '"x" y',
      '| x',
      '- x',
      '&',
      '*',
    ]) {
      const [document] = parseYaml('x.yaml', `a: 1\nb: ${value}\nc: 3\n`).documents;
      const root = document?.root;
      assert.ok(root?.kind === 'map', value);
      assert.deepEqual(
        root.pairs.map(({ key }) => key.text),
        ['a', 'b', 'c'],
        value,
      );
      assert.ok(root.pairs[1]?.value.unknown, value);
      assert.equal(document?.problems.length, 1, value);
    }
  });

  it('gives no line to a neighbour', () => {
    assert.deepEqual(read('a:\n  b: 1\n\tc:\n  d: 2\ne: 3\n').data, { a: { b: 1 }, e: 3 });
    assert.deepEqual(read('a:\n    b: 1\n  c:\n    d: 2\ne: 3\n').data, { a: { b: 1 }, e: 3 });
    assert.deepEqual(read('a:\n- b: 1\n - b: 2\n   c: 3\n').data, { a: [{ b: 1 }, { b: 2, c: 3 }] });
    assert.deepEqual(read('kind: X\n  name: y\n    app: z\n').data, { kind: 'X' });
  });

  it('takes a line that is a single blank off for what it is meant to be', () => {
    assert.deepEqual(read('a:\n  b: 1\n   c: 2\n  d: 3\n').data, { a: { b: 1, c: 2, d: 3 } });
    assert.deepEqual(read(' a: 1\nb: 2\n').data, { a: 1, b: 2 });
  });

  it('keeps what stands behind a here-document at the margin, and reports its first line only', () => {
    const text = `spec:
  args:
    - |
      cat > .env <<EOF
# comment
APP_NAME="x"
APP_URL=http://x
      EOF
EOF

      php artisan serve
  image: shop
`;
    const { data, problems } = read(text);
    assert.deepEqual((data as { spec: { image: string } }).spec.image, 'shop');
    assert.deepEqual(problems, [
      [
        'APP_NAME="x"',
        'This line is not indented like the block of text above it and ends that block, while more of it follows.',
      ],
    ]);
  });

  it('reports no more than three problems of a document', () => {
    const text = Array.from({ length: 10 }, (_, i) => `a${i}: @\nb${i}: 1\n`).join('');
    assert.equal(read(text).problems?.length, 3);
  });

  it('says nothing of what the text holds', () => {
    const secret = 'hunter2secret';
    for (const text of [
      `a: 1\n${secret}\n`,
      `a: "${secret}\n`,
      `a: b: ${secret}\n`,
      `a: [${secret}\n`,
      `*${secret}\n`,
    ]) {
      for (const [, message] of read(text).problems ?? []) assert.ok(!message?.includes(secret), message);
    }
  });
});
