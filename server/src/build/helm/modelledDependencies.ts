/**
 * Objects of dependencies that are declared and not vendored: what their charts are known to make, under the names
 * that this release gives them. Each node stands at the dependency's entry, and what is not known is marked.
 */
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../formats/yaml/tree';
import type { Place } from '../../text/place';
import { keyOf } from './charts';
import {
  ChartValues,
  modelOf,
  type ModelledChart,
  type ModelledService,
  type ModelledWorkload,
} from './modelledCharts';
import type { Release } from './renderChart';
import type { LoadedChart, MissingDependency } from './resolveDependencies';

export interface ModelledDependencies {
  readonly objects: readonly YamlMap[];
  readonly outside: readonly string[];
}

/** The objects of all dependencies that a chart and its subcharts lack. */
export function modelledDependencies(loaded: LoadedChart, release: Release): ModelledDependencies {
  const parts = [
    ...loaded.missing.map((missing) => modelled(missing, release)),
    ...loaded.subcharts.map((subchart) => modelledDependencies(subchart, release)),
  ];
  return { objects: parts.flatMap((part) => part.objects), outside: parts.flatMap((part) => part.outside) };
}

function modelled(missing: MissingDependency, release: Release): ModelledDependencies {
  const { dependency, uncertain } = missing;
  const values = new ChartValues(missing.values);
  const names = uncertain === undefined ? namesOf(keyOf(dependency), values, release) : undefined;
  const chart = names && modelOf(dependency.name, dependency.repository)?.(values);
  if (!chart || !names) {
    const why = uncertain === undefined ? '' : ', and whether it is installed is not known';
    return {
      objects: [],
      outside: [
        `The chart "${dependency.name}" that ${dependency.at.file} depends on is not in this workspace${why}.`,
      ],
    };
  }
  const make = new ObjectMaker(dependency.at, names, release);
  return {
    objects: [
      ...chart.services.map((service) => make.service(chart, service)),
      ...chart.workloads.map((workload) => make.workload(chart, workload)),
      ...(chart.secretKeys.length > 0 ? [make.secret(chart)] : []),
    ],
    outside: [],
  };
}

interface Names {
  readonly full: string;
  readonly name: string;
}

/** The names by the helpers that nearly all charts share; undefined when a value that decides is not known. */
function namesOf(chartName: string, values: ChartValues, release: Release): Names | undefined {
  const name = values.text(['nameOverride'], chartName);
  const override = values.text(['fullnameOverride'], '');
  if (name === undefined || override === undefined) return undefined;
  const cut = (text: string): string => text.slice(0, 63).replace(/-$/, '');
  if (override !== '') return { full: cut(override), name: cut(name) };
  return {
    full: cut(release.name.includes(name) ? release.name : `${release.name}-${name}`),
    name: cut(name),
  };
}

type Plain = string | number | Unknown | readonly Plain[] | { readonly [key: string]: Plain };

/** A value, or the rest of a map, that the chart decides. */
class Unknown {
  constructor(readonly inside?: { readonly [key: string]: Plain }) {}
}

const hidden = 'it is decided by a chart that is not in this workspace';

class ObjectMaker {
  constructor(
    private readonly at: Place,
    private readonly names: Names,
    private readonly release: Release,
  ) {}

  service(chart: ModelledChart, { suffix, headless, component }: ModelledService): YamlMap {
    return this.object('v1', 'Service', suffix, component, {
      spec: {
        ...(headless ? { clusterIP: 'None' } : { type: new Unknown() }),
        selector: this.labels(component),
        ports: [{ name: chart.portName, port: chart.port, targetPort: chart.targetPort }],
      },
    });
  }

  workload(chart: ModelledChart, { kind, suffix, component, replicas }: ModelledWorkload): YamlMap {
    const { password } = chart;
    const env = password
      ? [
          {
            name: password.variable,
            valueFrom: { secretKeyRef: { name: password.secret ?? this.names.full, key: password.key } },
          },
        ]
      : [];
    return this.object('apps/v1', kind, suffix, component, {
      spec: {
        replicas: replicas ?? new Unknown(),
        selector: { matchLabels: this.labels(component) },
        template: {
          metadata: { labels: this.labels(component) },
          spec: new Unknown({
            containers: [
              new Unknown({
                name: this.names.name,
                image: new Unknown(),
                env,
                ports: [{ name: chart.targetPort, containerPort: chart.port }],
              }),
            ],
          }),
        },
      },
    });
  }

  secret(chart: ModelledChart): YamlMap {
    const data = Object.fromEntries(chart.secretKeys.map((key) => [key, new Unknown()]));
    return this.object('v1', 'Secret', '', undefined, { data: new Unknown(data) });
  }

  private object(
    apiVersion: string,
    kind: string,
    suffix: string,
    component: string | undefined,
    rest: { readonly [key: string]: Plain },
  ): YamlMap {
    const metadata = { name: `${this.names.full}${suffix}`, labels: this.labels(component) };
    return this.map({ apiVersion, kind, metadata, ...rest });
  }

  private labels(component: string | undefined): { readonly [key: string]: Plain } {
    return {
      'app.kubernetes.io/name': this.names.name,
      'app.kubernetes.io/instance': this.release.name,
      ...(component === undefined ? {} : { 'app.kubernetes.io/component': component }),
    };
  }

  private node(value: Plain): YamlNode {
    const { at } = this;
    if (value instanceof Unknown) {
      return value.inside
        ? { ...this.map(value.inside), unknown: hidden }
        : { ...this.scalar(''), unknown: hidden };
    }
    if (isList(value)) {
      return { kind: 'sequence', at, items: value.map((item) => this.node(item)), flow: false, indent: 0 };
    }
    return typeof value === 'object' ? this.map(value) : this.scalar(value);
  }

  private map(entries: { readonly [key: string]: Plain }): YamlMap {
    const pairs = Object.entries(entries).map(([key, value]): YamlPair => ({
      key: this.scalar(key),
      value: this.node(value),
    }));
    return { kind: 'map', at: this.at, pairs, flow: false, indent: 0 };
  }

  private scalar(value: string | number): YamlScalar {
    return { kind: 'scalar', at: this.at, value, text: String(value), style: 'plain' };
  }
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}
