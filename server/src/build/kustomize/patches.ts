import type { Place } from '../../text/place';
import type { PatchArgs } from '../../formats/kustomize/kustomization';
import { parseYaml } from '../../formats/yaml/parseYaml';
import type { YamlDocument, YamlFile, YamlScalar } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import {
  asStrings,
  copyDraft,
  field,
  keyNode,
  setField,
  textAt,
  textNode,
  valueAt,
  type Draft,
  type DraftMap,
  type DraftScalar,
  type DraftSequence,
} from './draft';
import { Failure } from './failure';
import { applyJsonPatch } from './jsonPatch';
import type { Resource } from './resource';
import { idOf, idText, sameId, type ResourceId } from './resourceId';
import { scalarSource } from './scalarSource';
import { selectResources } from './selectResources';
import { strategicMerge } from './strategicMerge';

/** What a patch turned out to be. */
type LoadedPatch = { kind: 'json'; operations: DraftSequence } | { kind: 'merge'; objects: DraftMap[] };

/** Applies one entry of `patches`: strategic merge or JSON patch, whichever its content is. */
export function applyPatch(
  resources: Resource[],
  args: PatchArgs,
  directory: string,
  context: BuildContext,
): void {
  const loaded = loadPatch(args, directory, context);
  if (loaded.kind === 'json') return applyOperations(resources, loaded.operations, args, context);
  const allow = {
    name: args.options.get('allowNameChange') ?? false,
    kind: args.options.get('allowKindChange') ?? false,
  };
  if (!args.target) {
    for (const object of loaded.objects) {
      context.attempt(object.at, () =>
        mergePatch(findTarget(resources, object), object, allow, resources, context),
      );
    }
    return;
  }
  if (loaded.objects.length > 1) {
    throw new Failure(
      'Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set `patches.target` field',
      args.at,
    );
  }
  const [object] = loaded.objects;
  if (!object) return;
  for (const target of selectResources(resources, args.target)) {
    context.attempt(object.at, () =>
      mergePatch(target, withIdOf(target, object, context), allow, resources, context),
    );
  }
}

/** Applies one entry of `patchesStrategicMerge`: the patches themselves, or the file that holds them. */
export function applyStrategicMerge(
  resources: Resource[],
  entry: YamlScalar,
  directory: string,
  context: BuildContext,
): void {
  const inline = inlineDocuments(entry, context);
  const isInline = inline.documents.some((document) => document.root?.kind === 'map');
  const file = isInline ? inline : fileDocuments(entry, directory, context);
  for (const object of objectsOf(file, context, isInline ? relocation(entry, context) : undefined)) {
    context.attempt(object.at, () => {
      const target = findTarget(resources, object);
      mergePatch(target, withIdOf(target, object, context), { name: false, kind: false }, resources, context);
    });
  }
}

/** Applies one entry of `patchesJson6902`: operations for the one object that the target names. */
export function applyJson6902(
  resources: Resource[],
  args: PatchArgs,
  directory: string,
  context: BuildContext,
): void {
  const { target } = args;
  if (!target) throw new Failure('must specify the target field with patchesJson6902', args.at);
  if (target.name === '') throw new Failure('must specify the target name', target.at);
  const loaded = loadPatch(args, directory, context);
  if (loaded.kind !== 'json') {
    throw new Failure('json: cannot unmarshal object into Go value of type jsonpatch.Patch', args.at);
  }
  applyOperations(resources, loaded.operations, args, context);
}

function loadPatch(args: PatchArgs, directory: string, context: BuildContext): LoadedPatch {
  const inline = args.patch && args.patch.text.trim() !== '' ? args.patch : undefined;
  const path = args.path && args.path.text !== '' ? args.path : undefined;
  if (!inline && !path) throw new Failure('must specify one of patch and path', args.at);
  if (inline && path) throw new Failure("patch and path can't be set at the same time", args.at);
  const source = (inline ?? path) as YamlScalar;
  const file = inline
    ? inlineDocuments(inline, context)
    : context.attempt(source.at, () => fileDocuments(source, directory, context));
  if (!file) return { kind: 'merge', objects: [] };
  const [first] = file.documents;
  if (mayBeginWithBracket(first)) {
    const content = inline ? inline.text.trim() : (context.text(file.file) ?? '');
    if (content.startsWith('[') && !isJson(content)) {
      throw new Failure('unable to parse SM or JSON patch: what begins with [ has to be JSON', source.at);
    }
  }
  const relocate = inline ? relocation(inline, context) : undefined;
  if (first?.root?.kind === 'sequence')
    return { kind: 'json', operations: context.draft(first.root, relocate, true) as DraftSequence };
  return { kind: 'merge', objects: objectsOf(file, context, relocate) };
}

/** Whether a text may begin with `[`: not the map that nearly all patches are, whose first key is a word. */
function mayBeginWithBracket(document: YamlDocument | undefined): boolean {
  const root = document?.root;
  if (root?.kind !== 'map' || root.flow || document?.problems.length !== 0) return true;
  const key = root.pairs[0]?.key;
  return !key || !/^[A-Za-z]/.test(key.text) || key.at.span.end - key.at.span.start !== key.text.length;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function inlineDocuments(node: YamlScalar, context: BuildContext): YamlFile {
  context.work.spend(node.text.length >> 4);
  return parseYaml(node.at.file, node.text);
}

function fileDocuments(entry: YamlScalar, directory: string, context: BuildContext): YamlFile {
  const path = context.loadPath(entry, directory);
  const file = context.yaml(path);
  if (!file) throw new Failure(`the content of "${path}" is not known here`, undefined, 'information');
  return file;
}

/** Where the places of an inline document really are. */
export function relocation(node: YamlScalar, context: BuildContext): (at: Place) => Place {
  const at = scalarSource(node, context.text(node.at.file) ?? '');
  return ({ span }) => at(span.start, span.end);
}

function objectsOf(file: YamlFile, context: BuildContext, relocate?: (at: Place) => Place): DraftMap[] {
  const objects: DraftMap[] = [];
  const move = relocate ?? ((at: Place) => at);
  for (const { root, problems } of file.documents) {
    const error = problems.find((problem) => problem.severity === 'error');
    if (error) {
      throw new Failure(`unable to parse SM or JSON patch: ${withoutStop(error.message)}`, move(error.at));
    }
    if (!root || (root.kind === 'scalar' && root.value === null)) continue;
    if (root.kind !== 'map') throw new Failure('unable to parse SM or JSON patch', move(root.at));
    const object = context.draft(root, relocate) as DraftMap;
    if (textAt(object, 'kind') === '') throw new Failure('missing kind in the patch', object.at);
    if (textAt(object, 'metadata', 'name') === '')
      throw new Failure('missing metadata.name in the patch', object.at);
    objects.push(object);
  }
  return objects;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function applyOperations(
  resources: Resource[],
  operations: DraftSequence,
  args: PatchArgs,
  context: BuildContext,
): void {
  if (!args.target) throw new Failure('must specify a target for JSON patch', args.at);
  for (const resource of selectResources(resources, args.target)) {
    resource.storePreviousId();
    context.attempt(args.at, () => applyJsonPatch(resource.node, operations, context.work));
  }
}

function findTarget(resources: readonly Resource[], patch: DraftMap): Resource {
  return oneById(resources, idOf(patch), valueAt(patch, 'metadata', 'name')?.at ?? patch.at);
}

function oneById(resources: readonly Resource[], id: ResourceId, at: Place): Resource {
  const matches = resources.filter((resource) => resource.anyIds.some((other) => sameId(other, id)));
  const [match] = matches;
  if (match && matches.length === 1) return match;
  const which = match ? 'multiple matches' : 'no matches';
  throw new Failure(
    `${which} for Id ${idText(id)}; failed to find unique target for patch ${idText(id)}`,
    at,
  );
}

/** The patch as if it were for the target's group and version: a target need not be named twice. */
function withIdOf(target: Resource, patch: DraftMap, context: BuildContext): DraftMap {
  const copy = copyDraft(patch, context.work);
  const apiVersion = field(copy, 'apiVersion');
  const text = textAt(target.node, 'apiVersion');
  if (apiVersion) apiVersion.value = textNode(text, apiVersion.value.at);
  else copy.pairs.unshift({ key: keyNode('apiVersion', copy.at), value: textNode(text, copy.at) });
  for (const key of ['labels', 'annotations']) asStrings(valueAt(copy, 'metadata', key));
  return copy;
}

/** `patch` is used up: its nodes become the target's. */
function mergePatch(
  target: Resource,
  patch: DraftMap,
  allow: { name: boolean; kind: boolean },
  resources: Resource[],
  context: BuildContext,
): void {
  if (allow.name || allow.kind) target.storePreviousId();
  const kept = {
    apiVersion: scalarOf(field(target.node, 'apiVersion')?.value),
    kind: scalarOf(field(target.node, 'kind')?.value),
    name: scalarOf(valueAt(target.node, 'metadata', 'name')),
    namespace: scalarOf(valueAt(target.node, 'metadata', 'namespace')),
  };
  const merged = strategicMerge(target.node, patch, {
    work: context.work,
    ...(context.openapi ? { openapi: context.openapi } : {}),
  });
  if (merged?.kind !== 'map' || merged.pairs.length === 0) {
    resources.splice(resources.indexOf(target), 1);
    return;
  }
  // What `$patch: replace` for a whole object would put in its place, kustomize forgets.
  if (merged !== target.node) return;
  if (!allow.kind) restore(target.node, 'kind', kept.kind);
  if (!allow.name) target.restoreMeta('name', kept.name);
  target.restoreMeta('namespace', kept.namespace);
}

function scalarOf(node: Draft | undefined): DraftScalar | undefined {
  return node?.kind === 'scalar' ? node : undefined;
}

function restore(node: DraftMap, key: string, value: DraftScalar | undefined): void {
  const now = field(node, key);
  if (!value) return;
  if (!now) setField(node, keyNode(key, value.at), value);
  else if (now.value !== value) {
    now.value = value;
    delete now.before;
  }
}
