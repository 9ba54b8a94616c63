import { Failure } from './failure';
import {
  field,
  isNull,
  keyNode,
  removeField,
  scalarText,
  setField,
  type Draft,
  type DraftMap,
  type DraftSequence,
} from './draft';
import { mergeSchemaOf, type FieldMerge, type MergeSchema } from './mergeSchema';
import { mergeList } from './mergeList';
import type { Work } from './work';

/** What merging needs at every level. */
export interface MergeContext {
  readonly work: Work;
  readonly openapi?: ReadonlyMap<string, MergeSchema>;
}

/**
 * Merges a patch into an object as kyaml's merge2 does, in place, and returns the result; undefined when the patch deletes
 * it. Nodes of the patch become nodes of the object, with their places. Throws a Failure when the two do not fit.
 *
 * `$patch: replace` within a list that merges has no effect, `$retainKeys` and `$setElementOrder` stay as they are
 * written: so does the real one (5.7).
 */
export function strategicMerge(
  target: Draft | undefined,
  patch: Draft | undefined,
  context: MergeContext,
  rule: FieldMerge | undefined = undefined,
  path: readonly string[] = [],
): Draft | undefined {
  if (patch === undefined && !isNull(target)) {
    settle(target, rule, context, path);
    return target;
  }
  context.work.spend(1);
  const schema = rule ?? ruleOfKind(target, context) ?? ruleOfKind(patch, context);
  const leading = isNull(target) ? patch : target;
  const kind = isNull(leading) ? 'map' : leading.kind;
  for (const node of [target, patch])
    if (!isNull(node) && node.kind !== kind) throw wrongKind(node, kind, path);
  if (kind === 'scalar') return patch ?? target;
  if (kind === 'map') return mergeMap(target, patch, context, schema, path);
  if (!schema?.keys) return patch ?? target;
  return mergeSequence(
    target as DraftSequence | undefined,
    patch as DraftSequence | undefined,
    context,
    schema,
    path,
  );
}

/** What merging does to the parts of an object of which the patch does not speak: lists that merge by key are put right. */
function settle(
  node: Draft,
  rule: FieldMerge | undefined,
  context: MergeContext,
  path: readonly string[],
): void {
  context.work.spend(1);
  if (node.kind === 'scalar') return;
  const schema = rule ?? ruleOfKind(node, context);
  if (node.kind === 'sequence') {
    if (schema?.keys) mergeSequence(node, undefined, context, schema, path);
    return;
  }
  for (const { key, value } of node.pairs) {
    if (!isNull(value)) settle(value, fieldRule(schema, key.text), context, path);
  }
}

function ruleOfKind(node: Draft | undefined, context: MergeContext): FieldMerge | undefined {
  if (node?.kind !== 'map') return undefined;
  const apiVersion = scalarText(field(node, 'apiVersion')?.value);
  if (apiVersion === '') return undefined;
  const kind = scalarText(field(node, 'kind')?.value);
  if (kind === '') return undefined;
  const of = mergeSchemaOf(apiVersion, kind, context.openapi);
  return of && { of };
}

function mergeMap(
  target: Draft | undefined,
  patch: Draft | undefined,
  context: MergeContext,
  rule: FieldMerge | undefined,
  path: readonly string[],
): Draft | undefined {
  let result: Draft | undefined;
  const directive = takeDirective(patch);
  if (isNull(target)) result = directive === 'delete' ? undefined : patch;
  else if (patch && isNull(patch)) result = undefined;
  else if (directive === 'delete') result = undefined;
  else result = directive === 'replace' ? patch : target;
  if (result?.kind !== 'map') return result;

  for (const key of keysOf(result, patch)) {
    const other = field(patch, key);
    const own = field(result, key);
    // Nulls that the patch does not speak of stay.
    if (own && isNull(own.value) && !other) continue;
    const merged = strategicMerge(own?.value, other?.value, context, fieldRule(rule, key), [...path, key]);
    // A map that was merged keeps the key of the place that made it; whatever was replaced takes the patch's.
    setField(result, (merged === own?.value ? own?.key : other?.key) ?? keyNode(key, result.at), merged);
  }
  return result;
}

/** A rule for the field, so that its own `kind` is not asked, or none if the schema ends here. */
function fieldRule(rule: FieldMerge | undefined, key: string): FieldMerge | undefined {
  return rule?.of && Object.hasOwn(rule.of, key) ? rule.of[key] : undefined;
}

function keysOf(...maps: (Draft | undefined)[]): string[] {
  const keys = new Set<string>();
  for (const map of maps) if (map?.kind === 'map') for (const pair of map.pairs) keys.add(pair.key.text);
  return [...keys].sort();
}

function mergeSequence(
  target: DraftSequence | undefined,
  patch: DraftSequence | undefined,
  context: MergeContext,
  rule: FieldMerge,
  path: readonly string[],
): Draft | undefined {
  let result: Draft | undefined;
  const directive = takeListDirective(patch);
  if (isNull(target)) result = directive === 'delete' ? undefined : patch;
  else if (patch && isNull(patch)) result = undefined;
  else if (directive === 'delete') result = undefined;
  else result = directive === 'replace' ? patch : target;
  if (result?.kind !== 'sequence') return result;
  const elements: FieldMerge | undefined = rule.of && { of: rule.of };
  return mergeList(
    result,
    patch?.kind === 'sequence' ? patch : undefined,
    rule.keys ?? [],
    context.work,
    (own, other) => strategicMerge(own, other, context, elements, path),
  );
}

type Directive = 'merge' | 'replace' | 'delete';

/** Reads and removes the `$patch` of a map. */
function takeDirective(patch: Draft | undefined): Directive {
  const found = field(patch, '$patch');
  if (!found || found.value.kind !== 'scalar') return 'merge';
  const directive = scalarText(found.value);
  if (directive !== 'merge' && directive !== 'replace' && directive !== 'delete') {
    throw new Failure(`unknown patch strategy '${directive}'`, found.value.at);
  }
  removeField(patch as DraftMap, '$patch');
  return directive;
}

/** Reads and removes the element `$patch: …` that speaks for a whole list. */
function takeListDirective(patch: Draft | undefined): Directive {
  if (patch?.kind !== 'sequence') return 'merge';
  const element = patch.items.find((item) => item.kind === 'map' && field(item, '$patch'));
  if (element?.kind !== 'map' || element.pairs.length !== 1) return 'merge';
  const directive = takeDirective(element);
  patch.items = patch.items.filter((item) => item !== element);
  return directive;
}

function wrongKind(node: Draft, wanted: Draft['kind'], path: readonly string[]): Failure {
  const names = { map: 'MappingNode', sequence: 'SequenceNode', scalar: 'ScalarNode' };
  return new Failure(
    `wrong Node Kind for ${path.join('.')} expected: ${names[wanted]} was ${names[node.kind]}`,
    node.at,
  );
}
