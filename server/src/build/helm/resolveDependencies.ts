/**
 * Which subcharts a chart is rendered with, and under which names: declared ones by alias, condition and tags, and
 * whatever else lies in `charts/` (`pkg/chart/v2/util/dependencies.go`).
 */
import { child, pairs, scalar, type YamlNode } from '../../formats/yaml/tree';
import type { ChartDependency } from '../../formats/helm/chartFacts';
import { keyOf, type Chart } from './charts';
import { coalesceValues, mergeValues, type ValuesTree } from './coalesceValues';
import { LimitExceeded } from '../limitExceeded';
import { entry, type MapValue, type Value } from './value';

/** A chart as it is rendered. */
export interface LoadedChart extends ValuesTree {
  readonly chart: Chart;
  readonly subcharts: readonly LoadedChart[];
  /** Declared and switched on, but not in the workspace. */
  readonly missing: readonly MissingDependency[];
}

export interface MissingDependency {
  readonly dependency: ChartDependency;
  /** The values under its name. */
  readonly values: MapValue;
  /** Whether a condition that cannot be known switches it. */
  readonly uncertain?: string;
}

export interface DependencyHost {
  /** The chart's own values.yaml, read anew: templates may change what they are given. */
  ownValues(chart: Chart): MapValue;
  /** A chart at another place of the workspace, for `file://` repositories. */
  localChart(from: Chart, repository: string): Chart | undefined;
}

/** Nested charts beyond this depth are not loaded. */
const deepestCharts = 12;

/** One chart may be loaded under many aliases, and again by each of these. */
const mostCharts = 1000;

/** Throws LimitExceeded when the dependencies multiply beyond all measure. */
export function resolveDependencies(chart: Chart, given: MapValue, host: DependencyHost): LoadedChart {
  const read = new Map<Chart, MapValue>();
  let loads = 0;
  const loading: Loading = {
    ...host,
    ownValues: (each) => host.ownValues(each),
    localChart: (from, repository) => host.localChart(from, repository),
    readOnlyValues: (each) => {
      const values = read.get(each) ?? host.ownValues(each);
      read.set(each, values);
      return values;
    },
    count: () => {
      if (++loads > mostCharts)
        throw new LimitExceeded(`the chart depends on more than ${mostCharts} others`);
    },
  };
  return load(chart, chart.facts.name, given, loading, 0);
}

interface Loading extends DependencyHost {
  /** The same values, for looking only. */
  readOnlyValues(chart: Chart): MapValue;
  count(): void;
}

function load(chart: Chart, name: string, given: MapValue, host: Loading, depth: number): LoadedChart {
  host.count();
  const ownValues = host.ownValues(chart);
  const candidates = depth >= deepestCharts ? [] : candidatesOf(chart, host);
  if (candidates.length === 0 && chart.facts.dependencies.length === 0) {
    return { chart, name, values: ownValues, subcharts: [], missing: [] };
  }
  const all = candidates.map((each) => tree(each.chart, each.name, host, depth + 1));
  const everything = coalesceValues({ name, values: host.readOnlyValues(chart), subcharts: all }, given);
  const enabled = candidates.filter(
    (each) => !each.dependency || isEnabled(each.dependency, everything) !== false,
  );
  const subcharts = enabled.map((each) => {
    const values = entry(everything, each.name);
    const below: MapValue = values?.kind === 'map' ? values : { kind: 'map', entries: new Map() };
    return load(each.chart, each.name, below, host, depth + 1);
  });
  const present = new Set(candidates.flatMap((each) => each.dependency ?? []));
  const missing = chart.facts.dependencies.flatMap((dependency): MissingDependency[] => {
    if (present.has(dependency)) return [];
    const enabledHere = isEnabled(dependency, everything);
    if (enabledHere === false) return [];
    const values = entry(everything, keyOf(dependency));
    const own: MapValue = values?.kind === 'map' ? values : { kind: 'map', entries: new Map() };
    return [
      { dependency, values: own, uncertain: typeof enabledHere === 'string' ? enabledHere : undefined },
    ];
  });
  const imported = importedValues(enabled, everything);
  return { chart, name, values: mergeValues(imported, ownValues), subcharts, missing };
}

interface Candidate {
  readonly chart: Chart;
  readonly name: string;
  readonly dependency?: ChartDependency;
}

function candidatesOf(chart: Chart, host: DependencyHost): Candidate[] {
  const declared = chart.facts.dependencies.flatMap((dependency): Candidate[] => {
    const found =
      chart.subcharts.find((each) => each.facts.name === dependency.name) ??
      (dependency.repository.startsWith('file://')
        ? host.localChart(chart, dependency.repository)
        : undefined);
    return found ? [{ chart: found, name: keyOf(dependency), dependency }] : [];
  });
  const names = new Set(chart.facts.dependencies.map((dependency) => dependency.name));
  const others = chart.subcharts
    .filter((each) => !names.has(each.facts.name))
    .map((each) => ({ chart: each, name: each.facts.name }));
  return [...others, ...declared];
}

/** The values of a chart and everything below it, whatever its conditions say. */
function tree(chart: Chart, name: string, host: Loading, depth: number): ValuesTree {
  host.count();
  const below = depth >= deepestCharts ? [] : candidatesOf(chart, host);
  return {
    name,
    values: host.readOnlyValues(chart),
    subcharts: below.map((each) => tree(each.chart, each.name, host, depth + 1)),
  };
}

/** Whether conditions and tags switch a dependency on; a text says why that cannot be known. */
function isEnabled(dependency: ChartDependency, values: MapValue): boolean | string {
  for (const path of dependency.conditions) {
    const value = lookUp(values, path);
    if (value?.kind === 'bool') return value.value;
    if (value?.kind === 'unknown') return value.reason;
  }
  const tags = dependency.tags.flatMap((tag) => {
    const value = entry(entry(values, 'tags'), tag);
    return value?.kind === 'bool' ? [value.value] : [];
  });
  return tags.length === 0 || tags.includes(true);
}

function lookUp(values: MapValue, path: string): Value | undefined {
  let value: Value | undefined = values;
  for (const key of path.split('.')) {
    if (value?.kind === 'unknown') return value;
    value = entry(value, key);
  }
  return value;
}

/** What `import-values` lifts out of the subcharts; the chart's own values overrule it. */
function importedValues(candidates: readonly Candidate[], values: MapValue): MapValue {
  let imported: MapValue = { kind: 'map', entries: new Map() };
  for (const { name, dependency } of candidates) {
    for (const item of dependency?.importValues ?? []) {
      const { from, to } = importPaths(item);
      const table = from === undefined ? undefined : lookUp(values, `${name}.${from}`);
      if (table?.kind === 'map') imported = mergeValues(imported, under(to, table));
    }
  }
  return imported;
}

function importPaths(item: YamlNode): { from?: string; to: string } {
  if (item.kind === 'scalar') return { from: `exports.${item.text}`, to: '.' };
  if (pairs(item).length === 0) return { to: '.' };
  return { from: scalar(child(item, 'child'))?.text, to: scalar(child(item, 'parent'))?.text ?? '.' };
}

function under(path: string, table: MapValue): MapValue {
  if (path === '.' || path === '') return table;
  return path
    .split('.')
    .reduceRight<MapValue>(
      (inner, key) => ({ kind: 'map', entries: new Map([[key, { value: inner }]]) }),
      table,
    );
}
