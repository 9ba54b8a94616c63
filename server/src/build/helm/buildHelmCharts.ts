import { parseTemplate } from '../../formats/helm/parseTemplate';
import type { TemplateTree } from '../../formats/helm/templateTree';
import type { BuiltStack } from '../builtStack';
import type { EnvironmentChoice } from '../chosenStacks';
import { remembered, sameList } from '../remembered';
import type { WorkspaceFiles } from '../workspaceFiles';
import { buildChart, localChart } from './buildChart';
import { findCharts, type Chart } from './charts';
import { chosenDeployments, chosenValuesFiles } from './chosenValues';
import { environmentFiles } from './environments';
import { findDeployments } from './findDeployments';
import { inNamespace } from './inNamespace';
import { stackPlans, type StackPlan } from './stackPlans';
import { Budget } from './templateFailure';

/**
 * The stacks that the charts of the workspace make: each chart with its values.yaml, with each environment's values
 * file beside it, and as the workspace or `choices` show it to be installed. Libraries and charts inside of others make
 * none.
 */
export function buildHelmCharts(
  files: WorkspaceFiles,
  choices: readonly EnvironmentChoice[] = [],
): readonly BuiltStack[] {
  const chosen = JSON.stringify(choices);
  return remembered(files, 'helm charts', [chosen], (tracked) =>
    sameList(tracked, 'built charts', chartsBuilt(tracked, choices, chosen)),
  );
}

function chartsBuilt(
  files: WorkspaceFiles,
  choices: readonly EnvironmentChoice[],
  chosen: string,
): readonly BuiltStack[] {
  const charts = findCharts(files);
  if (charts.length === 0) return [];
  const found = findDeployments(files, charts);
  const deployments = remembered(files, 'all deployments', [charts, found, chosen], (tracked) => [
    ...found.deployments,
    ...chosenDeployments(tracked, charts, choices, found.deployments),
  ]);
  const deployed = new Set(deployments.map((deployment) => deployment.chart));
  const parts = localParts(charts);
  return charts
    .filter((chart) => chart.facts.type !== 'library')
    .filter((chart) => deployed.has(chart.directory) || !parts.has(chart))
    .flatMap((chart) => {
      const environments = sameList(files, `environments of chart ${chart.directory}`, [
        ...new Set([
          ...environmentFiles(chart, files, charts),
          ...chosenValuesFiles(files, chart, charts, choices),
        ]),
      ]);
      const inputs = [chart, deployments, environments, charts.some(namesPaths) && charts];
      return remembered(files, `chart ${chart.directory}`, inputs, (tracked) => {
        const plans = stackPlans(chart, environments, deployments);
        return buildPlans(chart, plans, tracked, charts, found.reads);
      });
    });
}

function buildPlans(
  chart: Chart,
  plans: readonly StackPlan[],
  files: WorkspaceFiles,
  charts: readonly Chart[],
  shownBy: ReadonlySet<string>,
): BuiltStack[] {
  const parsed = new Map<string, TemplateTree>();
  const parse = (file: string, text: string): TemplateTree => {
    const tree = parsed.get(file) ?? parseTemplate(text);
    parsed.set(file, tree);
    return tree;
  };
  let exceeded = false;
  return plans.map((plan) => {
    // A chart that does not come to an end need not prove it at full length for each environment.
    const budget = exceeded ? Budget.small() : new Budget();
    const made = buildChart(chart, plan, { files, charts, parse, budget });
    exceeded ||= made.exceeded;
    return installed(made.stack, plan, shownBy);
  });
}

/** Whether other charts may be a part of it, because it names them by their paths. */
function namesPaths(chart: Chart): boolean {
  return (
    chart.facts.dependencies.some(({ repository }) => repository.startsWith('file://')) ||
    chart.subcharts.some(namesPaths)
  );
}

/** Charts that others pull in by a path: they are installed as a part of those. */
function localParts(charts: readonly Chart[]): Set<Chart> {
  const parts = new Set<Chart>();
  for (const chart of charts) {
    for (const { repository } of chart.facts.dependencies) {
      const part = repository.startsWith('file://') ? localChart(chart, repository, charts) : undefined;
      if (part) parts.add(part);
    }
  }
  return parts;
}

/** The stack as it is applied: in the namespace of the release, and resting on the files that show how it is installed. */
function installed(stack: BuiltStack, plan: StackPlan, shownBy: ReadonlySet<string>): BuiltStack {
  const reads = new Set([...stack.reads, ...shownBy]);
  if (!plan.namespace) return { ...stack, reads };
  const placed = new Map(stack.objects.map((object) => [object, inNamespace(object, plan.namespace)]));
  const likely = new Set(
    [...placed].flatMap(([object, moved]) => (stack.likely?.has(object) ? [moved] : [])),
  );
  return { ...stack, objects: [...placed.values()], likely, reads };
}
