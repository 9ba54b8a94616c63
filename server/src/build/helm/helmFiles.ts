import { remembered } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { globPattern } from './chartFiles';
import { findCharts, pathIn, type Chart } from './charts';
import { environmentFiles, isValues } from './environments';
import { findDeployments } from './findDeployments';
import { GoRegex } from '../regex/goRegex';

/**
 * Every file that belongs to a chart or to an installation of one, so that nobody takes it for a plain manifest:
 * templates, values, crds, vendored charts, files that templates read, and values for charts that are elsewhere.
 */
export function helmFiles(files: WorkspaceFiles): ReadonlySet<string> {
  const charts = findCharts(files);
  return remembered(files, 'helm files', [charts], (tracked) => filesOfCharts(tracked, charts));
}

function filesOfCharts(files: WorkspaceFiles, charts: readonly Chart[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const chart of charts) addChart(chart, files, charts, found);
  const { deployments, foreignValues } = findDeployments(files, charts);
  for (const path of foreignValues) if (isValues(files, path)) found.add(path);
  for (const { layers } of deployments) {
    for (const layer of layers) if (layer.kind === 'file') found.add(layer.path);
  }
  for (const path of files.paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (/(^|[-_.])values([-_.][^/]*)?\.ya?ml$/.test(name) && isValues(files, path)) found.add(path);
  }
  return found;
}

const ownFiles =
  /^(templates\/|crds\/|charts\/|ci\/|Chart\.(yaml|lock)$|values\.(yaml|schema\.json)$|requirements\.(yaml|lock)$|\.helmignore$)/;

function addChart(chart: Chart, files: WorkspaceFiles, charts: readonly Chart[], found: Set<string>): void {
  const prefix = pathIn(chart, '');
  for (const path of files.paths) {
    if (path.startsWith(prefix) && ownFiles.test(path.slice(prefix.length))) found.add(path);
  }
  for (const path of environmentFiles(chart, files, charts)) found.add(path);
  const read = filesRead(chart, files);
  for (const path of chart.files) if (read.some((regex) => regex.test(path))) found.add(pathIn(chart, path));
  for (const subchart of chart.subcharts) addChart(subchart, files, charts, found);
}

/** Patterns of the files that the chart's templates name in `.Files`; what is computed in a name stands for anything. */
function filesRead(chart: Chart, files: WorkspaceFiles): GoRegex[] {
  const patterns = new Set<string>();
  const use = /\.Files\.(?:Get|GetBytes|Glob|Lines)\s+(?:\(\s*printf\s+)?"([^"\n]{1,200})"/g;
  for (const path of chart.files) {
    if (!path.startsWith('templates/')) continue;
    for (const [, name = ''] of (files.text(pathIn(chart, path)) ?? '').matchAll(use)) {
      patterns.add(name.replace(/%[a-z]/g, '*'));
    }
  }
  return [...patterns].flatMap((pattern) => GoRegex.compile(globPattern(pattern)) ?? []);
}
