import type { Kustomization } from '../../formats/kustomize/kustomization';
import type { YamlMap } from '../../formats/yaml/tree';
import type { Accumulator } from './accumulator';
import type { BuildContext } from './buildContext';
import {
  asStrings,
  checkKey,
  keyNode,
  mapAt,
  mapNode,
  removeField,
  setField,
  textAt,
  textNode,
  valueAt,
  type DraftMap,
} from './draft';
import { hashSuffix } from './hashSuffix';
import { setMetadata } from './metadataMaps';
import { fixNameReferences } from './nameReferences';
import { inOutputOrder } from './outputOrder';
import { directoryOf } from './paths';
import type { Resource } from './resource';
import { idKey, idText } from './resourceId';
import { resolveVars } from './vars';

/**
 * What only the outermost kustomization does, when all bases are there: hashes, the references to everything that was
 * renamed, vars, notes on the build. Returns the objects that are printed, in their order.
 */
export function finishBuild(
  result: Accumulator,
  kustomization: Kustomization | undefined,
  context: BuildContext,
): Resource[] {
  for (const resource of result.resources) {
    if (!resource.needsHash) continue;
    context.work.spend(100);
    const hash = hashSuffix(resource.node);
    resource.storePreviousId();
    resource.rename(`${resource.name}-${hash}`);
  }
  fixNameReferences(result.resources, result.config.nameReference, context);
  resolveVars(result, context);
  reportSameIds(result.resources, context);
  const printed = result.resources.filter((resource) => !isLocal(resource));
  if (kustomization) addBuildMetadata(printed, kustomization, context);
  for (const { node } of printed) finishAnnotations(node, context);
  return inOutputOrder(printed, kustomization?.sortOptions);
}

/** Steps may have made two objects one; that shows only here. */
function reportSameIds(resources: readonly Resource[], context: BuildContext): void {
  const ids = new Set<string>();
  for (const { currentId, node } of resources) {
    const key = idKey(currentId);
    if (ids.has(key)) {
      const reason = `may not add resource with an already registered id: ${idText(currentId)}`;
      context.report(
        valueAt(node, 'metadata', 'name')?.at ?? node.at,
        `Kustomize does not build this: ${reason}.`,
      );
    }
    ids.add(key);
  }
}

/** Objects that say they are for tools only are not printed. */
function isLocal({ node }: Resource): boolean {
  const annotation = textAt(node, 'metadata', 'annotations', 'config.kubernetes.io/local-config');
  return annotation !== '' && annotation !== 'false';
}

/** Adds what `buildMetadata` asks for; `transformerAnnotations` is not done. */
function addBuildMetadata(
  resources: readonly Resource[],
  kustomization: Kustomization,
  context: BuildContext,
): void {
  for (const option of kustomization.buildMetadata) {
    if (option.text === 'managedByLabel') {
      const label = {
        key: keyNode('app.kubernetes.io/managed-by', option.at),
        value: textNode('kustomize-v5.7.1', option.at),
      };
      const labels: YamlMap = mapNode(option.at, [label]);
      setMetadata(resources, labels, [{ path: 'metadata/labels', create: true }], context);
    } else if (option.text === 'originAnnotations') {
      for (const resource of resources) {
        const metadata = mapAt(resource.node, ['metadata', 'annotations'], option.at);
        const text = originText(resource, directoryOf(kustomization.file));
        const key = keyNode('config.kubernetes.io/origin', option.at);
        if (metadata) setField(metadata, key, textNode(text, option.at));
      }
    }
  }
}

function originText({ generator, node }: Resource, root: string): string {
  if (!generator) return `path: ${relativePath(root, node.at.file)}\n`;
  const configuredIn = relativePath(root, generator.file);
  return `configuredIn: ${configuredIn}\nconfiguredBy:\n  apiVersion: builtin\n  kind: ${generator.kind}\n`;
}

function relativePath(from: string, to: string): string {
  const start = from === '' ? [] : from.split('/');
  const end = to.split('/');
  let same = 0;
  while (same < start.length && same < end.length - 1 && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}

/** Kustomize keeps its notes in the annotations, and when it takes them out all that are left are strings. */
function finishAnnotations(node: DraftMap, context: BuildContext): void {
  const metadata = mapAt(node, ['metadata'], node.at);
  const annotations = valueAt(metadata, 'annotations');
  if (!metadata || annotations?.kind !== 'map') return;
  asStrings(annotations);
  for (const { key } of annotations.pairs) context.attempt(key.at, () => checkKey(key));
  if (annotations.pairs.length === 0) removeField(metadata, 'annotations');
}
