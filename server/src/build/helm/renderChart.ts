/** Renders a chart with its subcharts: every template file to text that knows where it comes from. */
import { parseTemplate } from '../../formats/helm/parseTemplate';
import type { TemplateTree } from '../../formats/helm/templateTree';
import { pairs, type YamlNode } from '../../formats/yaml/tree';
import type { BuildProblem } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { capabilities } from './capabilities';
import { chartFiles } from './chartFiles';
import { pathIn, type Chart } from './charts';
import { coalesceValues } from './coalesceValues';
import { readYaml } from './readYaml';
import type { LoadedChart } from './resolveDependencies';
import { TemplateEngine, type TemplateFile } from './templateEngine';
import { LimitExceeded } from '../limitExceeded';
import { Budget } from './templateFailure';
import { plainText, type Text } from './text';
import { bool, int, list, map, type MapEntry, type MapValue, type NativeValue, type Value } from './value';

export interface Release {
  readonly name: string;
  /** What Helm calls `default` when nobody says it. */
  readonly namespace: string;
}

export interface RenderedFile {
  readonly file: string;
  readonly text: Text;
}

export interface RenderedChart {
  readonly files: readonly RenderedFile[];
  readonly problems: readonly BuildProblem[];
  /** Templates whose objects are not known because rendering ended in them. */
  readonly failed: readonly string[];
  /** Every file that was read. */
  readonly reads: ReadonlySet<string>;
  /** Rendering was ended because it would have taken too long. */
  readonly exceeded: boolean;
}

/** More problems of the syntax of one file are not told. */
const mostSyntaxProblems = 20;

/** Parses a template file; a cache may stand behind it. */
export type ParseTemplateFile = (file: string, text: string) => TemplateTree;

interface Job {
  readonly template: TemplateFile;
  readonly root: MapValue;
  /** Not rendered for itself: named templates only, notes, tests. */
  readonly silent: boolean;
}

export function renderChart(
  loaded: LoadedChart,
  values: MapValue,
  release: Release,
  files: WorkspaceFiles,
  budget = new Budget(),
  parse: ParseTemplateFile = (_file, text) => parseTemplate(text),
): RenderedChart {
  const reads = new Set<string>();
  const common = { release, files, parse, reads, capabilities: capabilities() };
  const all = { ...coalesceValues(loaded, values), type: 'common.Values' };
  const jobs: Job[] = [];
  addJobs(loaded, loaded.name, all, true, common, jobs);
  // Deeper files first and, within a depth, from the last name to the first: the last definition of a name wins.
  jobs.sort(
    (a, b) => depth(b.template.name) - depth(a.template.name) || (a.template.name < b.template.name ? 1 : -1),
  );

  const missing = missingTemplates(loaded);
  const engine = new TemplateEngine(budget, missing);
  for (const { template } of jobs) {
    engine.add(template);
    for (const { span, message } of template.tree.problems.slice(0, mostSyntaxProblems)) {
      engine.problems.push({ at: { file: template.file, span }, message, severity: 'error' });
    }
  }
  const rendered: RenderedFile[] = [];
  const failed: string[] = [];
  let exceeded: string | undefined;
  for (const { template, root, silent } of jobs) {
    if (silent) continue;
    const text = exceeded === undefined ? attempt(engine, template, root) : undefined;
    if (typeof text === 'string') {
      exceeded = text;
      const message = `Helm would not finish this template, or only with an enormous result: ${text}.`;
      engine.problems.push({
        at: { file: template.file, span: { start: 0, end: 0 } },
        message,
        severity: 'error',
      });
    }
    if (text === undefined || typeof text === 'string') failed.push(template.file);
    else rendered.push({ file: template.file, text });
  }
  return { files: rendered, problems: engine.problems, failed, reads, exceeded: exceeded !== undefined };
}

/** The output of a template, undefined when it gave up, or the limit that it went beyond. */
function attempt(engine: TemplateEngine, template: TemplateFile, root: MapValue): Text | string | undefined {
  try {
    const own = map([
      ['Name', plainText(template.name)],
      ['BasePath', plainText(template.name.replace(/\/templates\/.*$/, '/templates'))],
    ]);
    root.entries.set('Template', { value: own });
    return engine.render(template, root);
  } catch (error) {
    if (error instanceof LimitExceeded) return error.message;
    // The stack of this process is smaller than Helm's.
    if (error instanceof RangeError) return 'its templates are nested too deeply';
    throw error;
  }
}

interface Common {
  readonly release: Release;
  readonly files: WorkspaceFiles;
  readonly parse: ParseTemplateFile;
  readonly reads: Set<string>;
  readonly capabilities: NativeValue;
}

function addJobs(
  loaded: LoadedChart,
  fullPath: string,
  values: Value,
  isRoot: boolean,
  common: Common,
  jobs: Job[],
): MapValue {
  const { chart } = loaded;
  const root: MapValue = {
    kind: 'map',
    entries: new Map<string, MapEntry>([
      ['Chart', { value: metadata(chart, loaded.name, isRoot) }],
      ['Files', { value: filesOf(chart, common) }],
      ['Release', { value: releaseValue(common.release) }],
      ['Capabilities', { value: common.capabilities }],
      ['Values', { value: values }],
    ]),
  };
  const subcharts = loaded.subcharts.map((subchart) => {
    const own = values.kind === 'map' ? values.entries.get(subchart.name)?.value : undefined;
    const below: Value = own?.kind === 'map' ? { ...own, type: 'common.Values' } : map();
    return [
      subchart.name,
      addJobs(subchart, `${fullPath}/charts/${subchart.name}`, below, false, common, jobs),
    ] as const;
  });
  root.entries.set('Subcharts', { value: map(subcharts) });
  for (const path of chart.files.filter((each) => each.startsWith('templates/'))) {
    const file = pathIn(chart, path);
    const text = common.files.text(file);
    if (text === undefined) continue;
    common.reads.add(file);
    const name = `${fullPath}/${path}`;
    const partial = path.slice(path.lastIndexOf('/') + 1).startsWith('_');
    if (chart.facts.type === 'library' && !partial) continue;
    const silent = partial || /NOTES\.txt$/.test(path) || path.startsWith('templates/tests/');
    jobs.push({ template: { name, file, tree: common.parse(file, text) }, root, silent });
  }
  return root;
}

function depth(name: string): number {
  return name.split('/').length;
}

/** Why a named template may be absent through no fault of the chart. */
function missingTemplates(loaded: LoadedChart): string | undefined {
  const [missing] = loaded.missing;
  if (missing)
    return `a template of the chart "${missing.dependency.name}" is used, which is not in this workspace`;
  return loaded.subcharts.map(missingTemplates).find((reason) => reason !== undefined);
}

function releaseValue(release: Release): Value {
  return map([
    ['Name', plainText(release.name)],
    ['Namespace', plainText(release.namespace)],
    ['IsInstall', bool(true)],
    ['IsUpgrade', bool(false)],
    ['Revision', int(1)],
    ['Service', plainText('Helm')],
  ]);
}

function filesOf(chart: Chart, { files, reads }: Common): NativeValue {
  const paths = chart.files.filter(
    (path) =>
      !/^(templates\/|charts\/|Chart\.yaml$|Chart\.lock$|values\.yaml$|values\.schema\.json$|requirements\.(yaml|lock)$)/.test(
        path,
      ),
  );
  return chartFiles(paths, (path) => {
    const file = pathIn(chart, path);
    const text = files.text(file);
    if (text === undefined) return undefined;
    reads.add(file);
    const at = { file, span: { start: 0, end: text.length } };
    return { kind: 'string', text, pieces: [{ start: 0, end: text.length, at, literal: true }] };
  });
}

/** `.Chart`: the fields of Chart.yaml under Go's names, those that are absent as empty values. */
function metadata(chart: Chart, name: string, isRoot: boolean): MapValue {
  const written = new Map(pairs(chart.facts.root).map((pair) => [pair.key.text.toLowerCase(), pair.value]));
  const text = (key: string): Value => {
    const node = written.get(key.toLowerCase());
    return plainText(node?.kind === 'scalar' ? node.text : '');
  };
  const read = (node: YamlNode | undefined): Value =>
    node ? readYaml(node, () => undefined) : list([], '[]string');
  const annotations = written.get('annotations');
  const entries: [string, Value][] = [
    ['Name', plainText(name)],
    ...[
      'Home',
      'Version',
      'Description',
      'Icon',
      'APIVersion',
      'Condition',
      'Tags',
      'AppVersion',
      'KubeVersion',
      'Type',
    ].map((key): [string, Value] => [key, text(key)]),
    ['Sources', read(written.get('sources'))],
    ['Keywords', read(written.get('keywords'))],
    ['Maintainers', read(written.get('maintainers'))],
    ['Dependencies', read(written.get('dependencies'))],
    [
      'Deprecated',
      bool(
        written.get('deprecated')?.kind === 'scalar' &&
          text('deprecated').kind === 'string' &&
          (text('deprecated') as Text).text === 'true',
      ),
    ],
    ['Annotations', annotations ? readYaml(annotations, () => undefined) : map()],
    ['IsRoot', bool(isRoot)],
  ];
  return map(entries);
}
