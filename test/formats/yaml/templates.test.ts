import assert from 'node:assert/strict';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { child, items, scalar } from '../../../server/src/formats/yaml/tree';

function read(text: string) {
  const file = parseYaml('x.yaml', text);
  const problems = file.documents.flatMap((document) => document.problems);
  assert.deepEqual(problems, [], 'a template has no problems');
  return { template: file.template, root: file.documents[0]?.root };
}

describe('templates', () => {
  it('are recognised by placeholders where YAML has none', () => {
    for (const text of [
      'a: {{ .Values.a }}\n',
      '{{- if .Values.a }}\na: b\n{{- end }}\n',
      'a:\n  {{- toYaml .Values.a | nindent 2 }}\n',
      'a: b\n---\n{{ include "x" . }}\n',
    ]) {
      assert.equal(read(text).template, 'helm', text);
    }
    for (const text of [
      '{% if a %}\na: b\n{% endif %}\n',
      'a: {{ a }}\n',
      'image: [[ IMAGE ]]:latest\n',
      '<% if a %>\na: b\n<% end %>\n',
      'name: %s\n',
      'name: @NAME@\n',
    ]) {
      assert.equal(read(text).template, 'other', text);
    }
  });

  it('are no files whose placeholders are legal YAML', () => {
    for (const text of [
      'a: "{{ .Values.a }}"\n',
      'a: x {{ b }}\n',
      '# {{ if }}\na: b\n',
      'a: |\n  {{ range }}\n',
    ]) {
      assert.equal(read(text).template, undefined, text);
    }
  });

  it('are no files with a fault elsewhere', () => {
    const { template, documents } = parseYaml('x.yaml', 'a: "{{ $labels.x }}"\nfoo\nb: 1\n');
    assert.equal(template, undefined);
    assert.equal(documents[0]?.problems.length, 1);
  });

  it('make every value with a placeholder unknown, in other files too', () => {
    const { root } = read(
      'a: {{ .Values.a }}\nb: "x-{{ .b }}"\nc: {{ .c }}-{{ .d }} # e\nf: {{ "a: b # c" }}\ng: 1\n',
    );
    for (const key of ['a', 'b', 'c', 'f'])
      assert.equal(child(root, key)?.unknown, 'it is filled in by a template');
    assert.equal(scalar(child(root, 'c'))?.text, '{{ .c }}-{{ .d }}');
    assert.equal(scalar(child(root, 'g'))?.value, 1);
    assert.ok(child(read('host: "{{ redis_host }}"\n').root, 'host')?.unknown);
  });

  it('step over lines that write nothing', () => {
    const { root } = read('{{- /* a comment\nover lines */}}\n{{- $x := 1 }}\na:\n  b: 1\n  c: {{ $x }}\n');
    assert.equal(scalar(child(root, 'a', 'b'))?.value, 1);
    assert.equal(child(root, 'a')?.unknown, undefined);
    assert.equal(root?.unknown, undefined);
  });

  it('make a map unknown into which a line writes', () => {
    const { root } = read(`metadata:
  labels:
    {{- include "x.labels" . | nindent 4 }}
    app: web
  annotations:
    {{- toYaml .Values.annotations | nindent 4 }}
spec:
  a: 1
{{ include "x.spec" . | indent 2 }}
other: 2
`);
    const reason = 'it is filled in by a template';
    assert.equal(child(root, 'metadata', 'labels')?.unknown, reason);
    assert.equal(scalar(child(root, 'metadata', 'labels', 'app'))?.value, 'web');
    assert.equal(child(root, 'metadata', 'annotations')?.unknown, reason);
    assert.equal(child(root, 'metadata')?.unknown, undefined);
    assert.equal(child(root, 'spec')?.unknown, reason);
    assert.equal(root?.unknown, undefined);
  });

  it('make a list unknown that a line fills below its key', () => {
    const { root } = read('env:\n{{- toYaml .Values.env | nindent 0 }}\na: 1\nargs:\n- x\n- {{ .y }}\n');
    assert.ok(child(root, 'env')?.unknown);
    assert.deepEqual(
      items(child(root, 'args')).map(({ unknown }) => unknown !== undefined),
      [false, true],
    );
  });

  it('make a collection unknown of which conditions decide a part', () => {
    const { root } = read(`{{- if .Values.enabled }}
a:
  {{- if .Values.b }}
  b: 1
  {{- else }}
  b: 2
  {{- end }}
c:
  d: 3
{{- if .Values.e }}
e:
  f: 4
{{- end }}
g:
  h: 5
{{- end }}
`);
    assert.match(child(root, 'a')?.unknown ?? '', /conditions/);
    assert.equal(child(root, 'c')?.unknown, undefined);
    assert.match(child(root, 'e')?.unknown ?? '', /conditions/);
    assert.match(root?.unknown ?? '', /conditions/);
  });

  it('do not make a document unknown that stands in a condition as a whole', () => {
    const { root } = read('{{- if .Values.enabled }}\na: 1\nb: {{ .b }}\n{{- end }}\n');
    assert.equal(root?.unknown, undefined);
    assert.equal(scalar(child(root, 'a'))?.value, 1);
  });

  it('keep a block of text together that has their lines in it', () => {
    const { root } = read(`data:
  x.conf: |
    a
{{- range .Values.x }}
    b {{ . }}
{{- end }}
  y.conf: |
{{ .Files.Get "y.conf" | indent 4 }}
  z: 1
`);
    assert.ok(child(root, 'data', 'x.conf')?.unknown);
    assert.match(scalar(child(root, 'data', 'x.conf'))?.text ?? '', /^a\nb/);
    assert.ok(child(root, 'data', 'y.conf')?.unknown);
    assert.equal(scalar(child(root, 'data', 'z'))?.value, 1);
  });

  it('keep exact places', () => {
    const text = '{{- if a }}\r\na:\r\n  - {{ .x }}\r\n  - "y"\r\n{{- end }}\r\n';
    const places = items(child(read(text).root, 'a')).map(({ at }) => text.slice(at.span.start, at.span.end));
    assert.deepEqual(places, ['{{ .x }}', '"y"']);
  });
});
