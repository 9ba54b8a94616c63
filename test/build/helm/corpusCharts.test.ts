import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildChart } from '../../../server/src/build/helm/buildChart';
import { findCharts } from '../../../server/src/build/helm/charts';
import { environmentFiles } from '../../../server/src/build/helm/environments';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { place } from '../../../server/src/text/place';
import { helm } from '../../support/binaries';
import { sharedFolder } from '../../support/shared';
import { workspaceOf } from './helmCase';
import { compareFields, plainObject } from './plainObject';

/** Every chart of the real projects, with each of its environments, against the real Helm. */
describe('the charts of real projects', function () {
  this.timeout(60_000);
  const binary = helm();
  const shared = sharedFolder();
  const corpus = shared === undefined ? undefined : path.join(shared, 'corpus');
  if (binary === undefined || corpus === undefined || !existsSync(corpus)) return;

  for (const project of readdirSync(corpus).sort()) {
    const folder = path.join(corpus, project);
    const paths = statSync(folder).isDirectory() ? yamlFiles(folder) : [];
    if (!paths.some((file) => file.endsWith('Chart.yaml'))) continue;
    const workspace = workspaceOf(
      new Map(paths.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')])),
    );
    const charts = findCharts(workspace);
    for (const chart of charts) {
      for (const environment of [undefined, ...environmentFiles(chart, workspace, charts)]) {
        it(`${project}: ${chart.directory} ${environment ?? ''}`, () => {
          const release = { name: chart.facts.name, at: place('', 0, 0) };
          const layers = environment === undefined ? [] : [{ kind: 'file' as const, path: environment }];
          const { stack } = buildChart(chart, { name: 'x', layers, release }, { files: workspace, charts });
          const flags = environment === undefined ? [] : ['-f', path.join(folder, environment)];
          const output = execFileSync(
            binary,
            ['template', release.name, path.join(folder, chart.directory), '--skip-tests', ...flags],
            { encoding: 'utf8' },
          );
          const expected = parseYaml('x', output).documents.flatMap(({ root }) =>
            root ? [plainObject(root)] : [],
          );
          const result = compareFields(sorted(stack.objects.map(plainObject)), sorted(expected));
          assert.deepEqual(result.wrong, []);
          assert.ok(result.known >= 0.95 * result.all, `${result.known} of ${result.all} known`);
        });
      }
    }
  }
});

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => /\.(ya?ml|tpl|txt|helmignore)$/.test(file))
    .sort();
}

function sorted(objects: readonly unknown[]): unknown[] {
  const key = (object: unknown): string => {
    const { kind, metadata } = object as { kind?: unknown; metadata?: { name?: unknown } };
    return `${String(kind)}/${String(metadata?.name)}`;
  };
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
