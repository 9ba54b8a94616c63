import type { YamlFile, YamlMap, YamlNode } from '../../formats/yaml/tree';
import type { BuildProblem, BuiltStack } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { findCharts, pathIn, type Chart } from './charts';
import { mergeValues } from './coalesceValues';
import { environmentFiles } from './environments';
import { readYaml } from './readYaml';
import { renderChart } from './renderChart';
import { renderedObjects } from './renderedObjects';
import { resolveDependencies, type DependencyHost } from './resolveDependencies';
import type { Source } from './text';
import { nil, type MapValue } from './value';

/**
 * The stacks that the charts of the workspace make: each chart with its values.yaml, and with each environment's
 * values file beside it. Libraries and charts inside of other charts make none of their own.
 */
export function buildHelmCharts(files: WorkspaceFiles): BuiltStack[] {
  const charts = findCharts(files);
  return charts
    .filter((chart) => chart.facts.type !== 'library')
    .flatMap((chart) =>
      [undefined, ...environmentFiles(chart, files, charts)].map((environment) =>
        buildStack(chart, environment, charts, files),
      ),
    );
}

function buildStack(
  chart: Chart,
  environment: string | undefined,
  charts: readonly Chart[],
  files: WorkspaceFiles,
): BuiltStack {
  const reads = new Set<string>([
    chart.facts.file,
    pathIn(chart, 'requirements.yaml'),
    pathIn(chart, '.helmignore'),
  ]);
  const problems: BuildProblem[] = [];
  const outside: string[] = [];
  const values = (path: string): MapValue => {
    reads.add(path);
    return readValues(files.yaml(path), problems);
  };
  const host: DependencyHost = {
    ownValues: (each) => {
      reads.add(each.facts.file);
      return values(pathIn(each, 'values.yaml'));
    },
    localChart: (from, repository) => localChart(from, repository, charts),
  };
  let given: MapValue = { kind: 'map', entries: new Map() };
  if (environment !== undefined) given = mergeValues(given, values(environment));
  const loaded = resolveDependencies(chart, given, host);
  const rendered = renderChart(loaded, given, { name: chart.facts.name, namespace: 'default' }, files);
  for (const file of rendered.reads) reads.add(file);
  problems.push(...rendered.problems);
  const objects: YamlMap[] = [];
  for (const file of rendered.files) {
    const made = renderedObjects(file, (path) => files.text(path));
    objects.push(...made.objects);
    problems.push(...made.problems);
    outside.push(...made.outside);
  }
  for (const file of rendered.failed) {
    outside.push(`${file} cannot be rendered, so its objects are not known.`);
  }
  const directory = chart.directory === '' ? chart.facts.name : chart.directory;
  return {
    name: environment === undefined ? directory : `${directory} + ${relative(environment, chart.directory)}`,
    kind: 'helm',
    root: chart.directory,
    objects,
    problems,
    reads,
    outside,
  };
}

function readValues(file: YamlFile | undefined, problems: BuildProblem[]): MapValue {
  const document = file?.documents[0];
  for (const { at, message, severity } of document?.problems ?? []) {
    if (severity === 'error')
      problems.push({ at, message: `Helm refuses these values: ${message}`, severity });
  }
  const sources = new Map<YamlNode, Source>();
  const sourceOf = (node: YamlNode): Source => {
    const source = sources.get(node) ?? { at: node.at };
    sources.set(node, source);
    return source;
  };
  const root = document?.root ? readYaml(document.root, sourceOf) : nil;
  return root.kind === 'map' ? root : { kind: 'map', entries: new Map() };
}

function localChart(from: Chart, repository: string, charts: readonly Chart[]): Chart | undefined {
  const parts = from.directory === '' ? [] : from.directory.split('/');
  for (const part of repository.slice('file://'.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const directory = parts.join('/');
  return charts.find((chart) => chart.directory === directory);
}

/** A path as seen from a directory, when it lies inside; the whole path otherwise. */
function relative(path: string, directory: string): string {
  return directory !== '' && path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}
