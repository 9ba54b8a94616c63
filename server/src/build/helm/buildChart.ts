import type { YamlMap } from '../../formats/yaml/tree';
import type { BuildProblem, BuiltStack } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { pathIn, type Chart } from './charts';
import { fillable, layeredValues, readValues } from './layeredValues';
import { modelledDependencies } from './modelledDependencies';
import { renderChart, type ParseTemplateFile, type Release } from './renderChart';
import { renderedObjects } from './renderedObjects';
import { resolveDependencies } from './resolveDependencies';
import type { StackPlan } from './stackPlans';
import { LimitExceeded } from '../limitExceeded';
import type { Budget } from './templateFailure';
import type { MapValue } from './value';

/** What charts are built from. */
export interface ChartWorkshop {
  readonly files: WorkspaceFiles;
  /** All charts of the workspace, among which dependencies by path are found. */
  readonly charts: readonly Chart[];
  readonly parse?: ParseTemplateFile;
  readonly budget?: Budget;
}

export interface BuiltChart {
  readonly stack: BuiltStack;
  /** Rendering was ended because it would have taken too long. */
  readonly exceeded: boolean;
}

/** What one plan applies: the chart with the values and the release that the plan names. */
export function buildChart(chart: Chart, plan: StackPlan, workshop: ChartWorkshop): BuiltChart {
  return new ChartBuild(chart, plan, workshop).build();
}

class ChartBuild {
  private readonly reads: Set<string>;
  private readonly problems: BuildProblem[] = [];
  private readonly outside: string[] = [];
  private readonly lacking: string | undefined;

  constructor(
    private readonly chart: Chart,
    private readonly plan: StackPlan,
    private readonly workshop: ChartWorkshop,
  ) {
    const beside = ['requirements.yaml', '.helmignore'].map((path) => pathIn(chart, path));
    this.reads = new Set([chart.facts.file, ...beside]);
    const absent = plan.layers.find((layer) => layer.kind === 'absent');
    if (absent?.kind !== 'absent') return;
    this.lacking = `it may be set in "${absent.name}", which is not in this workspace`;
    this.outside.push(
      `The chart is installed with "${absent.name}", which is not in this workspace and may change its objects.`,
    );
  }

  build(): BuiltChart {
    const objects: YamlMap[] = [];
    const modelled: YamlMap[] = [];
    let exceeded = false;
    try {
      exceeded = this.render(objects, modelled);
    } catch (error) {
      if (!(error instanceof LimitExceeded || error instanceof RangeError)) throw error;
      exceeded = true;
      const message = `Helm would not finish this chart, or only with an enormous result: ${error.message}.`;
      const at = { file: this.chart.facts.file, span: { start: 0, end: 0 } };
      this.problems.push({ at, message, severity: 'error' });
      this.outside.push(`${this.chart.facts.file} cannot be built, so its objects are not known.`);
    }
    const stack: BuiltStack = {
      name: this.plan.name,
      kind: 'helm',
      root: this.chart.directory,
      objects: [...objects, ...modelled],
      likely: new Set(modelled),
      problems: distinctProblems(this.problems),
      reads: this.reads,
      outside: [...new Set(this.outside)],
      namedBy: this.namedBy(),
    };
    return { stack, exceeded };
  }

  private namedBy(): string[] {
    const given = this.plan.layers.flatMap((layer) => (layer.kind === 'file' ? [layer.path] : []));
    return [this.chart.facts.file, ...(given.length === 0 ? [pathIn(this.chart, 'values.yaml')] : given)];
  }

  /** Adds what the templates and the modelled dependencies make; whether rendering had to be ended. */
  private render(objects: YamlMap[], modelled: YamlMap[]): boolean {
    const { chart, plan, workshop } = this;
    const { files, charts, budget, parse } = workshop;
    const given = layeredValues(plan.layers, files, (path) => this.values(path));
    const release: Release = {
      name: plan.release?.name ?? chart.facts.name,
      namespace: plan.namespace?.name ?? 'default',
    };
    const loaded = resolveDependencies(chart, given, {
      ownValues: (each) => {
        this.reads.add(each.facts.file);
        return this.values(pathIn(each, 'values.yaml'));
      },
      localChart: (from, repository) => localChart(from, repository, charts),
    });
    const rendered = renderChart(loaded, given, release, files, budget, parse);
    for (const file of rendered.reads) this.reads.add(file);
    this.problems.push(...rendered.problems);
    for (const file of rendered.files) {
      const made = renderedObjects(file, (path) => files.text(path));
      objects.push(...made.objects);
      this.problems.push(...made.problems);
      this.outside.push(...made.outside);
    }
    for (const file of rendered.failed) {
      this.outside.push(`${file} cannot be rendered, so its objects are not known.`);
    }
    const dependencies = modelledDependencies(loaded, release);
    modelled.push(...dependencies.objects);
    this.outside.push(...dependencies.outside);
    return rendered.exceeded;
  }

  private values(path: string): MapValue {
    this.reads.add(path);
    if ((this.workshop.files.text(path) ?? '').length > longestValues) return this.tooLong(path);
    const values = readValues(this.workshop.files.yaml(path), this.problems);
    return this.lacking === undefined ? values : fillable(values, this.lacking);
  }

  private tooLong(path: string): MapValue {
    const unknown = `it may be set in "${path}", which has more than 5 MiB and is not read`;
    const message = 'These values are not read, because the file has more than 5 MiB.';
    this.problems.push({ at: { file: path, span: { start: 0, end: 0 } }, message, severity: 'information' });
    this.outside.push(`The values in ${path} are not read and may change the objects of the chart.`);
    return { kind: 'map', entries: new Map(), unknown };
  }
}

/** Helm refuses files of more than 5 MiB in a packed chart; to read them would take seconds with each change. */
const longestValues = 5 * 1024 * 1024;

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
