/** What the settings say of how charts are installed, beside what the workspace shows by itself. */
import { kustomizationFileNames } from '../../formats/kustomize/readKustomization';
import type { EnvironmentChoice } from '../chosenStacks';
import { writtenDirectory } from '../pathPatterns';
import type { WorkspaceFiles } from '../workspaceFiles';
import { directoryOf, pathIn, type Chart } from './charts';
import type { Deployment, ValuesLayer } from './deployments';
import { isValues } from './environments';

/** The choices that name a chart and its values files, but for those that the workspace shows already. */
export function chosenDeployments(
  files: WorkspaceFiles,
  charts: readonly Chart[],
  choices: readonly EnvironmentChoice[],
  shown: readonly Deployment[],
): Deployment[] {
  return choices.flatMap(({ text, at, values, release, namespace }): Deployment[] => {
    const chart = charts.find(({ directory }) => directory === writtenDirectory(text));
    if (!values || !chart) return [];
    const layers = values.map((value): ValuesLayer => {
      const path = value.replace(/^\.\//, '');
      return files.text(path) === undefined ? { kind: 'absent', name: value } : { kind: 'file', path };
    });
    const known = shown.some((each) => each.chart === chart.directory && sameFiles(each.layers, layers));
    if (known && release === undefined && namespace === undefined) return [];
    const place = at ?? { file: chart.facts.file, span: { start: 0, end: 0 } };
    return [
      {
        chart: chart.directory,
        layers,
        file: place.file,
        ...(release !== undefined && { release: { name: release, at: place } }),
        ...(namespace !== undefined && { namespace: { name: namespace, at: place } }),
      },
    ];
  });
}

function sameFiles(a: readonly ValuesLayer[], b: readonly ValuesLayer[]): boolean {
  const paths = (layers: readonly ValuesLayer[]): string =>
    layers.flatMap((layer) => (layer.kind === 'file' ? [layer.path] : [])).join('\n');
  return paths(a) === paths(b);
}

/**
 * Values files of a chart that are chosen by their path, however they are called. A file belongs to the chart that it
 * lies in or, failing that, to the only chart there is.
 */
export function chosenValuesFiles(
  files: WorkspaceFiles,
  chart: Chart,
  charts: readonly Chart[],
  choices: readonly EnvironmentChoice[],
): string[] {
  const own = new Set(['Chart.yaml', 'values.yaml', 'requirements.yaml'].map((name) => pathIn(chart, name)));
  const names = new Set<string>(kustomizationFileNames);
  return choices.flatMap(({ text, values }) => {
    const path = text.replace(/^\.\//, '');
    if (
      values ||
      !/\.ya?ml$/i.test(path) ||
      own.has(path) ||
      names.has(path.slice(path.lastIndexOf('/') + 1))
    )
      return [];
    if (files.text(path) === undefined || !isValues(files, path)) return [];
    return chartOf(path, charts) === chart && !path.startsWith(pathIn(chart, 'templates/')) ? [path] : [];
  });
}

function chartOf(path: string, charts: readonly Chart[]): Chart | undefined {
  for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
    const found = charts.find((chart) => chart.directory === directory);
    if (found) return found;
    if (directory === '') return charts.length === 1 ? charts[0] : undefined;
  }
}
