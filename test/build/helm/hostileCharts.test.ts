import assert from 'node:assert/strict';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildHelmCharts } from '../../../server/src/build/helm/buildHelmCharts';
import { child } from '../../../server/src/formats/yaml/tree';
import { workspaceOf } from './helmCase';

/** Each of these would hang, exhaust the memory or overflow the stack if nothing held it; mocha's own limit watches. */
describe('charts that do not come to an end', function () {
  this.timeout(20_000);

  const endless: Record<string, string> = {
    'a template that includes itself': '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
    'two that include each other':
      '{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ template "a" . }}{{ end }}{{ include "a" . }}',
    'a value that is a template of itself': '{{ tpl .Values.self . }}',
    'loops in loops': '{{ range until 100000 }}{{ range until 100000 }}{{ $x := 1 }}{{ end }}{{ end }}',
    'an enormous loop over a number': '{{ range 2000000000 }}x{{ end }}',
    'a text that doubles':
      '{{ $s := "ab" }}{{ range until 60 }}{{ $s = printf "%s%s" $s $s }}{{ end }}{{ $s }}',
    'a text of a value that doubles':
      '{{ $s := .Values.text }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}{{ $s }}',
    'a list that doubles': '{{ $l := list 1 }}{{ range until 60 }}{{ $l = concat $l $l }}{{ end }}{{ $l }}',
    'a list that grows':
      '{{ $l := list }}{{ range until 190000 }}{{ $l = append $l . }}{{ end }}{{ len $l }}',
    'an enormous list': '{{ until 2000000000 | len }}',
    'an enormous stepping': '{{ untilStep 0 2000000000 1 | len }}',
    'an enormous sequence': '{{ seq 1 2000000000 }}',
    'an enormous repetition': '{{ repeat 2000000000 "x" }}',
    'an enormous indent': '{{ indent 2000000000 "x" }}',
    'a map of maps that doubles, as YAML':
      '{{ $d := dict "a" 1 }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ toYaml $d }}',
    'a map of maps that doubles, as JSON':
      '{{ $d := dict "a" 1 }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ toJson $d }}',
    'a map of maps that doubles, printed':
      '{{ $d := dict "a" 1 }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ $d }}',
    'a map of maps that doubles, copied':
      '{{ $d := dict "a" 1 }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ deepCopy $d }}',
    'a map of maps that doubles, compared':
      '{{ $d := dict "a" 1 }}{{ range until 60 }}{{ $d = dict "a" $d "b" $d }}{{ end }}{{ deepEqual $d (deepCopy $d) }}',
    'a map that holds itself, as YAML': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ toYaml $d }}',
    'a map that holds itself, printed': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ $d }}',
    'a map that holds itself, copied': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ deepCopy $d }}',
    'a map that holds itself, merged': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ merge $d $d }}',
    'a map that holds itself, looked into': '{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ has $d (list $d) }}',
    'replacements that multiply':
      '{{ $s := repeat 1000 "a" }}{{ range until 60 }}{{ $s = replace "a" "aaaaaaaaaa" $s }}{{ end }}{{ $s }}',
    'splitting that multiplies':
      '{{ $s := repeat 200000 "a," }}{{ range until 1000 }}{{ $l := splitList "," $s }}{{ end }}',
    'a pattern of repetitions': '{{ regexMatch "(((a{1,100}){1,100}){1,100}){1,100}" .Values.text }}',
    'a pattern against a long text': '{{ regexMatch (repeat 300 "(a|b)*") (repeat 300000 "ab") }}',
    'sorting without end':
      '{{ range until 100000 }}{{ $x := keys $.Values.many | sortAlpha | join "," }}{{ end }}',
  };

  for (const [name, template] of Object.entries(endless)) {
    it(name, () => {
      const stack = only(chartWith(template));
      assert.ok(stack.problems.length + stack.outside.length > 0, 'nothing is said about it');
      assert.ok(stack.problems.length <= 3, `${stack.problems.length} problems`);
    });
  }

  it('are cut short for each further environment', () => {
    const files = chartWith(endless['loops in loops'] ?? '');
    for (let i = 0; i < 30; i++) files.set(`values-${i}.yaml`, 'a: 1\n');
    const stacks = buildHelmCharts(workspaceOf(files));
    assert.equal(stacks.length, 31);
    assert.ok(stacks.every((stack) => stack.problems.length === 1));
  });

  it('leave the other templates of the chart unrendered, and say so', () => {
    const files = chartWith(endless['a template that includes itself'] ?? '');
    files.set('templates/aaa.yaml', 'kind: ConfigMap\n');
    const stack = only(files);
    assert.ok(stack.outside.some((reason) => reason.includes('templates/all.yaml')));
  });
});

describe('charts of an enormous size', function () {
  this.timeout(20_000);

  it('ten million characters of values are not read, and what they decide is unknown', () => {
    const files = chartWith('kind: ConfigMap\nmetadata: { name: {{ .Values.text }} }\n');
    files.set('values.yaml', `text: known\n${'key: [a, b, {c: d}]\n'.repeat(500_000)}`);
    const stack = only(files);
    assert.equal(stack.objects.length, 1);
    assert.match(child(stack.objects[0], 'metadata', 'name')?.unknown ?? '', /more than 5 MiB/);
    assert.equal(stack.problems.length, 1);
  });

  it('twenty thousand actions, none of them closed', () => {
    for (const line of ['{{ x\n', '{{ "\n', '{{/* a\n', '{{ `\n', '{{- if\n', '{{ ( \n', '{{']) {
      only(chartWith(line.repeat(20_000)));
    }
  });

  it('blocks and parentheses ten thousand deep', () => {
    only(chartWith(`${'{{ if true }}'.repeat(10_000)}x${'{{ end }}'.repeat(10_000)}`));
    only(chartWith(`{{ ${'('.repeat(10_000)}1${')'.repeat(10_000)} }}`));
    only(chartWith(`${'{{ if false }}{{ else '.repeat(1)}${'if false }}{{ else '.repeat(5_000)}}}{{ end }}`));
  });

  it('aliases that multiply with each level of charts', () => {
    const files = new Map<string, string>();
    let directory = '';
    for (let level = 0; level < 10; level++) {
      const aliases = Array.from(
        { length: 20 },
        (_, i) => `  - { name: c, alias: a${i}, version: 1.0.0 }\n`,
      ).join('');
      files.set(
        `${directory}Chart.yaml`,
        `apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n${aliases}`,
      );
      files.set(`${directory}templates/a.yaml`, 'kind: ConfigMap\n');
      directory += 'charts/c/';
    }
    assert.equal(only(files).problems.length, 1);
  });

  it('charts that depend on each other by their paths', () => {
    const files = new Map<string, string>();
    for (const [name, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const dependency = `dependencies:\n  - { name: ${other}, version: 1.0.0, repository: 'file://../${other}' }\n`;
      files.set(`${name}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${dependency}`);
      files.set(`${name}/templates/x.yaml`, 'kind: ConfigMap\n');
    }
    buildHelmCharts(workspaceOf(files));
  });
});

describe('every beginning of a chart', () => {
  it('builds without a throw', () => {
    const template = `{{- $x := dict "a" (list 1 "b") -}}
{{- range $i, $v := .Values.list }}
{{- if and (gt $i 0) (eq $v "b") }}
kind: ConfigMap
metadata: { name: {{ printf "%s-%d" $v $i | quote }} }
{{- else if $v }}{{ template "n" $ }}{{ else }}{{ with .x }}{{ . }}{{ end }}{{ end }}
---
{{- end }}{{ define "n" }}{{/* c */}}{{ .Chart.Name }}{{ end }}`;
    for (let end = 0; end <= template.length; end++) {
      const files = chartWith(template.slice(0, end));
      files.set('values.yaml', 'list: [a, b]\n');
      only(files);
    }
  });
});

function chartWith(template: string): Map<string, string> {
  const many = Array.from({ length: 1000 }, (_, i) => `  key${i}: ${i}\n`).join('');
  return new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['values.yaml', `self: '{{ tpl .Values.self . }}'\ntext: aaaaaaaa\nmany:\n${many}`],
    ['templates/all.yaml', template],
  ]);
}

function only(files: ReadonlyMap<string, string>): BuiltStack {
  const [stack, ...others] = buildHelmCharts(workspaceOf(files));
  assert.ok(stack);
  assert.equal(others.length, 0);
  return stack;
}
