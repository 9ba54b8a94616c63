import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildKustomizations } from '../../../server/src/build/kustomize/buildKustomizations';
import { kubectl } from '../../support/binaries';
import { readFixture } from '../../support/fixture';
import { sharedFolder } from '../../support/shared';
import { buildFolder, dataOf, inPool, RealKustomize, workspaceOf, type Outcome } from './builtData';

const folder = path.join('test', 'build', 'kustomize');
const recordFile = path.join(folder, 'expected.json');
const cases = readdirSync(path.join(folder, 'cases'))
  .filter((file) => file.endsWith('.md'))
  .sort()
  .flatMap((file) =>
    readFixture(readFileSync(path.join(folder, 'cases', file), 'utf8')).map((each) => ({
      ...each,
      id: `${file.replace('.md', '')}: ${each.name}`,
    })),
  );

/** By case and root: the objects that kubectl printed, or null where it did not build. */
type Record = { [id: string]: { [root: string]: unknown[] | null } };

function ourOutcome(stack: BuiltStack): Outcome {
  const error = stack.problems.find((problem) => problem.severity === 'error');
  return error ? { error: error.message } : { objects: stack.objects.map(dataOf) };
}

function compare(ours: Outcome, real: Outcome): void {
  if ('error' in real) {
    assert.ok('error' in ours, `kubectl does not build this, and here it is built: ${real.error}`);
    return;
  }
  assert.ok(
    'objects' in ours,
    `kubectl builds this, and here it fails: ${'error' in ours ? ours.error : ''}`,
  );
  assert.deepEqual(ours.objects, real.objects);
}

describe('Kustomize builds what kubectl 1.35 (kustomize 5.7) builds', () => {
  const recorded: Record = existsSync(recordFile)
    ? (JSON.parse(readFileSync(recordFile, 'utf8')) as Record)
    : {};

  for (const each of cases) {
    it(`${each.id}, as recorded`, () => {
      const stacks = buildKustomizations(workspaceOf(each.files));
      const expected = recorded[each.id];
      assert.ok(expected, 'This case is not recorded: run the tests with RECORD_KUSTOMIZE=1.');
      assert.deepEqual(stacks.map((stack) => stack.root).sort(), Object.keys(expected).sort());
      for (const stack of stacks) {
        const objects = expected[stack.root];
        compare(ourOutcome(stack), objects ? { objects } : { error: 'recorded as not building' });
      }
    });
  }

  it('the same, against the real binary', async function () {
    const binary = kubectl();
    if (!binary) return this.skip();
    this.timeout(300_000);
    const record: Record = {};
    const different: string[] = [];
    let equal = 0;
    // kubectl takes a fifth of a second to start, so that a quick run compares every tenth case only.
    const all = process.env.LARAVEL_K8S_REQUIRE_SHARED === '1' || process.env.RECORD_KUSTOMIZE === '1';
    const compared = all ? cases : cases.filter((_, i) => i % 10 === 0);
    await inPool(compared, 4, async (each) => {
      const real = RealKustomize.over(binary, each.files);
      try {
        for (const stack of buildKustomizations(workspaceOf(each.files))) {
          const outcome = await real.build(stack.root);
          (record[each.id] ??= {})[stack.root] = 'objects' in outcome ? outcome.objects : null;
          try {
            compare(ourOutcome(stack), outcome);
            equal++;
          } catch (error) {
            different.push(`${each.id} (${stack.name})\n${(error as Error).message}`);
          }
        }
      } finally {
        real.dispose();
      }
    });
    console.log(
      `    kubectl: ${compared.length} cases, ${equal} stacks equal, ${different.length} different`,
    );
    if (process.env.RECORD_KUSTOMIZE === '1') {
      const sorted = Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
      writeFileSync(recordFile, `${JSON.stringify(sorted, null, 1)}\n`);
    }
    assert.equal(different.length, 0, different.join('\n\n'));
  });

  it('the kustomizations of real projects, against the real binary', async function () {
    const binary = kubectl();
    const shared = sharedFolder();
    if (!binary || !shared) return this.skip();
    this.timeout(120_000);
    let equal = 0;
    for (const project of readdirSync(path.join(shared, 'corpus'), { withFileTypes: true })) {
      if (!project.isDirectory()) continue;
      const root = path.join(shared, 'corpus', project.name);
      for (const stack of buildKustomizations(workspaceOf(filesBelow(root)))) {
        const real = await buildFolder(binary, path.join(root, stack.root));
        try {
          compare(ourOutcome(stack), real);
        } catch (error) {
          throw new Error(`${project.name}/${stack.root}: ${(error as Error).message}`);
        }
        equal++;
      }
    }
    console.log(`    kubectl: ${equal} stacks of real projects equal`);
    assert.ok(equal > 5);
  });
});

function filesBelow(root: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8'));
  }
  return files;
}
