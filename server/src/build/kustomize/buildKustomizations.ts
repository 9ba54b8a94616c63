import type { BuiltStack } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { Accumulator } from './accumulator';
import { accumulateTarget, loadKustomization } from './accumulate';
import { BuildContext } from './buildContext';
import { asStrings, checkKey, mapAt, removeField, startOf, textAt, valueAt, type DraftMap } from './draft';
import { hashSuffix } from './hashSuffix';
import { fixNameReferences } from './nameReferences';
import { inOutputOrder } from './outputOrder';
import { joinPath } from './paths';
import { stackRoots } from './stackRoots';
import { resolveVars } from './vars';
import { KustomizeWorkspace } from './workspace';
import { Work, WorkLimit } from './work';

/**
 * Builds all kustomizations of a workspace that are applied themselves, as `kubectl kustomize` 5.7 does, with the origin of
 * every field. Never throws; what does not build is a problem of its stack, and the rest of the stack is there.
 */
export function buildKustomizations(files: WorkspaceFiles): BuiltStack[] {
  const workspace = new KustomizeWorkspace(files);
  return stackRoots(workspace).map((root) => buildRoot(root, workspace));
}

function buildRoot(root: string, workspace: KustomizeWorkspace): BuiltStack {
  const context = new BuildContext(workspace, new Work());
  const file = workspace.kustomizationFiles(root)[0] ?? joinPath(root, 'kustomization.yaml');
  const at = workspace.kustomization(root)?.at ?? startOf(file);
  let result = new Accumulator();
  try {
    context.attempt(at, () => {
      result = accumulateTarget(root, loadKustomization(root, at, context), context, [], result);
    });
    finish(result, context);
  } catch (error) {
    if (!(error instanceof WorkLimit)) throw error;
    context.report(
      at,
      'This kustomization is too large to be built here, so only a part of its objects is seen.',
    );
  }
  const objects = result.resources.filter(
    (resource) => !isLocal(textAt(resource.node, 'metadata', 'annotations', localConfig)),
  );
  return {
    name: root === '' ? '.' : root,
    kind: 'kustomize',
    root,
    objects: inOutputOrder(objects, workspace.kustomization(root)?.sortOptions).map(
      (resource) => resource.node,
    ),
    problems: context.problems,
    reads: context.reads,
    outside: context.outside,
  };
}

/** What is done once, when all bases are there: hashes, then the references to everything that was renamed. */
function finish(result: Accumulator, context: BuildContext): void {
  for (const resource of result.resources) {
    if (!resource.needsHash) continue;
    context.work.spend(100);
    const hash = hashSuffix(resource.node);
    resource.storePreviousId();
    resource.rename(`${resource.name}-${hash}`);
  }
  fixNameReferences(result.resources, result.config.nameReference, context);
  resolveVars(result, context);
  for (const { node } of result.resources) finishAnnotations(node, context);
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

const localConfig = 'config.kubernetes.io/local-config';

/** Objects for tools only are not printed. */
function isLocal(annotation: string): boolean {
  return annotation !== '' && annotation !== 'false';
}
