import type { Place } from '../../text/place';
import type { YamlDocument, YamlNode } from '../../formats/yaml/tree';
import { scalar, child } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import type { DraftMap } from './draft';
import { Failure } from './failure';
import { Resource } from './resource';

/**
 * The objects of a file. Documents that are empty are skipped, lists (`kind: …List`) are opened; an object without kind
 * or name is a problem, and so is a document that does not parse.
 */
export function loadResources(path: string, context: BuildContext): Resource[] {
  const file = context.yaml(path);
  if (!file) throw new Failure(`the content of "${path}" is not known here`, undefined, 'information');
  return resourcesOf(file.documents, context);
}

/** The objects of parsed documents; `relocate` tells where they stand when they were cut out of another text. */
export function resourcesOf(
  documents: readonly YamlDocument[],
  context: BuildContext,
  relocate?: (at: Place) => Place,
): Resource[] {
  const resources: Resource[] = [];
  for (const document of documents) {
    const error = document.problems.find((problem) => problem.severity === 'error');
    if (error) {
      context.report(error.at, `Kustomize does not build this: MalformedYAMLError: ${error.message}`);
      context.missing(`"${error.at.file}" does not parse: objects of it may not be seen here.`);
    }
    if (document.root && !isEmpty(document.root)) open(document.root, resources, context, relocate);
  }
  return resources;
}

function open(
  root: YamlNode,
  resources: Resource[],
  context: BuildContext,
  relocate?: (at: Place) => Place,
): void {
  context.work.spend(1);
  const kind = scalar(child(root, 'kind'))?.text ?? '';
  if (root.kind !== 'map') {
    context.report(root.at, 'Kustomize does not build this: an object has to be a map.');
    return;
  }
  if (kind === '') {
    context.report(root.at, 'Kustomize does not build this: missing kind in an object.');
    return;
  }
  const items = child(root, 'items');
  if (kind.endsWith('List') && items) {
    if (items?.kind === 'sequence')
      for (const item of items.items) if (!isEmpty(item)) open(item, resources, context, relocate);
    return;
  }
  if ((scalar(child(root, 'metadata', 'name'))?.text ?? '') === '' && !kind.endsWith('List')) {
    context.report(
      root.at,
      `Kustomize does not build this: missing metadata.name in an object of kind ${kind}.`,
    );
    return;
  }
  resources.push(new Resource(context.draft(root, relocate) as DraftMap));
}

function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'map') return node.pairs.length === 0;
  if (node.kind === 'sequence') return node.items.length === 0;
  return node.value === null || node.text === '';
}
