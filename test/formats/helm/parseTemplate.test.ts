import assert from 'node:assert/strict';
import { parseTemplate } from '../../../server/src/formats/helm/parseTemplate';
import type { TemplateNode } from '../../../server/src/formats/helm/templateTree';

describe('the parser of Go templates', () => {
  it('gives every node the span of its text', () => {
    const source = 'a {{- .Values.x | quote }}\n{{ if $y }}b{{ else }}c{{ end }}';
    const shown = (nodes: readonly TemplateNode[]): unknown[] =>
      nodes.map((node) => [
        node.kind,
        source.slice(node.span.start, node.span.end),
        ...('body' in node ? [shown(node.body), shown(node.otherwise)] : []),
      ]);
    assert.deepEqual(shown(parseTemplate(source).body), [
      ['text', 'a'],
      ['action', '{{- .Values.x | quote }}'],
      ['text', '\n'],
      ['if', '{{ if $y }}b{{ else }}c{{ end }}', [['text', 'b']], [['text', 'c']]],
    ]);
  });

  it('reads operands with their spans', () => {
    const source = '{{ printf "%s" $x.a.b .c (index . 0).d 1.5 | quote }}';
    const [node] = parseTemplate(source).body;
    assert.equal(node?.kind, 'action');
    assert.deepEqual(
      node.pipe.commands.map((command) =>
        command.operands.map(({ kind, span }) => [kind, source.slice(span.start, span.end)]),
      ),
      [
        [
          ['identifier', 'printf'],
          ['string', '"%s"'],
          ['variable', '$x.a.b'],
          ['field', '.c'],
          ['pipe', '(index . 0).d'],
          ['float', '1.5'],
        ],
        [['identifier', 'quote']],
      ],
    );
  });

  it('trims white space where markers say so, and only there', () => {
    const texts = (source: string): string[] =>
      parseTemplate(source).body.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
    assert.deepEqual(texts('a \n {{- 1 -}} \n b'), ['a', 'b']);
    assert.deepEqual(texts('a {{1}} b'), ['a ', ' b']);
    assert.deepEqual(texts('a {{/* x */ -}} \n b'), ['a ', 'b']);
    assert.deepEqual(texts('a {{- /* x */}} b'), ['a', ' b']);
    assert.deepEqual(texts('{{-3}} x'), [' x']);
  });

  it('keeps definitions apart from the body', () => {
    const tree = parseTemplate('{{ define "a" }}x{{ end }}y{{ block "b" . }}z{{ end }}');
    assert.deepEqual(
      tree.definitions.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(
      tree.body.map(({ kind }) => kind),
      ['text', 'template'],
    );
  });

  it('says what is wrong, where, and reads the rest', () => {
    for (const [source, message] of [
      ['x {{ if }}y{{ end }} z', 'missing value for if'],
      ['x {{ .a | }} z {{ end }}', 'unexpected {{end}}'],
      ['x {{ "a }}\n z', 'unterminated quoted string'],
      ['x {{ .a\n z {{ 1 }}', 'unexpected "{" in command'],
      ['x {{ (1 }} z', 'unexpected'],
      ['x {{ 1) }} z', 'unexpected'],
      ['x {{ if true }} z', 'no {{end}} for {{if}}'],
      ['x {{ else }} z', 'unexpected {{else}}'],
      ['x {{ break }} z', '{{break}} outside {{range}}'],
      ['x {{/* a }} z', 'unclosed comment'],
      ['x {{ 1 | 2 }} z', 'non executable command'],
      ['x {{ }} z', 'missing value for command'],
      ['x {{ a % b }} z', 'unexpected "%"'],
      ['x {{ "\\q" }} z', 'invalid syntax'],
      ['x {{ define a }}b{{ end }} z', 'define clause'],
    ] as const) {
      const tree = parseTemplate(source);
      assert.ok(tree.problems[0]?.message.includes(message), `${source}: ${tree.problems[0]?.message}`);
      assert.ok(tree.problems[0]?.message.endsWith('.'));
      assert.equal(tree.body[0]?.kind, 'text', source);
    }
  });

  it('reads a half-typed action as one gap and everything behind it', () => {
    const tree = parseTemplate('a: {{ .Values.\nb: {{ .Values.b }}\nc: {{ if\nd: 1\n');
    assert.deepEqual(
      tree.body.map(({ kind }) => kind),
      ['text', 'bad', 'action', 'text', 'bad', 'text'],
    );
  });

  it('decodes strings and numbers as Go does', () => {
    const values = (source: string): unknown[] =>
      parseTemplate(`{{ f ${source} }}`).body.flatMap((node) =>
        node.kind === 'action'
          ? (node.pipe.commands[0]?.operands
              .slice(1)
              .map((each) => ('value' in each ? each.value : each.kind)) ?? [])
          : [],
      );
    assert.deepEqual(values('"a\\n\\u00e9\\x41\\101" `r\\n` \'x\''), ['a\né\x41A', 'r\\n', 120]);
    assert.deepEqual(values('0x1F 0o17 017 0b11 1_000 -5 +3 1e3 .5 true nil'), [
      31,
      15,
      15,
      3,
      1000,
      -5,
      3,
      1000,
      0.5,
      'true',
      'nil',
    ]);
  });
});
