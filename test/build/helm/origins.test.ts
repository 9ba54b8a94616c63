import assert from 'node:assert/strict';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildHelmCharts } from '../../../server/src/build/helm/buildHelmCharts';
import { child, items, pair, scalar, type YamlNode } from '../../../server/src/formats/yaml/tree';
import type { Place } from '../../../server/src/text/place';
import { workspaceOf } from './helmCase';

describe('the origin of a field', () => {
  it('is the value when all of the text is a value, and the template is told beside it', () => {
    const { at, through } = look(
      'spec:\n  replicas: {{ .Values.count }}\n',
      'count: 3\n',
      'spec',
      'replicas',
    );
    assert.deepEqual(at, ['values.yaml', '3']);
    assert.deepEqual(through, ['templates/a.yaml', '{{ .Values.count }}']);
  });

  it('stays the value through quotes, defaults, conversions and includes', () => {
    const values = "text: 'file'\nnumber: 80\nempty: ''\n";
    for (const [action, written] of [
      ['{{ .Values.text | quote }}', "'file'"],
      ['"{{ .Values.text }}"', "'file'"],
      ["'{{ .Values.text }}'", "'file'"],
      ['{{ .Values.text | default "redis" }}', "'file'"],
      ['{{ default "redis" .Values.text | upper | lower | trim }}', "'file'"],
      ['{{ .Values.nope | default .Values.text }}', "'file'"],
      ['{{ coalesce .Values.nope .Values.text }}', "'file'"],
      ['{{ .Values.text | trunc 63 | trimSuffix "-" | squote }}', "'file'"],
      ['{{ include "pass" .Values.text }}', "'file'"],
      ['{{ include "read" . | quote }}', "'file'"],
      ['{{ printf "%s" .Values.text }}', "'file'"],
      ['{{ tpl .Values.text . }}', "'file'"],
      ['{{ .Values.text | b64enc }}', "'file'"],
      ['{{ with .Values.text }}{{ . }}{{ end }}', "'file'"],
      ['{{ if true }}{{ $.Values.text }}{{ end }}', "'file'"],
      ['{{ (index .Values "text") }}', "'file'"],
      ['{{ get .Values "text" }}', "'file'"],
      ['{{ required "needed" .Values.text }}', "'file'"],
      ['{{ .Values.number | int | quote }}', '80'],
      ['{{ .Values.number | toString }}', '80'],
      ['{{ .Values.empty | quote }}', "''"],
      ['{{ ternary .Values.text "x" true }}', "'file'"],
    ] as const) {
      assert.deepEqual(look(`k: ${action}\n`, values, 'k').at, ['values.yaml', written], action);
    }
  });

  it('is the template when the value is only a part of the text', () => {
    const values = 'host: a.b\nport: 80\nempty: ""\n';
    for (const action of [
      'https://{{ .Values.host }}/',
      '{{ .Values.host }}:{{ .Values.port }}',
      '"x{{ .Values.host }}"',
      '{{ printf "%s-%s" .Release.Name .Values.host }}',
      '{{ .Values.empty | default "redis" }}',
      '{{ "constant" | quote }}',
      '{{ .Release.Name }}',
    ]) {
      assert.deepEqual(look(`k: ${action}\n`, values, 'k').at, ['templates/a.yaml', action], action);
    }
  });

  it('of plain text in a template is that text', () => {
    const { at } = look('a:\n  - b: "c"\n', '', 'a', 0, 'b');
    assert.deepEqual(at, ['templates/a.yaml', '"c"']);
  });

  it('inside of toYaml is the scalar in the values, keys included', () => {
    const values = 'resources:\n  limits:\n    cpu: 500m\n    memory: "1Gi"\n  list: [a, {b: c}]\n';
    const template = 'r:\n  {{- toYaml .Values.resources | nindent 2 }}\n';
    assert.deepEqual(look(template, values, 'r', 'limits', 'cpu').at, ['values.yaml', '500m']);
    assert.deepEqual(look(template, values, 'r', 'limits', 'memory').at, ['values.yaml', '"1Gi"']);
    assert.deepEqual(look(template, values, 'r', 'list', 1, 'b').at, ['values.yaml', 'c']);
    assert.deepEqual(look(template, values, 'r', 'limits', 'cpu').key, ['values.yaml', 'cpu']);
    const json = 'r: {{ toJson .Values.resources }}\n';
    assert.deepEqual(look(json, values, 'r', 'limits', 'cpu').at, ['values.yaml', '500m']);
  });

  it('in a loop over a map is its key and its value', () => {
    const values = 'env:\n  SESSION_DRIVER: file\n  REDIS_PORT: 6379\n';
    const template = 'data:\n{{- range $k, $v := .Values.env }}\n  {{ $k }}: {{ $v | quote }}\n{{- end }}\n';
    const { at, key } = look(template, values, 'data', 'SESSION_DRIVER');
    assert.deepEqual(at, ['values.yaml', 'file']);
    assert.deepEqual(key, ['values.yaml', 'SESSION_DRIVER']);
    const listed =
      'e:\n{{- range $k, $v := .Values.env }}\n  - name: {{ $k }}\n    value: {{ $v | quote }}\n{{- end }}\n';
    assert.deepEqual(look(listed, values, 'e', 1, 'name').at, ['values.yaml', 'SESSION_DRIVER']);
    assert.deepEqual(look(listed, values, 'e', 0, 'value').at, ['values.yaml', '6379']);
  });

  it('in a block of text is the value when the whole block is one', () => {
    const values = 'env: |\n  A=1\n  B=2\n';
    const { at } = look('data:\n  .env: |\n    {{- .Values.env | nindent 4 }}\n', values, 'data', '.env');
    assert.deepEqual(at, ['values.yaml', '|\n  A=1\n  B=2']);
    const mixed = look(
      'data:\n  .env: |\n    X=1\n    {{- .Values.env | nindent 4 }}\n',
      values,
      'data',
      '.env',
    );
    assert.equal(mixed.at[0], 'templates/a.yaml');
  });

  it('of what a helper prints is the action that includes it, or the line of the helper when it prints more', () => {
    const template = 'name: {{ include "name" . }}\nlabels:\n  {{- include "labels" . | nindent 2 }}\n';
    assert.deepEqual(look(template, '', 'name').at, ['templates/a.yaml', '{{ include "name" . }}']);
    assert.deepEqual(look(template, '', 'labels', 'app').at, ['templates/_h.tpl', '{{ .Chart.Name }}']);
    assert.deepEqual(look(template, '', 'labels', 'tier').at, ['templates/_h.tpl', 'front']);
    assert.deepEqual(look(template, '', 'labels', 'tier').key, ['templates/_h.tpl', 'tier']);
  });

  it('is the environment where it overrules, with the overruled places behind', () => {
    const stack = buildHelmCharts(
      workspaceOf(
        chart('k: {{ .Values.a.b }}\nl: {{ .Values.a.c }}\n', 'a: { b: 1, c: 2 }\n', {
          'values-prod.yaml': 'a: { b: 9 }\n',
        }),
      ),
    ).find(({ name }) => name.endsWith('values-prod.yaml'));
    assert.ok(stack);
    const changed = pair(stack.objects[0], 'k');
    assert.equal(scalar(changed?.value)?.value, 9);
    assert.equal(changed?.value.at.file, 'values-prod.yaml');
    assert.deepEqual(
      changed.before?.map((place) => place.file),
      ['values.yaml'],
    );
    assert.equal(child(stack.objects[0], 'l')?.at.file, 'values.yaml');
  });

  it('in a subchart is the parent that sets it, or its own values', () => {
    const files = chart('', 'sub:\n  set: parent\n', {
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'set: own\nkept: own\n',
      'charts/sub/templates/b.yaml': 'kind: ConfigMap\ns: {{ .Values.set }}\nk: {{ .Values.kept }}\n',
    });
    const [stack] = buildHelmCharts(workspaceOf(files));
    const object = stack?.objects.find((each) => pair(each, 's'));
    assert.equal(child(object, 's')?.at.file, 'values.yaml');
    assert.deepEqual(
      pair(object, 's')?.before?.map((place) => place.file),
      ['charts/sub/values.yaml'],
    );
    assert.equal(child(object, 'k')?.at.file, 'charts/sub/values.yaml');
  });

  it('in a file that a template reads is that file', () => {
    const files = chart('{{ .Files.Get "secrets/app.yaml" }}', '', {
      'secrets/app.yaml': 'kind: SealedSecret\nspec:\n  key: AgB\n',
    });
    const [stack] = buildHelmCharts(workspaceOf(files));
    const at = child(stack?.objects[0], 'spec', 'key')?.at;
    assert.deepEqual(at && [at.file, cut(files, at)], ['secrets/app.yaml', 'AgB']);
  });

  it('says in which column a map stands in its own file', () => {
    const values = 'env:\n      deep:\n        a: b\n';
    const files = chart('data:\n  {{- toYaml .Values.env.deep | nindent 2 }}\n', values);
    const [stack] = buildHelmCharts(workspaceOf(files));
    const data = child(stack?.objects[0], 'data');
    assert.equal(data?.kind === 'map' && data.indent, 8);
  });

  it('of a collection reaches from its first key to its last value', () => {
    const files = chart('metadata:\n  name: {{ .Release.Name }}\n  labels: { a: b }\n', '');
    const [stack] = buildHelmCharts(workspaceOf(files));
    const at = child(stack?.objects[0], 'metadata')?.at;
    assert.equal(at && cut(files, at), 'name: {{ .Release.Name }}\n  labels: { a: b }');
  });

  it('every place lies in its file', () => {
    const files = chart(
      'a: {{ .Values.x | quote }}\nb:\n  {{- toYaml .Values.y | nindent 2 }}\nc: |-\n  {{ .Values.x }}\nd: {}\ne:\n',
      'x: 1\ny: { z: [1, {w: "q"}], v: }\n',
    );
    const [stack] = buildHelmCharts(workspaceOf(files));
    const check = (node: YamlNode): void => {
      const length = files.get(node.at.file)?.length ?? -1;
      assert.ok(
        node.at.span.start <= node.at.span.end && node.at.span.end <= length,
        JSON.stringify(node.at),
      );
      if (node.kind === 'map') for (const { key, value } of node.pairs) [key, value].forEach(check);
      if (node.kind === 'sequence') node.items.forEach(check);
    };
    assert.ok(stack);
    stack.objects.forEach(check);
  });
});

function chart(template: string, values: string, more: Record<string, string> = {}): Map<string, string> {
  return new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['values.yaml', values],
    [
      'templates/_h.tpl',
      `{{ define "name" }}{{ .Release.Name }}-x{{ end }}{{ define "pass" }}{{ . }}{{ end }}{{ define "read" }}{{ .Values.text }}{{ end }}
{{- define "labels" -}}
app: {{ .Chart.Name }}
tier: front
{{- end }}`,
    ],
    ['templates/a.yaml', template],
    ...Object.entries(more),
  ]);
}

interface Look {
  readonly at: readonly [string, string];
  readonly key?: readonly [string, string];
  readonly through?: readonly [string, string];
}

/** The file and the text that the field's places show. */
function look(template: string, values: string, ...path: (string | number)[]): Look {
  const files = chart(template, values);
  const stack: BuiltStack | undefined = buildHelmCharts(workspaceOf(files))[0];
  assert.deepEqual(stack?.problems, []);
  let node: YamlNode | undefined = stack?.objects[0];
  let found = undefined as ReturnType<typeof pair>;
  for (const step of path) {
    found = typeof step === 'string' ? pair(node, step) : undefined;
    node = typeof step === 'string' ? found?.value : items(node)[step];
  }
  assert.ok(node, `no field ${path.join('.')}`);
  const show = (place: Place): readonly [string, string] => [place.file, cut(files, place)];
  return {
    at: show(node.at),
    key: found && show(found.key.at),
    through: found?.through && show(found.through),
  };
}

function cut(files: ReadonlyMap<string, string>, { file, span }: Place): string {
  return (files.get(file) ?? '').slice(span.start, span.end);
}
