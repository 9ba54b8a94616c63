import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { helm } from '../../support/binaries';
import { built, helmCases, rendered, type HelmCase, type HelmResult } from './helmCase';
import { compareFields, plainObject, type Comparison } from './plainObject';

/** LARAVEL_K8S_RECORD=1 writes anew what the real Helm makes of the cases. */
const recording = process.env.LARAVEL_K8S_RECORD === '1';
const recordedFile = path.resolve('test/build/helm/expected.json');

describe('charts, rendered as Helm 4.1 renders them', () => {
  const cases = helmCases();
  const binary = helm();
  if (recording && binary !== undefined) record(binary, cases);
  const recorded = JSON.parse(readFileSync(recordedFile, 'utf8')) as Record<string, HelmResult>;
  const total = { known: 0, all: 0 };
  /** What is random or depends on the time is not known, and those cases are about that. */
  const unknowable = (each: HelmCase): boolean => each.name.startsWith('unknown.md');

  for (const each of cases) {
    it(each.name, () => {
      const expected = recorded[each.name];
      assert.ok(expected, 'not recorded: run with LARAVEL_K8S_RECORD=1');
      const { known, all } = check(each, expected);
      if (unknowable(each)) return;
      total.known += known;
      total.all += all;
    });
  }

  it('of all the fields of these charts nearly every one is known', () => {
    console.log(`      ${total.known} of ${total.all} fields known`);
    assert.ok(total.known >= 0.99 * total.all);
  });

  it('says of no case that is gone', () => {
    assert.deepEqual(Object.keys(recorded).sort(), cases.map((each) => each.name).sort());
  });
});

describe('charts, compared with the real Helm as it is here', function () {
  this.timeout(20_000);
  const binary = helm();
  for (const each of binary === undefined ? [] : helmCases()) {
    it(each.name, () => {
      check(each, rendered(binary ?? '', each));
    });
  }
});

/** Throws unless everything that is claimed to be known is what Helm says. */
function check(each: HelmCase, expected: HelmResult): Comparison {
  const stack = built(each);
  if ('refused' in expected) {
    assert.ok(stack.problems.length > 0, 'Helm refuses this chart, and nothing is said');
    return { known: 0, all: 0, wrong: [] };
  }
  assert.deepEqual(
    stack.problems.map((problem) => problem.message),
    [],
  );
  const objects = stack.objects.map(plainObject);
  const comparison = compareFields(sorted(objects), sorted(expected.objects));
  assert.deepEqual(comparison.wrong, []);
  return comparison;
}

/** Helm orders objects by kind; here they stay in the order of the templates. */
function sorted(objects: readonly unknown[]): unknown[] {
  return [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf(object: unknown): string {
  const { kind, metadata } = object as { kind?: unknown; metadata?: { name?: unknown } };
  return `${String(kind)}/${String(metadata?.name)}`;
}

function record(binary: string, cases: readonly HelmCase[]): void {
  const results = Object.fromEntries(cases.map((each) => [each.name, rendered(binary, each)]));
  writeFileSync(recordedFile, `${JSON.stringify(results, undefined, 1)}\n`);
}
