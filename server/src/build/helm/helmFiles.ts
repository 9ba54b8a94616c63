import { pathLayout } from '../pathLayout';
import { factOf, remembered, sameList } from '../remembered';
import type { FileFact, WorkspaceFiles } from '../workspaceFiles';
import { globPattern } from './chartFiles';
import { findCharts, pathIn, type Chart } from './charts';
import { environmentFiles, isValues } from './environments';
import { findDeployments } from './findDeployments';
import { GoRegex } from '../regex/goRegex';

/**
 * Every file that belongs to a chart or to an installation of one, so that nobody takes it for a plain manifest:
 * templates, values, crds, vendored charts, files that templates read, and values for charts that are elsewhere. The same
 * set as long as they are the same.
 */
export function helmFiles(files: WorkspaceFiles): ReadonlySet<string> {
  return remembered(files, 'helm files', [], (tracked) => {
    const paths = sameList(tracked, 'paths of helm files', [...filesOfCharts(tracked, findCharts(tracked))]);
    return remembered(tracked, 'set of helm files', [paths], () => new Set(paths));
  });
}

function filesOfCharts(files: WorkspaceFiles, charts: readonly Chart[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const chart of charts) addChart(chart, files, charts, found);
  const { deployments, foreignValues } = findDeployments(files, charts);
  for (const path of foreignValues) if (isValues(files, path)) found.add(path);
  for (const { layers } of deployments) {
    for (const layer of layers) if (layer.kind === 'file') found.add(layer.path);
  }
  for (const path of pathLayout(files.paths).chosen(isNamedValues))
    if (isValues(files, path)) found.add(path);
  return found;
}

function isNamedValues(path: string): boolean {
  return /(^|[-_.])values([-_.][^/]*)?\.ya?ml$/.test(path.slice(path.lastIndexOf('/') + 1));
}

const ownFiles =
  /^(templates\/|crds\/|charts\/|ci\/|Chart\.(yaml|lock)$|values\.(yaml|schema\.json)$|requirements\.(yaml|lock)$|\.helmignore$)/;

function addChart(chart: Chart, files: WorkspaceFiles, charts: readonly Chart[], found: Set<string>): void {
  const prefix = pathIn(chart, '');
  for (const path of pathLayout(files.paths).below(chart.directory)) {
    if (ownFiles.test(path.slice(prefix.length))) found.add(path);
  }
  for (const path of environmentFiles(chart, files, charts)) found.add(path);
  const read = filesRead(chart, files);
  for (const path of chart.files) if (read.some((regex) => regex.test(path))) found.add(pathIn(chart, path));
  for (const subchart of chart.subcharts) addChart(subchart, files, charts, found);
}

/** Patterns of the files that the chart's templates name in `.Files`; what is computed in a name stands for anything. */
function filesRead(chart: Chart, files: WorkspaceFiles): GoRegex[] {
  const patterns = new Set<string>();
  for (const path of chart.files) {
    if (!path.startsWith('templates/')) continue;
    for (const pattern of factOf(files, pathIn(chart, path), FILES_READ)) patterns.add(pattern);
  }
  return [...patterns].flatMap((pattern) => GoRegex.compile(globPattern(pattern)) ?? []);
}

const FILES_READ: FileFact<readonly string[]> = {
  name: 'files that a template reads',
  of(files, path) {
    const use = /\.Files\.(?:Get|GetBytes|Glob|Lines)\s+(?:\(\s*printf\s+)?"([^"\n]{1,200})"/g;
    return [...(files.text(path) ?? '').matchAll(use)].map(([, name = '']) => name.replace(/%[a-z]/g, '*'));
  },
};
