import { place } from '../../text/place';
import {
  child,
  scalar,
  type YamlFile,
  type YamlMap,
  type YamlNode,
  type YamlProblem,
  type YamlScalar,
} from '../yaml/tree';
import type {
  GeneratorArgs,
  GeneratorOptions,
  HelmChartArgs,
  Kustomization,
  LabelRule,
  SortOptions,
} from './kustomization';
import {
  readFieldSpecs,
  readImage,
  readPatch,
  readReplacement,
  readReplica,
  readVar,
} from './readTransformers';
import { StructReader } from './structReader';

/** The names that kustomize looks for in a directory; more than one of them there is an error. */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/**
 * Reads a kustomization file. Undefined when it is something else under that name: empty, a list, or an object of
 * another API such as Flux's `Kustomization`.
 */
export function readKustomization(file: YamlFile): Kustomization | undefined {
  const document = file.documents.find((each) => each.root ?? each.problems.some(isError));
  const errors = document?.problems.filter(isError) ?? [];
  if (document?.root?.kind !== 'map' && errors.length === 0) return undefined;
  const root: YamlMap =
    document?.root?.kind === 'map'
      ? document.root
      : { kind: 'map', at: place(file.file, 0, 0), pairs: [], flow: false, indent: 0 };
  const apiVersion = scalar(child(root, 'apiVersion'))?.text;
  if (apiVersion !== undefined && !apiVersion.startsWith('kustomize.config.k8s.io/') && apiVersion !== '') {
    return undefined;
  }
  const reader = new StructReader();
  for (const { at, message } of errors)
    reader.problems.push({ at, reason: `yaml: ${message.replace(/\.$/, '')}` });
  reader.only(root, fields);
  if (errors.length === 0 && isEmpty(root)) {
    reader.problems.push({
      at: root.at,
      reason: `${file.file.slice(file.file.lastIndexOf('/') + 1)} is empty`,
    });
  }
  const kind = readKind(root, reader, apiVersion);
  const openapi = reader.textMap(root, 'openapi');
  const generatorOptions = readOptions(reader.get(root, 'generatorOptions'), reader, 'GeneratorOptions');
  return {
    file: file.file,
    at: root.at,
    kind,
    resources: [...reader.texts(root, 'resources'), ...reader.texts(root, 'bases')],
    components: reader.texts(root, 'components'),
    ...optional('namespace', reader.text(root, 'namespace')),
    ...optional('namePrefix', reader.text(root, 'namePrefix')),
    ...optional('nameSuffix', reader.text(root, 'nameSuffix')),
    ...optional('commonLabels', reader.textMap(root, 'commonLabels')),
    ...optional('commonAnnotations', reader.textMap(root, 'commonAnnotations')),
    labels: reader.structs(root, 'labels').map((map) => readLabel(map, reader)),
    configMapGenerator: reader
      .structs(root, 'configMapGenerator')
      .map((map) => readGenerator(map, reader, false)),
    secretGenerator: reader.structs(root, 'secretGenerator').map((map) => readGenerator(map, reader, true)),
    ...optional('generatorOptions', generatorOptions),
    patchesStrategicMerge: [...reader.texts(root, 'patchesStrategicMerge'), ...legacyPatches(root, reader)],
    patches: hasLegacyPatches(root, reader)
      ? []
      : reader.structs(root, 'patches').map((map) => readPatch(map, reader)),
    patchesJson6902: reader.structs(root, 'patchesJson6902').map((map) => readPatch(map, reader)),
    images: [...reader.structs(root, 'images'), ...reader.structs(root, 'imageTags')].map((map) =>
      readImage(map, reader),
    ),
    replicas: reader.structs(root, 'replicas').map((map) => readReplica(map, reader)),
    replacements: reader.structs(root, 'replacements').map((map) => readReplacement(map, reader)),
    vars: reader.structs(root, 'vars').map((map) => readVar(map, reader)),
    crds: reader.texts(root, 'crds'),
    configurations: reader.texts(root, 'configurations'),
    ...optional('openapiPath', openapi && reader.text(openapi, 'path')),
    generators: reader.texts(root, 'generators'),
    transformers: reader.texts(root, 'transformers'),
    validators: reader.texts(root, 'validators'),
    helmCharts: [
      ...reader.structs(root, 'helmCharts'),
      ...reader.structs(root, 'helmChartInflationGenerator'),
    ].map((map) => readHelmChart(map)),
    ...optional('sortOptions', readSortOptions(reader.get(root, 'sortOptions'), reader)),
    buildMetadata: reader.texts(root, 'buildMetadata'),
    problems: reader.problems,
  };
}

function isEmpty(root: YamlMap): boolean {
  return root.pairs.every(
    ({ key, value }) =>
      key.text === 'apiVersion' ||
      key.text === 'kind' ||
      (value.kind === 'scalar' && (value.value ?? '') === ''),
  );
}

function isError(problem: YamlProblem): boolean {
  return problem.severity === 'error';
}

const fields = [
  ...[
    'apiVersion',
    'kind',
    'metadata',
    'openapi',
    'namePrefix',
    'nameSuffix',
    'namespace',
    'commonLabels',
    'labels',
  ],
  ...['commonAnnotations', 'patchesStrategicMerge', 'patchesJson6902', 'patches', 'images', 'imageTags'],
  ...['replacements', 'replicas', 'vars', 'sortOptions', 'resources', 'components', 'crds', 'bases'],
  ...['configMapGenerator', 'secretGenerator', 'helmGlobals', 'helmCharts', 'helmChartInflationGenerator'],
  ...['generatorOptions', 'configurations', 'generators', 'transformers', 'validators', 'buildMetadata'],
];

function readKind(
  root: YamlMap,
  reader: StructReader,
  apiVersion: string | undefined,
): Kustomization['kind'] {
  const node = reader.text(root, 'kind');
  const kind = node?.text === 'Component' ? 'Component' : 'Kustomization';
  if (node && node.text !== kind) {
    reader.problems.push({ at: node.at, reason: 'kind should be Kustomization or Component' });
  }
  const wanted = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  if (apiVersion && apiVersion !== wanted) {
    const at = reader.get(root, 'apiVersion')?.at ?? root.at;
    reader.problems.push({ at, reason: `apiVersion for ${kind} should be ${wanted}` });
  }
  return kind;
}

/** `patches` was once a list of files; kustomize still reads it so when any entry is a string. */
function hasLegacyPatches(root: YamlMap, reader: StructReader): boolean {
  const patches = reader.get(root, 'patches');
  return (
    patches?.kind === 'sequence' &&
    patches.items.some((item) => item.kind === 'scalar' && item.value !== null)
  );
}

function legacyPatches(root: YamlMap, reader: StructReader): YamlScalar[] {
  return hasLegacyPatches(root, reader) ? reader.texts(root, 'patches') : [];
}

function readLabel(map: YamlMap, reader: StructReader): LabelRule {
  reader.only(map, ['pairs', 'includeSelectors', 'includeTemplates', 'fields']);
  return {
    ...optional('pairs', reader.textMap(map, 'pairs')),
    includeSelectors: reader.flag(map, 'includeSelectors'),
    includeTemplates: reader.flag(map, 'includeTemplates'),
    fields: readFieldSpecs(map, 'fields', reader),
  };
}

/** Reads one entry of `configMapGenerator` or `secretGenerator`, or the document of such a plugin. */
export function readGenerator(
  map: YamlMap,
  reader: StructReader,
  isSecret: boolean,
  more: string[] = [],
): GeneratorArgs {
  const known = ['name', 'namespace', 'behavior', 'literals', 'files', 'envs', 'env', 'options', ...more];
  reader.only(map, isSecret ? [...known, 'type'] : known);
  const env = reader.text(map, 'env');
  return {
    at: map.at,
    ...optional('name', reader.text(map, 'name')),
    ...optional('namespace', reader.text(map, 'namespace')),
    ...optional('behavior', reader.text(map, 'behavior')),
    literals: reader.texts(map, 'literals'),
    files: reader.texts(map, 'files'),
    envs: [...reader.texts(map, 'envs'), ...(env && env.text !== '' ? [env] : [])],
    ...optional('type', isSecret ? reader.text(map, 'type') : undefined),
    ...optional('options', readOptions(reader.get(map, 'options'), reader, 'options')),
  };
}

function readOptions(
  node: YamlNode | undefined,
  reader: StructReader,
  name: string,
): GeneratorOptions | undefined {
  const map = reader.struct(node, name);
  if (!map) return undefined;
  reader.only(map, ['labels', 'annotations', 'disableNameSuffixHash', 'immutable']);
  return {
    ...optional('labels', reader.textMap(map, 'labels')),
    ...optional('annotations', reader.textMap(map, 'annotations')),
    disableNameSuffixHash: reader.flag(map, 'disableNameSuffixHash'),
    immutable: reader.flag(map, 'immutable'),
  };
}

function readHelmChart(map: YamlMap): HelmChartArgs {
  const text = (...names: string[]) => {
    const found = names.map((name) => scalar(child(map, name))?.text).find((value) => value !== undefined);
    return found ?? '';
  };
  return { at: map.at, name: text('name', 'chartName'), repo: text('repo', 'chartRepoUrl') };
}

function readSortOptions(node: YamlNode | undefined, reader: StructReader): SortOptions | undefined {
  const map = reader.struct(node, 'sortOptions');
  if (!map) return undefined;
  const legacy = reader.struct(reader.get(map, 'legacySortOptions'), 'legacySortOptions');
  return {
    order: reader.plainText(map, 'order'),
    ...(legacy
      ? {
          orderFirst: reader.texts(legacy, 'orderFirst').map((kind) => kind.text),
          orderLast: reader.texts(legacy, 'orderLast').map((kind) => kind.text),
        }
      : {}),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
