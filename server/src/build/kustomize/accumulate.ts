import type { Place } from '../../text/place';
import type { Kustomization } from '../../formats/kustomize/kustomization';
import { parseYaml } from '../../formats/yaml/parseYaml';
import type { YamlScalar } from '../../formats/yaml/tree';
import { Accumulator } from './accumulator';
import type { BuildContext } from './buildContext';
import { readConfiguration } from './configurations';
import { Failure } from './failure';
import { absorb, generate } from './generators';
import { loadResources, resourcesOf } from './loadResources';
import { relocation } from './patches';
import { pluginOf, runGeneratorPlugin, runTransformerPlugin, type Plugin } from './plugins';
import { readOpenapi } from './openapi';
import { directoryOf, isRemote, isWithin, joinPath } from './paths';
import { runTransformers } from './transform';
import { defaultConfig } from './transformerConfig';
import { declareVars } from './vars';

/**
 * Builds what a kustomization asks for, up to but without the last steps that only the outermost one does. `into` holds the
 * objects of the parent when the kustomization is a component; `visited` are the directories on the way here.
 */
export function accumulateTarget(
  directory: string,
  kustomization: Kustomization,
  context: BuildContext,
  visited: readonly string[],
  into: Accumulator = new Accumulator(),
): Accumulator {
  context.work.spend(100);
  for (const problem of kustomization.problems) {
    context.report(problem.at, `Kustomize does not build this: invalid Kustomization: ${problem.reason}.`);
  }
  const way = [...visited, directory];
  const { openapiPath } = kustomization;
  if (openapiPath && !context.openapi) {
    context.attempt(openapiPath.at, () => {
      context.openapi = readOpenapi(context.loadPath(openapiPath.text, directory), context);
    });
  }
  for (const entry of kustomization.resources) accumulateEntry(entry, directory, into, context, way);
  into.addConfig(defaultConfig);
  for (const entry of kustomization.configurations) {
    context.attempt(entry.at, () => {
      const config = readConfiguration(entry, directory, context);
      if (config) into.addConfig(config);
    });
  }
  runGenerators(directory, kustomization, into, context, way);
  for (const entry of kustomization.components) {
    context.attempt(entry.at, () => accumulateComponent(entry, directory, into, context, way));
  }
  runTransformers(directory, kustomization, into, context);
  runTransformerPlugins(kustomization.transformers, directory, into, context, way);
  loadPlugins(kustomization.validators, directory, context, way);
  declareVars(kustomization.vars, into, context);
  return into;
}

/** One entry of `resources`: a file, or a directory with a kustomization. */
function accumulateEntry(
  entry: YamlScalar,
  directory: string,
  into: Accumulator,
  context: BuildContext,
  visited: readonly string[],
): void {
  const path = entry.text.startsWith('/') ? undefined : joinPath(directory, entry.text);
  const isFile = path !== undefined && isWithin(path, '') && context.isFile(path);
  if (!isFile && isRemote(entry.text)) return reportRemote(entry, context);
  context.attempt(entry.at, () => {
    if (isFile) {
      const file = context.loadPath(entry.text, directory);
      for (const resource of loadResources(file, context)) {
        context.attempt(entry.at, () => into.append(resource));
      }
      return;
    }
    const base = baseDirectory(entry, directory, context, visited);
    const built = accumulateDirectory(base, entry, context, visited, false);
    into.merge(built, (step) => context.attempt(entry.at, step));
  });
}

function accumulateComponent(
  entry: YamlScalar,
  directory: string,
  into: Accumulator,
  context: BuildContext,
  visited: readonly string[],
): void {
  if (isRemote(entry.text)) return reportRemote(entry, context);
  const base = baseDirectory(entry, directory, context, visited);
  accumulateDirectory(base, entry, context, visited, true, into);
}

function reportRemote(entry: YamlScalar, context: BuildContext): void {
  context.missing(`"${entry.text}" is a remote base: its objects are not seen here.`);
  context.report(
    entry.at,
    `"${entry.text}" is fetched from elsewhere when it is built, so its objects are not seen here.`,
    'information',
  );
}

/** The directory that an entry names, if kustomize would go there. */
function baseDirectory(
  entry: YamlScalar,
  directory: string,
  context: BuildContext,
  visited: readonly string[],
): string {
  if (entry.text === '') throw new Failure('new root cannot be empty');
  if (entry.text.startsWith('/')) throw new Failure(`new root '${entry.text}' cannot be absolute`);
  const path = joinPath(directory, entry.text);
  if (!isWithin(path, '')) {
    const message = `"${entry.text}" lies outside this workspace, so its objects are not seen here.`;
    context.missing(message);
    throw new Failure(`"${entry.text}" lies outside this workspace`, undefined, 'information');
  }
  if (!context.workspace.isDirectory(path)) {
    const failure = context.notThere(path);
    if (failure.severity === 'information')
      context.missing(`"${path}" is not in this workspace: its objects are not seen here.`);
    throw failure;
  }
  for (const other of visited) {
    if (isWithin(other, path)) {
      throw new Failure(
        `cycle detected: candidate root '${path || '.'}' contains visited root '${other || '.'}'`,
      );
    }
  }
  return path;
}

function accumulateDirectory(
  directory: string,
  entry: YamlScalar,
  context: BuildContext,
  visited: readonly string[],
  isComponent: boolean,
  into?: Accumulator,
): Accumulator {
  const kustomization = loadKustomization(directory, entry.at, context);
  if (isComponent !== (kustomization.kind === 'Component')) {
    throw new Failure(
      isComponent
        ? `expected kind 'Component' for path '${directory}' but got '${kustomization.kind}'`
        : `expected kind != 'Component' for path '${directory}'`,
    );
  }
  return accumulateTarget(directory, kustomization, context, visited, into);
}

/** The kustomization of a directory. Throws a Failure when there is none, or more than one. */
export function loadKustomization(directory: string, at: Place, context: BuildContext): Kustomization {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    context.reads.add(joinPath(directory, name));
  }
  const files = context.workspace.kustomizationFiles(directory);
  if (files.length > 1) {
    context.report(
      at,
      `Kustomize does not build this: Found multiple kustomization files under: ${directory || '.'}.`,
    );
  }
  const kustomization = context.workspace.kustomization(directory);
  if (!kustomization) {
    throw new Failure(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${directory || '.'}'`,
    );
  }
  return kustomization;
}

function runGenerators(
  directory: string,
  kustomization: Kustomization,
  into: Accumulator,
  context: BuildContext,
  visited: readonly string[],
): void {
  const { generatorOptions } = kustomization;
  for (const [kind, list] of [
    ['ConfigMap', kustomization.configMapGenerator],
    ['Secret', kustomization.secretGenerator],
  ] as const) {
    for (const args of list) {
      context.attempt(args.name?.at ?? args.at, () => {
        const made = generate(kind, args, generatorOptions, directory, context);
        absorb(into.resources, made, args.name?.at ?? args.at, context);
      });
    }
  }
  for (const plugin of loadPlugins(kustomization.generators, directory, context, visited)) {
    {
      context.attempt(plugin.node.at, () => {
        if (runGeneratorPlugin(plugin, into.resources, directory, undefined, context)) return;
        context.missing(
          `The generator "${plugin.kind}" is run by kustomize only: its objects are not seen here.`,
        );
        context.report(
          plugin.node.at,
          `Kustomize runs "${plugin.kind}" as a plugin: its objects are not seen here.`,
          'information',
        );
      });
    }
  }
  for (const chart of kustomization.helmCharts) {
    context.missing(
      `Kustomize inflates the Helm chart "${chart.name}" in "${directoryOf(kustomization.file) || '.'}": its objects are not seen here.`,
    );
  }
}

/**
 * The objects of `generators`, `transformers` or `validators`: those that are written inline first, then those of files, or
 * of kustomizations that yield them.
 */
function loadPlugins(
  entries: readonly YamlScalar[],
  directory: string,
  context: BuildContext,
  visited: readonly string[],
): Plugin[] {
  const found = new Accumulator();
  const paths: YamlScalar[] = [];
  for (const entry of entries) {
    const { documents } = parseYaml(entry.at.file, entry.text);
    if (!documents.some(({ root }) => root?.kind === 'map')) {
      paths.push(entry);
      continue;
    }
    for (const resource of resourcesOf(documents, context, relocation(entry, context))) {
      context.attempt(entry.at, () => found.append(resource));
    }
  }
  for (const entry of paths) accumulateEntry(entry, directory, found, context, visited);
  return found.resources.map(pluginOf);
}

function runTransformerPlugins(
  entries: readonly YamlScalar[],
  directory: string,
  into: Accumulator,
  context: BuildContext,
  visited: readonly string[],
): void {
  for (const plugin of loadPlugins(entries, directory, context, visited)) {
    {
      context.attempt(plugin.node.at, () => {
        if (runTransformerPlugin(plugin, into.resources, directory, context)) return;
        context.missing(
          `The transformer "${plugin.kind}" is run by kustomize only: what it changes is not seen here.`,
        );
        context.report(
          plugin.node.at,
          `Kustomize runs "${plugin.kind}" as a plugin: what it changes is not seen here.`,
          'information',
        );
      });
    }
  }
}
