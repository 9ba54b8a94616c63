import type {
  FieldOptions,
  ReplacementArgs,
  ReplacementTarget,
  TargetArgs,
} from '../../formats/kustomize/kustomization';
import { readReplacement } from '../../formats/kustomize/readTransformers';
import { StructReader } from '../../formats/kustomize/structReader';
import type { BuildContext } from './buildContext';
import { copyDraft, isNull, textNode, type Draft, type DraftScalar } from './draft';
import { Failure } from './failure';
import { lookUp, matchPath, splitFieldPath, type Slot } from './fieldPath';
import { matchesLabels } from './labelSelector';
import { resolveGoYaml } from './resolveGoYaml';
import type { Resource } from './resource';
import { effectiveNamespace, idText, isSelected, type ResourceId } from './resourceId';

/** Applies one entry of `replacements`, which may be a file of them (kustomize `api/filters/replacement`). */
export function applyReplacement(
  resources: readonly Resource[],
  args: ReplacementArgs,
  directory: string,
  context: BuildContext,
): void {
  if (args.path) {
    if (args.source || args.targets)
      throw new Failure('cannot specify both path and inline replacement', args.at);
    for (const each of readFile(args, directory, context)) {
      context.attempt(each.at, () => applyReplacement(resources, each, directory, context));
    }
    return;
  }
  if ((!args.source && !args.sourceValue) || !args.targets) {
    throw new Failure('replacements must specify a source and at least one target', args.at);
  }
  const value = args.sourceValue
    ? plain(args.sourceValue.text, args.sourceValue.at)
    : sourceValue(resources, args.source);
  for (const target of args.targets) applyToTarget(resources, value, target, context);
}

function readFile(args: ReplacementArgs, directory: string, context: BuildContext): ReplacementArgs[] {
  if (!args.path) return [];
  const path = context.loadPath(args.path, directory);
  const root = context.yaml(path)?.documents.find((document) => document.root)?.root;
  const reader = new StructReader();
  const maps = root?.kind === 'sequence' ? root.items : root ? [root] : [];
  const read = maps.flatMap((map) => (map.kind === 'map' ? [readReplacement(map, reader)] : []));
  for (const problem of reader.problems)
    context.report(problem.at, `Kustomize does not build this: ${problem.reason}.`);
  return read;
}

function sourceValue(resources: readonly Resource[], source: ReplacementArgs['source']): Draft {
  if (!source) throw new Failure('replacements must specify a source');
  const path = source.fieldPath || 'metadata.name';
  const selector = `${selectorText(source)}:${path}`;
  const matches = resources.filter((resource) => resource.anyIds.some((id) => isSelectedBy(id, source)));
  const [match] = matches;
  if (!match) throw new Failure(`nothing selected by ${selector}`, source.at);
  if (matches.length > 1) throw new Failure(`multiple matches for selector ${selector}`, source.at);
  const found = lookUp(match.node, splitFieldPath(path));
  if (isEmpty(found)) {
    throw new Failure(
      `fieldPath \`${path}\` is missing for replacement source ${selectorText(source)}`,
      source.at,
    );
  }
  return refine(found, source.options, source);
}

function isEmpty(node: Draft | undefined): node is undefined {
  if (isNull(node)) return true;
  return (
    (node.kind === 'map' && node.pairs.length === 0) || (node.kind === 'sequence' && node.items.length === 0)
  );
}

function refine(found: Draft, options: FieldOptions | undefined, source: TargetArgs): Draft {
  if (!options || options.delimiter === '') return found;
  if (found.kind !== 'scalar') {
    throw new Failure('delimiter option can only be used with scalar nodes', source.at);
  }
  const part = found.text.split(options.delimiter)[options.index];
  if (part === undefined) {
    throw new Failure(`options.index ${options.index} is out of bounds for value`, source.at);
  }
  return { ...found, text: part };
}

function applyToTarget(
  resources: readonly Resource[],
  value: Draft,
  target: ReplacementTarget,
  context: BuildContext,
): void {
  const { select, options } = target;
  if (!select) throw new Failure('target must specify resources to select', target.at);
  const paths = target.fieldPaths.length > 0 ? target.fieldPaths : [{ text: 'metadata.name', at: target.at }];
  for (const resource of resources) {
    if (!hasLabels(resource, select)) continue;
    const ids = resource.anyIds;
    if (!ids.some((id) => isSelectedBy(id, select))) continue;
    if (target.reject.some((reject) => isRejected(resource, ids, reject))) continue;
    for (const path of paths) {
      const create = options?.create === true;
      const which = `unable to find ${create ? 'or create ' : ''}field "${path.text}" in replacement target`;
      let slots: Slot[];
      try {
        const steps = splitFieldPath(path.text);
        slots = matchPath(resource.node, steps, create ? { kind: value.kind, at: value.at } : undefined);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        throw new Failure(`${which}: ${error.message}`, path.at);
      }
      if (slots.length === 0) throw new Failure(which, path.at);
      for (const slot of slots) setSlot(slot, value, options, path.at, context);
    }
  }
}

function setSlot(
  slot: Slot,
  source: Draft,
  options: FieldOptions | undefined,
  at: ReplacementTarget['at'],
  context: BuildContext,
): void {
  const { value: target } = slot;
  let text = source.kind === 'scalar' ? source.text : '';
  if (options && options.delimiter !== '') {
    if (target.kind !== 'scalar')
      throw new Failure('delimiter option can only be used with scalar nodes', at);
    const parts = target.text.split(options.delimiter);
    if (options.index < 0) parts.unshift(text);
    else if (options.index >= parts.length) parts.push(text);
    else parts[options.index] = text;
    text = parts.join(options.delimiter);
  }
  if (target.kind !== 'scalar') {
    slot.set(copyDraft(source, context.work));
    return;
  }
  if (source.kind !== 'scalar')
    throw new Failure('the replaced field holds a plain value, the source does not', at);
  slot.set(retyped(target, text, source, at));
}

/** The source's text with the type that the target has, so that `"3"` becomes a number of pods. */
function retyped(
  target: DraftScalar,
  text: string,
  source: DraftScalar,
  at: ReplacementTarget['at'],
): DraftScalar {
  const result: DraftScalar = { ...target, text, at: source.at };
  if (source.unknown !== undefined) result.unknown = source.unknown;
  const isNew = target.style === 'plain' && target.text === '' && target.value === '';
  if (typeof target.value === 'string' && !isNew) {
    result.value = text;
    return result;
  }
  result.value = resolveGoYaml(text, undefined);
  if (!isNew && target.value !== null && typeof result.value !== typeof target.value) {
    const tags = { number: 'int', boolean: 'bool', string: 'str', object: 'null' };
    const tag = (value: DraftScalar['value']) => tags[typeof value as keyof typeof tags];
    throw new Failure(`yaml: cannot decode a !!${tag(result.value)} as a !!${tag(target.value)}`, at);
  }
  return result;
}

function plain(text: string, at: DraftScalar['at']): DraftScalar {
  return { ...textNode(text, at), style: 'plain', value: resolveGoYaml(text, undefined) };
}

/** Names, groups, versions and kinds are compared as they are, no patterns; empty ones match everything. */
function isSelectedBy(id: ResourceId, selector: TargetArgs): boolean {
  return (
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' ||
      effectiveNamespace({ ...id, namespace: selector.namespace }) === effectiveNamespace(id)) &&
    isSelected(id, selector)
  );
}

function hasLabels(resource: Resource, selector: TargetArgs): boolean {
  return (
    matchesLabels(resource.metaMap('labels'), selector.labelSelector, selector.at) &&
    matchesLabels(resource.metaMap('annotations'), selector.annotationSelector, selector.at)
  );
}

function isRejected(resource: Resource, ids: readonly ResourceId[], reject: TargetArgs): boolean {
  const byId = [reject.group, reject.version, reject.kind, reject.name, reject.namespace].some(
    (text) => text !== '',
  );
  if (byId && ids.some((id) => isSelectedBy(id, reject))) return true;
  if (reject.labelSelector === '' && reject.annotationSelector === '') return false;
  return hasLabels(resource, reject);
}

function selectorText(target: TargetArgs): string {
  return idText(target);
}
