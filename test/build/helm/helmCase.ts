import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BuiltStack } from '../../../server/src/build/builtStack';
import { buildChart } from '../../../server/src/build/helm/buildChart';
import { findCharts } from '../../../server/src/build/helm/charts';
import type { WorkspaceFiles } from '../../../server/src/build/workspaceFiles';
import { parseYaml } from '../../../server/src/formats/yaml/parseYaml';
import { place } from '../../../server/src/text/place';
import { readFixture } from '../../support/fixture';
import { plainObject } from './plainObject';

/** A chart, and how it is installed: the file `.helm-case` of its section says so. */
export interface HelmCase {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly release: string;
  readonly namespace: string;
  readonly values: readonly string[];
}

/** What the real Helm makes of a case: the objects, or that it refuses. */
export type HelmResult = { readonly objects: readonly unknown[] } | { readonly refused: string };

export function helmCases(): HelmCase[] {
  const folder = path.resolve('test/build/helm/cases');
  return readdirSync(folder)
    .sort()
    .flatMap((file) =>
      readFixture(readFileSync(path.join(folder, file), 'utf8')).map(({ name, files }) => {
        const options = JSON.parse(files.get('.helm-case') ?? '{}') as Partial<HelmCase>;
        const kept = new Map([...files].filter(([key]) => key !== '.helm-case'));
        const { release = 'shop', namespace = 'default', values = [] } = options;
        return { name: `${file}: ${name}`, files: kept, release, namespace, values };
      }),
    );
}

/** The files of a case as a workspace. */
export function workspaceOf(files: ReadonlyMap<string, string>): WorkspaceFiles {
  const parsed = new Map<string, ReturnType<typeof parseYaml>>();
  return {
    paths: [...files.keys()].sort(),
    text: (file) => files.get(file),
    yaml: (file) => {
      const text = files.get(file);
      if (text === undefined) return undefined;
      const tree = parsed.get(file) ?? parseYaml(file, text);
      parsed.set(file, tree);
      return tree;
    },
    objects: () => [],
    ignoredByGit: () => false,
  };
}

/** What the product makes of a case whose chart is the workspace folder. */
export function built({ files, release, namespace, values }: HelmCase): BuiltStack {
  const workspace = workspaceOf(files);
  const charts = findCharts(workspace);
  const [chart] = charts;
  if (!chart) throw new Error('The case has no chart.');
  const nowhere = place('', 0, 0);
  const plan = {
    name: 'case',
    layers: values.map((file) => ({ kind: 'file' as const, path: file })),
    release: { name: release, at: nowhere },
    namespace: { name: namespace, at: nowhere },
  };
  return buildChart(chart, plan, { files: workspace, charts }).stack;
}

/** What the real Helm makes of a case. */
export function rendered(helm: string, { files, release, namespace, values }: HelmCase): HelmResult {
  const folder = mkdtempSync(path.join(tmpdir(), 'helm-case-'));
  try {
    for (const [file, text] of files) {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const flags = values.flatMap((file) => ['-f', path.join(folder, file)]);
    const output = execFileSync(
      helm,
      ['template', release, folder, '-n', namespace, '--skip-tests', ...flags],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return { objects: objectsOf(output) };
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return { refused: (stderr ?? String(error)).replaceAll(folder, '').trim() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function objectsOf(output: string): unknown[] {
  const objects = parseYaml('output.yaml', output).documents.flatMap(({ root }) =>
    root ? [plainObject(root)] : [],
  );
  return objects.flatMap((object) => {
    const { kind, items } = object as { kind?: unknown; items?: unknown };
    return kind === 'List' && Array.isArray(items) ? items : [object];
  });
}
