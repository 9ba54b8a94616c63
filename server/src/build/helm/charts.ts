/** Finds the charts of a workspace and sorts their files: templates, values, crds, and what `.Files` can see. */
import { chartFacts, type ChartDependency, type ChartFacts } from '../../formats/helm/chartFacts';
import { pathLayout } from '../pathLayout';
import { remembered, sameList } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { ignoredBy } from './helmIgnore';

export interface Chart {
  /** `` for the workspace folder itself. */
  readonly directory: string;
  readonly facts: ChartFacts;
  /** Paths of the files that Helm loads, relative to the chart, in a stable order. */
  readonly files: readonly string[];
  /** The charts in its `charts/` folder. */
  readonly subcharts: readonly Chart[];
  /** Names of packed charts in `charts/`, without version and ending: their content is not read. */
  readonly archives: readonly string[];
}

/** Charts inside one another deeper than this are not looked at. */
const deepestCharts = 12;

/**
 * The charts that are not part of another one's `charts/` folder. The same list as long as they are the same, and each the
 * same as long as its own files are.
 */
export function findCharts(files: WorkspaceFiles): readonly Chart[] {
  return remembered(files, 'charts', [], (tracked) => sameList(tracked, 'list of charts', chartsOf(tracked)));
}

function chartsOf(files: WorkspaceFiles): Chart[] {
  const layout = pathLayout(files.paths);
  const directories = new Set(layout.named('Chart.yaml').map(directoryOf));
  const charts = new Map<string, Chart>();
  const ordered = [...directories].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const directory of ordered) {
    const contents = layout.below(directory).filter((path) => nearest(directories, path) === directory);
    const subcharts = subchartsOf(directory, charts);
    const inputs = [
      sameList(files, `contents of chart ${directory}`, contents),
      sameList(files, `charts in ${directory}`, subcharts),
    ];
    const chart = remembered(files, `files of chart ${directory}`, inputs, (tracked) =>
      readChart(tracked, directory, contents, subcharts),
    );
    if (chart) charts.set(directory, chart);
  }
  const inside = new Set(
    [...charts.values()].flatMap((chart) => chart.subcharts.map((each) => each.directory)),
  );
  return [...charts.values()]
    .filter((chart) => !inside.has(chart.directory))
    .sort((a, b) => (a.directory < b.directory ? -1 : 1));
}

/** The name under which a chart stands in its parent's values. */
export function keyOf(dependency: ChartDependency): string {
  return dependency.alias ?? dependency.name;
}

/** The path of a file of a chart. */
export function pathIn(chart: Pick<Chart, 'directory'>, path: string): string {
  return chart.directory === '' ? path : `${chart.directory}/${path}`;
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function nearest(directories: ReadonlySet<string>, path: string): string | undefined {
  for (let at = path.lastIndexOf('/'); at >= 0; at = path.lastIndexOf('/', at - 1)) {
    const directory = path.slice(0, at);
    if (directories.has(directory)) return directory;
    if (at === 0) break;
  }
  return directories.has('') ? '' : undefined;
}

/** `paths`: its files, but for those of the charts inside of it. */
function readChart(
  files: WorkspaceFiles,
  directory: string,
  paths: readonly string[],
  subcharts: readonly Chart[],
): Chart | undefined {
  const at = { directory };
  const chartFile = files.yaml(pathIn(at, 'Chart.yaml'));
  const facts = chartFile && chartFacts(chartFile, files.yaml(pathIn(at, 'requirements.yaml')));
  if (!facts) return undefined;
  const ignored = ignoredBy(files.text(pathIn(at, '.helmignore')));
  const contents = directory === '' ? paths : paths.map((path) => path.slice(directory.length + 1));
  const archives: string[] = [];
  for (const path of contents) {
    const packed = /^charts\/([^/]+?)-v?\d[^/]*\.tgz$/.exec(path);
    if (packed?.[1] !== undefined) archives.push(packed[1]);
  }
  return {
    directory,
    facts,
    files: contents.filter((path) => !path.startsWith('charts/') && !ignored(path)),
    subcharts,
    archives,
  };
}

/** The charts directly in the `charts/` folder. */
function subchartsOf(directory: string, known: ReadonlyMap<string, Chart>): Chart[] {
  const prefix = pathIn({ directory }, 'charts/');
  return [...known.values()]
    .filter(
      (chart) => chart.directory.startsWith(prefix) && !chart.directory.slice(prefix.length).includes('/'),
    )
    .filter((chart) => !/^[._]/.test(chart.directory.slice(prefix.length)) && depthOf(chart) < deepestCharts)
    .sort((a, b) => (a.directory < b.directory ? -1 : 1));
}

function depthOf(chart: Chart): number {
  return 1 + Math.max(0, ...chart.subcharts.map(depthOf));
}
