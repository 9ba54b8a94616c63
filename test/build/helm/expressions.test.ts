import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { helm } from '../../support/binaries';
import { built, rendered, type HelmCase } from './helmCase';
import { plainObject, unknownMark } from './plainObject';

/** LARAVEL_K8S_RECORD=1 writes anew what the real Helm makes of the expressions. */
const recording = process.env.LARAVEL_K8S_RECORD === '1';
const recordedFile = path.resolve('test/build/helm/expressions.json');

const values = `f: 1.5
number: 3
big: 123456789
s: héllo
e: ""
l: [a, 1, true, null, {b: 1}]
m: {a: x, b: 2, c: null}
`;

/** One line of `expressions.txt` is one template; what it prints is compared as a text. */
describe('expressions of templates, as Helm 4.1 evaluates them', () => {
  const templates = readFileSync(path.resolve('test/build/helm/expressions.txt'), 'utf8')
    .trimEnd()
    .split('\n');
  const binary = helm();
  if (recording && binary !== undefined) {
    const results = Object.fromEntries(templates.map((each) => [each, real(binary, each)]));
    writeFileSync(recordedFile, `${JSON.stringify(results, undefined, 1)}\n`);
  }
  const recorded = JSON.parse(readFileSync(recordedFile, 'utf8')) as Record<
    string,
    string | { refused: string }
  >;
  let unknown = 0;

  for (const template of templates) {
    it(template, () => {
      const expected = recorded[template];
      assert.ok(expected !== undefined, 'not recorded: run with LARAVEL_K8S_RECORD=1');
      const stack = built(caseOf(template));
      if (typeof expected !== 'string') {
        assert.ok(stack.problems.length > 0, `Helm refuses it: ${expected.refused}`);
        return;
      }
      assert.deepEqual(stack.problems, []);
      const [object] = stack.objects.map(plainObject) as { x: unknown }[];
      if (object?.x === unknownMark) unknown++;
      else assert.equal(object?.x, expected);
    });
  }

  it('nearly all of them are known', () => {
    assert.ok(unknown <= 3, `${unknown} are unknown`);
  });
});

function caseOf(template: string): HelmCase {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: e\nversion: 0.1.0\n'],
    ['values.yaml', values],
    ['templates/_x.tpl', template],
    ['templates/y.yaml', 'x: {{ include "e/templates/_x.tpl" . | toJson }}\n'],
  ]);
  return { name: template, files, release: 'r', namespace: 'default', values: [] };
}

function real(binary: string, template: string): string | { refused: string } {
  const result = rendered(binary, caseOf(template));
  if ('refused' in result) return { refused: result.refused.slice(-200) };
  return String((result.objects[0] as { x: unknown }).x);
}
