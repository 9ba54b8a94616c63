import { parseYaml } from '../../formats/yaml/parseYaml';
import type { YamlScalar } from '../../formats/yaml/tree';
import { Accumulator } from './accumulator';
import type { BuildContext } from './buildContext';
import { resourcesOf } from './loadResources';
import { relocation } from './patches';
import { pluginOf, runGeneratorPlugin, runTransformerPlugin, type Plugin } from './plugins';
import type { Way } from './way';

/** Adds what an entry of a list names to the objects found: a file's, or a kustomization's. */
export type OpenEntry = (entry: YamlScalar, found: Accumulator) => void;

/** Runs what `transformers` lists; a transformer that is not built in is reported. */
export function runTransformerPlugins(
  entries: readonly YamlScalar[],
  open: OpenEntry,
  way: Way,
  into: Accumulator,
  context: BuildContext,
): void {
  for (const plugin of loadPlugins(entries, open, context)) {
    context.attempt(plugin.node.at, () => {
      if (runTransformerPlugin(plugin, into.resources, way.directory, context)) return;
      reportUnknown(plugin, 'what it changes is not seen here.', context);
    });
  }
}

/** Runs what `generators` lists. */
export function runGeneratorPlugins(
  entries: readonly YamlScalar[],
  open: OpenEntry,
  way: Way,
  into: Accumulator,
  context: BuildContext,
): void {
  for (const plugin of loadPlugins(entries, open, context)) {
    context.attempt(plugin.node.at, () => {
      if (runGeneratorPlugin(plugin, into.resources, way.directory, context)) return;
      reportUnknown(plugin, 'its objects are not seen here.', context);
    });
  }
}

function reportUnknown({ kind, node }: Plugin, consequence: string, context: BuildContext): void {
  const message = `Kustomize runs "${kind}" as a plugin: ${consequence}`;
  context.missing(message);
  context.report(node.at, message, 'information');
}

/**
 * The objects of `generators`, `transformers` or `validators`: those that are written inline first, then those of files, or
 * of kustomizations that yield them.
 */
export function loadPlugins(
  entries: readonly YamlScalar[],
  open: OpenEntry,
  context: BuildContext,
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
  for (const entry of paths) open(entry, found);
  return found.resources.map(pluginOf);
}
