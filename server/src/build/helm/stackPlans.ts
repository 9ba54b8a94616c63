/** Which stacks a chart makes: with which values, under which release name, called what. */
import { pathIn, type Chart } from './charts';
import type { Deployment, NamedAt, ValuesLayer } from './deployments';

export interface StackPlan {
  readonly name: string;
  readonly layers: readonly ValuesLayer[];
  readonly release?: NamedAt;
  readonly namespace?: NamedAt;
}

/** More ways to install one chart are not told apart. */
const mostPlans = 40;

/**
 * One plan for each way in which the workspace shows the chart to be installed, and for each environment's file that
 * none of these use. The chart with its values.yaml alone is a plan of its own unless it is shown to be installed with
 * further values only.
 */
export function stackPlans(
  chart: Chart,
  environments: readonly string[],
  deployments: readonly Deployment[],
): StackPlan[] {
  const own = deployments.filter((deployment) => deployment.chart === chart.directory);
  const plans = distinct(own).map((deployment) => planOf(chart, deployment));
  const used = new Set(
    own.flatMap((deployment) =>
      deployment.layers.flatMap((layer) => (layer.kind === 'file' ? [layer.path] : [])),
    ),
  );
  const release = agreed(own.map((deployment) => deployment.release));
  const namespace = agreed(own.map((deployment) => deployment.namespace));
  for (const path of environments) {
    if (used.has(path)) continue;
    plans.push(planOf(chart, { layers: [{ kind: 'file', path }], release, namespace }));
  }
  const bare = planOf(chart, { layers: [], release, namespace });
  const all = own.length === 0 ? [bare, ...plans] : plans;
  return unambiguous(all.slice(0, mostPlans));
}

/** Deployments of the same values under the same names are one; what differs between their `--set` becomes unknown. */
function distinct(deployments: readonly Deployment[]): Deployment[] {
  const groups = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    const key = JSON.stringify([
      deployment.release?.name,
      deployment.namespace?.name,
      deployment.layers.flatMap((layer): string[] => {
        if (layer.kind === 'file') return [layer.path];
        if (layer.kind === 'absent') return [`?${layer.name}`];
        return layer.kind === 'inline' ? [`${layer.node.at.file}:${layer.node.at.span.start}`] : [];
      }),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), deployment]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, layers: withSets(first, others) }] : [],
  );
}

function withSets(first: Deployment, others: readonly Deployment[]): ValuesLayer[] {
  const layers = [...first.layers];
  for (const layer of others.flatMap((other) => other.layers)) {
    if (layer.kind !== 'set') continue;
    const at = layers.findIndex((each) => each.kind === 'set' && each.path === layer.path);
    const present = layers[at];
    if (present?.kind !== 'set') layers.push({ ...layer, value: undefined });
    else if (present.value !== layer.value) layers[at] = { ...present, value: undefined };
  }
  return layers;
}

function planOf(
  chart: Chart,
  { layers, release, namespace, file }: Partial<Deployment> & { readonly layers: readonly ValuesLayer[] },
): StackPlan {
  const directory = chart.directory === '' ? chart.facts.name : chart.directory;
  const named = layers.flatMap((layer): string[] => {
    if (layer.kind === 'file' && layer.path !== pathIn(chart, 'values.yaml'))
      return [relative(layer.path, chart.directory)];
    return layer.kind === 'inline' && file !== undefined ? [file] : [];
  });
  return { name: [directory, ...new Set(named)].join(' + '), layers, release, namespace };
}

/** Plans that would be called the same are told apart by their releases and namespaces. */
function unambiguous(plans: readonly StackPlan[]): StackPlan[] {
  const count = new Map<string, number>();
  for (const plan of plans) count.set(plan.name, (count.get(plan.name) ?? 0) + 1);
  return plans.map((plan) => {
    if ((count.get(plan.name) ?? 0) < 2) return plan;
    const where = plan.namespace ? ` in ${plan.namespace.name}` : '';
    return { ...plan, name: `${plan.name} as ${plan.release?.name ?? 'its default release'}${where}` };
  });
}

/** What all say that say anything. */
function agreed(names: readonly (NamedAt | undefined)[]): NamedAt | undefined {
  const said = names.filter((each) => each !== undefined);
  const [first] = said;
  return said.every((each) => each.name === first?.name) ? first : undefined;
}

/** A path as seen from a directory, when it lies inside; the whole path otherwise. */
function relative(path: string, directory: string): string {
  return directory !== '' && path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}
