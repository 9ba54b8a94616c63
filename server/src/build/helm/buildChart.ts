import type { YamlMap } from '../../formats/yaml/tree';
import type { BuildProblem, BuiltStack } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { pathIn, type Chart } from './charts';
import { fillable, layeredValues, readValues } from './layeredValues';
import { modelledDependencies } from './modelledDependencies';
import { renderChart, type Release } from './renderChart';
import { renderedObjects } from './renderedObjects';
import { resolveDependencies, type DependencyHost } from './resolveDependencies';
import type { StackPlan } from './stackPlans';
import type { MapValue } from './value';

/**
 * What one plan applies: the chart with the values and the release that the plan names. `charts` are all charts of the
 * workspace, among which dependencies by path are found.
 */
export function buildChart(
  chart: Chart,
  plan: StackPlan,
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
  const [absent] = plan.layers.flatMap((layer) => (layer.kind === 'absent' ? [layer.name] : []));
  const lacking =
    absent === undefined ? undefined : `it may be set in "${absent}", which is not in this workspace`;
  if (absent !== undefined) {
    outside.push(
      `The chart is installed with "${absent}", which is not in this workspace and may change its objects.`,
    );
  }
  const read = (path: string): MapValue => {
    reads.add(path);
    const values = readValues(files.yaml(path), problems);
    return lacking === undefined ? values : fillable(values, lacking);
  };
  const host: DependencyHost = {
    ownValues: (each) => {
      reads.add(each.facts.file);
      return read(pathIn(each, 'values.yaml'));
    },
    localChart: (from, repository) => localChart(from, repository, charts),
  };
  const given = layeredValues(plan.layers, files, read);
  const release: Release = {
    name: plan.release?.name ?? chart.facts.name,
    namespace: plan.namespace?.name ?? 'default',
  };
  const loaded = resolveDependencies(chart, given, host);
  const rendered = renderChart(loaded, given, release, files);
  for (const file of rendered.reads) reads.add(file);
  problems.push(...rendered.problems);
  const objects: YamlMap[] = [];
  for (const file of rendered.files) {
    const made = renderedObjects(file, (path) => files.text(path));
    objects.push(...made.objects);
    problems.push(...made.problems);
    outside.push(...made.outside);
  }
  for (const file of rendered.failed)
    outside.push(`${file} cannot be rendered, so its objects are not known.`);
  const modelled = modelledDependencies(loaded, release);
  outside.push(...modelled.outside);
  return {
    name: plan.name,
    kind: 'helm',
    root: chart.directory,
    objects: [...objects, ...modelled.objects],
    likely: new Set(modelled.objects),
    problems: distinctProblems(problems),
    reads,
    outside: [...new Set(outside)],
  };
}

/** A values file is read several times, and says the same each time. */
function distinctProblems(problems: readonly BuildProblem[]): BuildProblem[] {
  const seen = new Map(
    problems.map((problem) => [`${problem.at.file}:${problem.at.span.start}:${problem.message}`, problem]),
  );
  return [...seen.values()];
}

/** The chart that a `file://` repository means. */
export function localChart(from: Chart, repository: string, charts: readonly Chart[]): Chart | undefined {
  const parts = from.directory === '' ? [] : from.directory.split('/');
  for (const part of repository.slice('file://'.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const directory = parts.join('/');
  return charts.find((chart) => chart.directory === directory);
}
