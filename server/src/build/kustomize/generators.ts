import { definedHere } from './definedHere';
import type { Place } from '../../text/place';
import type { GeneratorArgs, GeneratorOptions } from '../../formats/kustomize/kustomization';
import type { YamlMap } from '../../formats/yaml/tree';
import type { BuildContext } from './buildContext';
import {
  asStrings,
  checkKey,
  copyDraft,
  field,
  keyNode,
  mapNode,
  removeField,
  requote,
  scalarText,
  textNode,
  valueAt,
  type DraftMap,
  type DraftPair,
  type DraftScalar,
} from './draft';
import { Failure } from './failure';
import { compareUtf8 } from './hashSuffix';
import { readKeyValues, type KeyValue } from './keyValueSources';
import { Resource, type Behavior } from './resource';
import { sameId } from './resourceId';

/** Makes the object of one entry of `configMapGenerator` or `secretGenerator`. Throws a Failure when it has no name. */
export function generate(
  kind: 'ConfigMap' | 'Secret',
  args: GeneratorArgs,
  globalOptions: GeneratorOptions | undefined,
  directory: string,
  context: BuildContext,
): Resource {
  if (!args.name || args.name.text === '') throw new Failure('a configmap must have a name', args.at);
  const options = mergeOptions(args.options, globalOptions);
  const { entries, failures } = readKeyValues(args, directory, context);
  for (const failure of failures) context.attempt(args.at, () => raise(failure));

  const metadata = mapNode(args.at, [pairOf('name', textNode(args.name.text, args.name.at))]);
  if (args.namespace && args.namespace.text !== '') {
    metadata.pairs.push(pairOf('namespace', textNode(args.namespace.text, args.namespace.at)));
  }
  for (const key of ['labels', 'annotations'] as const) {
    const entries = options[key]?.pairs ?? [];
    if (entries.length === 0) continue;
    const map = mapNode(
      args.at,
      entries.map((pair) => ({
        key: keyNode(pair.key.text, pair.key.at),
        value: textNode(scalarText(pair.value as DraftScalar), pair.value.at),
      })),
    );
    metadata.pairs.push({ key: keyNode(key, args.at), value: map });
  }
  const node = mapNode(args.at, [
    pairOf('apiVersion', textNode('v1', args.at)),
    pairOf('kind', textNode(kind, args.at)),
    pairOf('metadata', metadata),
  ]);
  if (kind === 'Secret') {
    node.pairs.push(
      pairOf(
        'type',
        textNode(args.type && args.type.text !== '' ? args.type.text : 'Opaque', args.type?.at ?? args.at),
      ),
    );
  }
  const data = dataOf(kind, args, entries, context);
  if (failures.length > 0) data.unknown = `Not all sources of "${args.name.text}" can be read here.`;
  // An empty Secret has its data all the same.
  if (data.pairs.length > 0 || data.unknown !== undefined || kind === 'Secret')
    node.pairs.push(pairOf('data', data));
  if (options.immutable) {
    node.pairs.push({
      key: keyNode('immutable', args.at),
      value: { kind: 'scalar', at: args.at, value: true, text: 'true', style: 'plain' },
    });
  }
  requote(node);
  const resource = new Resource(node);
  resource.behavior = behaviorOf(args);
  resource.needsHash = !options.disableNameSuffixHash;
  return resource;
}

function pairOf(key: string, value: DraftPair['value']): DraftPair {
  return { key: keyNode(key, value.at), value };
}

function raise(failure: Failure): never {
  throw failure;
}

function behaviorOf(args: GeneratorArgs): Behavior {
  const behavior = args.behavior?.text ?? '';
  return behavior === 'create' || behavior === 'merge' || behavior === 'replace' ? behavior : '';
}

function dataOf(
  kind: 'ConfigMap' | 'Secret',
  args: GeneratorArgs,
  entries: readonly KeyValue[],
  context: BuildContext,
): DraftMap {
  const known = new Map<string, KeyValue>();
  for (const entry of entries) {
    if (known.has(entry.key)) {
      const message = `configmap ${args.name?.text} illegally repeats the key \`${entry.key}\``;
      context.report(entry.keyAt, `Kustomize does not build this: ${message}.`);
    }
    known.set(entry.key, entry);
    context.attempt(entry.keyAt, () => checkKey({ text: entry.key, at: entry.keyAt }));
  }
  const sorted = [...known.values()].sort((a, b) => compareUtf8(a.key, b.key));
  return mapNode(
    args.at,
    sorted.map((entry) => {
      const value = textNode(kind === 'Secret' ? base64(entry.value) : entry.value, entry.valueAt);
      if (entry.unknown !== undefined) value.unknown = entry.unknown;
      return { key: keyNode(entry.key, entry.keyAt), value };
    }),
  );
}

/** Base64 of the UTF-8 bytes, broken into lines of 70 when it is longer, as kyaml writes it. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const chunks: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192)
    chunks.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  const encoded = btoa(chunks.join(''));
  return encoded.length < 70 ? encoded : encoded.replace(/.{1,70}/g, '$&\n');
}

/** The options of an entry with those of the whole file: a switch counts if either turns it on. */
function mergeOptions(
  local: GeneratorOptions | undefined,
  all: GeneratorOptions | undefined,
): GeneratorOptions {
  const labels = mergeMaps(local?.labels, all?.labels);
  const annotations = mergeMaps(local?.annotations, all?.annotations);
  return {
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
    disableNameSuffixHash: Boolean(local?.disableNameSuffixHash || all?.disableNameSuffixHash),
    immutable: Boolean(local?.immutable || all?.immutable),
  };
}

function mergeMaps(local: YamlMap | undefined, all: YamlMap | undefined): YamlMap | undefined {
  if (!local || !all) return local ?? all;
  const own = new Set(local.pairs.map((pair) => pair.key.text));
  return { ...local, pairs: [...local.pairs, ...all.pairs.filter((pair) => !own.has(pair.key.text))] };
}

/**
 * Takes generated objects into those that are there: a new id is added, `merge` and `replace` want an old one. Throws a
 * Failure in kustomize's words otherwise.
 */
export function absorb(resources: Resource[], added: Resource, at: Place, context: BuildContext): void {
  const id = added.currentId;
  const matches = resources.filter((resource) => resource.anyIds.some((other) => sameId(id, other)));
  const [old] = matches;
  const replaces = added.behavior === 'merge' || added.behavior === 'replace';
  const name = `${id.kind} "${id.name}"`;
  if (!old) {
    if (replaces) {
      const near = resources.filter((each) => each.kind === id.kind && each.name === id.name);
      throw new Failure(
        `${name} does not exist; cannot merge or replace`,
        at,
        'error',
        near.map(definedHere),
      );
    }
    resources.push(added);
    return;
  }
  if (matches.length > 1) throw new Failure(`found multiple objects that could accept merge of ${name}`, at);
  if (!replaces) {
    throw new Failure(
      `${name} exists; can not use behavior: '${added.behavior || 'unspecified'}', behavior must be merge or replace`,
      at,
    );
  }
  inherit(added, old);
  if (added.behavior === 'merge') {
    mergeData(added, old, 'data', context);
    mergeData(added, old, 'binaryData', context);
  }
  resources[resources.indexOf(old)] = added;
}

/** Name, namespace, labels, annotations and history come from the object that is replaced; so may the hash. */
function inherit(added: Resource, old: Resource): void {
  for (const key of ['labels', 'annotations'] as const) {
    const before = valueAt(old.node, 'metadata', key);
    if (before?.kind !== 'map' || before.pairs.length === 0) continue;
    asStrings(before);
    const metadata = valueAt(added.node, 'metadata') as DraftMap;
    const own = field(metadata, key);
    if (!own) metadata.pairs.push({ key: keyNode(key, before.at), value: before });
    else if (own.value.kind === 'map') mergeInto(own.value, before);
  }
  for (const key of ['name', 'namespace'] as const) {
    const value = valueAt(old.node, 'metadata', key);
    added.restoreMeta(key, value?.kind === 'scalar' ? value : undefined);
  }
  added.needsHash = added.needsHash && old.needsHash;
  added.previous = old.previous;
  added.prefixes = old.prefixes;
  added.suffixes = old.suffixes;
  added.varNames = old.varNames;
  if (added.behavior === 'merge') added.generator = old.generator;
}

function mergeData(added: Resource, old: Resource, key: 'data' | 'binaryData', context: BuildContext): void {
  const before = valueAt(old.node, key);
  const made = valueAt(added.node, key);
  if (made?.kind === 'map' && made.pairs.length === 0 && made.unknown === undefined)
    removeField(added.node, key);
  if (before?.kind !== 'map') return;
  const own = field(added.node, key);
  const strings = copyDraft(before, context.work);
  for (const pair of strings.pairs) {
    const text = scalarText(pair.value);
    const { at, unknown } = pair.value;
    pair.value = { ...textNode(text, at), ...(unknown === undefined ? {} : { unknown }) };
  }
  if (own?.value.kind === 'map') {
    mergeInto(own.value, strings);
    const unknown = own.value.unknown ?? before.unknown;
    if (unknown !== undefined) own.value.unknown = unknown;
  } else if (strings.pairs.length > 0 || strings.unknown !== undefined) {
    added.node.pairs.push({ key: keyNode(key, before.at), value: strings });
  }
}

/** Adds the pairs that a map lacks; those it has remember what they overruled. */
function mergeInto(map: DraftMap, older: DraftMap): void {
  for (const pair of older.pairs) {
    const own = field(map, pair.key.text);
    if (own) own.before = [...(own.before ?? []), pair.value.at, ...(pair.before ?? [])];
    else map.pairs.push(pair);
  }
}
