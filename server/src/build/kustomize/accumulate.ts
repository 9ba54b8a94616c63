import type { Place } from '../../text/place';
import type { Kustomization } from '../../formats/kustomize/kustomization';
import { kustomizationFileNames } from '../../formats/kustomize/readKustomization';
import type { YamlScalar } from '../../formats/yaml/tree';
import { Accumulator } from './accumulator';
import { baseDirectory, reportRemote } from './bases';
import type { BuildContext } from './buildContext';
import { readConfiguration } from './configurations';
import { readCrds } from './crds';
import { defaultConfig } from './defaultConfig';
import { Failure } from './failure';
import { absorb, generate } from './generators';
import { loadResources } from './loadResources';
import { readOpenapi } from './openapi';
import { directoryOf, isRemote, isWithin, joinPath } from './paths';
import { loadPlugins, runGeneratorPlugins, runTransformerPlugins, type OpenEntry } from './runPlugins';
import { runTransformers } from './transform';
import { declareVars } from './vars';
import type { Way } from './way';

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
  context.work.spend(5000);
  for (const { at, reason } of kustomization.problems) {
    context.report(at, `Kustomize does not build this: invalid Kustomization: ${reason}.`);
  }
  const way: Way = { directory, visited: [...visited, directory] };
  useOpenapi(kustomization, way, context);
  into.forgetIds();
  for (const entry of kustomization.resources) accumulateEntry(entry, way, into, context);
  into.addConfig(defaultConfig);
  for (const entry of kustomization.configurations) {
    context.attempt(entry.at, () => {
      const config = readConfiguration(entry, directory, context);
      if (config) into.addConfig(config);
    });
  }
  for (const entry of kustomization.crds) {
    context.attempt(entry.at, () => into.addConfig(readCrds(entry, directory, context)));
  }
  runGenerators(way, kustomization, into, context);
  for (const entry of kustomization.components) {
    context.attempt(entry.at, () => accumulateComponent(entry, way, into, context));
  }
  runTransformers(directory, kustomization, into, context);
  const open: OpenEntry = (entry, found) => accumulateEntry(entry, way, found, context);
  runTransformerPlugins(kustomization.transformers, open, way, into, context);
  loadPlugins(kustomization.validators, open, context);
  declareVars(kustomization.vars, into, context);
  into.forgetIds();
  return into;
}

/** The first schema of a build counts for all of it. */
function useOpenapi({ openapiPath }: Kustomization, { directory }: Way, context: BuildContext): void {
  if (!openapiPath || context.openapi) return;
  context.attempt(openapiPath.at, () => {
    context.openapi = readOpenapi(context.loadPath(openapiPath, directory), context);
  });
}

/** One entry of `resources`: a file, or a directory with a kustomization. */
function accumulateEntry(entry: YamlScalar, way: Way, into: Accumulator, context: BuildContext): void {
  const path = entry.text.startsWith('/') ? undefined : joinPath(way.directory, entry.text);
  const isFile = path !== undefined && isWithin(path, '') && context.isFile(path);
  if (!isFile && isRemote(entry.text)) return reportRemote(entry, context);
  context.attempt(entry.at, () => {
    if (isFile) {
      for (const resource of loadResources(context.loadPath(entry, way.directory), context)) {
        context.attempt(entry.at, () => into.append(resource));
      }
      return;
    }
    const built = accumulateDirectory(entry, way, context, false);
    into.merge(built, (step) => context.attempt(entry.at, step));
  });
}

function accumulateComponent(entry: YamlScalar, way: Way, into: Accumulator, context: BuildContext): void {
  if (isRemote(entry.text)) return reportRemote(entry, context);
  accumulateDirectory(entry, way, context, true, into);
}

function accumulateDirectory(
  entry: YamlScalar,
  way: Way,
  context: BuildContext,
  isComponent: boolean,
  into?: Accumulator,
): Accumulator {
  const directory = baseDirectory(entry, way, context);
  const kustomization = loadKustomization(directory, entry.at, context);
  if (isComponent !== (kustomization.kind === 'Component')) {
    throw new Failure(
      isComponent
        ? `expected kind 'Component' for path '${directory}' but got '${kustomization.kind}'`
        : `expected kind != 'Component' for path '${directory}'`,
    );
  }
  return accumulateTarget(directory, kustomization, context, way.visited, into);
}

/** The kustomization of a directory. Throws a Failure when there is none; more than one is a problem. */
export function loadKustomization(directory: string, at: Place, context: BuildContext): Kustomization {
  const where = directory || '.';
  for (const name of kustomizationFileNames) context.reads.add(joinPath(directory, name));
  if (context.workspace.kustomizationFiles(directory).length > 1) {
    context.report(at, `Kustomize does not build this: Found multiple kustomization files under: ${where}.`);
  }
  const kustomization = context.workspace.kustomization(directory);
  if (!kustomization) {
    const names = kustomizationFileNames.map((name) => `'${name}'`).join(', ');
    throw new Failure(`unable to find one of ${names} in directory '${where}'`);
  }
  return kustomization;
}

function runGenerators(
  way: Way,
  kustomization: Kustomization,
  into: Accumulator,
  context: BuildContext,
): void {
  const { generatorOptions, configMapGenerator, secretGenerator } = kustomization;
  const file = kustomization.file;
  for (const [kind, list] of [
    ['ConfigMap', configMapGenerator],
    ['Secret', secretGenerator],
  ] as const) {
    for (const args of list) {
      const at = args.name?.at ?? args.at;
      context.attempt(at, () => {
        const made = generate(kind, args, generatorOptions, way.directory, context);
        made.generator = { file, kind: `${kind}Generator` };
        absorb(into.resources, made, at, context);
      });
    }
  }
  const open: OpenEntry = (entry, found) => accumulateEntry(entry, way, found, context);
  runGeneratorPlugins(kustomization.generators, open, way, into, context);
  for (const chart of kustomization.helmCharts) {
    const where = directoryOf(file) || '.';
    context.missing(
      `Kustomize inflates the Helm chart "${chart.name}" in "${where}": its objects are not seen here.`,
    );
  }
}
