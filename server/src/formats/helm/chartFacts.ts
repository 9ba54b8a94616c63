/** What `Chart.yaml`, and `requirements.yaml` of charts of the first format, say. */
import { child, items, scalar, type YamlFile, type YamlMap, type YamlNode } from '../yaml/tree';
import type { Place } from '../../text/place';

export interface ChartDependency {
  /** The name of the chart, not the alias. */
  readonly name: string;
  readonly alias?: string;
  readonly version: string;
  readonly repository: string;
  /** Paths in the values, in order; the first that holds a boolean decides. */
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  /** Items of `import-values`, as written. */
  readonly importValues: readonly YamlNode[];
  /** The whole entry. */
  readonly at: Place;
}

export interface ChartFacts {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly type: 'application' | 'library';
  readonly dependencies: readonly ChartDependency[];
  /** Everything that is written, for `.Chart`. */
  readonly root: YamlMap;
}

/** The facts of a `Chart.yaml`, or undefined when it names no chart. */
export function chartFacts(chart: YamlFile, requirements?: YamlFile): ChartFacts | undefined {
  const root = chart.documents[0]?.root;
  const name = textOf(child(root, 'name'));
  if (root?.kind !== 'map' || name === undefined) return undefined;
  const listed = [
    ...items(child(root, 'dependencies')),
    ...items(child(requirements?.documents[0]?.root, 'dependencies')),
  ];
  return {
    file: chart.file,
    name,
    version: textOf(child(root, 'version')) ?? '',
    type: textOf(child(root, 'type')) === 'library' ? 'library' : 'application',
    dependencies: listed.flatMap((entry) => dependency(entry)),
    root,
  };
}

function dependency(entry: YamlNode): ChartDependency[] {
  const name = textOf(child(entry, 'name'));
  if (name === undefined) return [];
  return [
    {
      name,
      alias: textOf(child(entry, 'alias')),
      version: textOf(child(entry, 'version')) ?? '',
      repository: textOf(child(entry, 'repository')) ?? '',
      conditions: (textOf(child(entry, 'condition')) ?? '')
        .split(',')
        .map((path) => path.trim())
        .filter((path) => path !== ''),
      tags: items(child(entry, 'tags')).flatMap((tag) => textOf(tag) ?? []),
      importValues: items(child(entry, 'import-values')),
      at: entry.at,
    },
  ];
}

function textOf(node: YamlNode | undefined): string | undefined {
  const text = scalar(node)?.text;
  return text === '' ? undefined : text;
}
