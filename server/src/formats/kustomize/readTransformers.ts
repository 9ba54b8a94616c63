import type { YamlMap } from '../yaml/tree';
import type {
  FieldOptions,
  FieldSpecArgs,
  ImageArgs,
  PatchArgs,
  ReplacementArgs,
  ReplacementTarget,
  ReplicaArgs,
  TargetArgs,
  VarArgs,
} from './kustomization';
import type { StructReader } from './structReader';

export function readPatch(map: YamlMap, reader: StructReader): PatchArgs {
  reader.only(map, ['path', 'patch', 'target', 'options']);
  const target = reader.struct(reader.get(map, 'target'), 'target');
  const path = reader.text(map, 'path');
  const patch = reader.text(map, 'patch');
  const options = reader.struct(reader.get(map, 'options'), 'options');
  return {
    at: map.at,
    ...(path ? { path } : {}),
    ...(patch ? { patch } : {}),
    ...(target ? { target: readTarget(target, reader) } : {}),
    options: new Map(options?.pairs.map(({ key }) => [key.text, reader.flag(options, key.text)])),
  };
}

const targetFields = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'];

export function readTarget(map: YamlMap, reader: StructReader, more: readonly string[] = []): TargetArgs {
  reader.only(map, [...targetFields, ...more]);
  const text = (name: string) => reader.plainText(map, name);
  return {
    at: map.at,
    group: text('group'),
    version: text('version'),
    kind: text('kind'),
    name: text('name'),
    namespace: text('namespace'),
    labelSelector: text('labelSelector'),
    annotationSelector: text('annotationSelector'),
  };
}

export function readImage(map: YamlMap, reader: StructReader): ImageArgs {
  reader.only(map, ['name', 'newName', 'newTag', 'tagSuffix', 'digest']);
  const text = (key: 'newName' | 'newTag' | 'tagSuffix' | 'digest') => {
    const node = reader.text(map, key);
    return node && node.text !== '' ? { [key]: node } : {};
  };
  return {
    at: map.at,
    name: reader.plainText(map, 'name'),
    ...text('newName'),
    ...text('newTag'),
    ...text('tagSuffix'),
    ...text('digest'),
  };
}

export function readReplica(map: YamlMap, reader: StructReader): ReplicaArgs {
  reader.only(map, ['name', 'count']);
  const count = reader.integer(map, 'count');
  return { at: map.at, name: reader.plainText(map, 'name'), ...(count ? { count } : {}) };
}

/** Reads one replacement, of a kustomization or of the file that it names. */
export function readReplacement(map: YamlMap, reader: StructReader): ReplacementArgs {
  reader.only(map, ['path', 'source', 'sourceValue', 'targets']);
  const path = reader.text(map, 'path');
  const source = reader.struct(reader.get(map, 'source'), 'source');
  const sourceValue = reader.text(map, 'sourceValue');
  const options = source && readFieldOptions(source, reader);
  return {
    at: map.at,
    ...(path ? { path } : {}),
    ...(source
      ? {
          source: {
            ...readTarget(source, reader, ['fieldPath', 'options']),
            fieldPath: reader.plainText(source, 'fieldPath'),
            ...(options ? { options } : {}),
          },
        }
      : {}),
    ...(sourceValue ? { sourceValue } : {}),
    ...(reader.get(map, 'targets')
      ? { targets: reader.structs(map, 'targets').map((target) => readReplacementTarget(target, reader)) }
      : {}),
  };
}

function readReplacementTarget(map: YamlMap, reader: StructReader): ReplacementTarget {
  reader.only(map, ['select', 'reject', 'fieldPaths', 'options']);
  const select = reader.struct(reader.get(map, 'select'), 'select');
  const options = readFieldOptions(map, reader);
  return {
    at: map.at,
    ...(select ? { select: readTarget(select, reader) } : {}),
    reject: reader.structs(map, 'reject').map((reject) => readTarget(reject, reader)),
    fieldPaths: reader.texts(map, 'fieldPaths'),
    ...(options ? { options } : {}),
  };
}

function readFieldOptions(owner: YamlMap, reader: StructReader): FieldOptions | undefined {
  const map = reader.struct(reader.get(owner, 'options'), 'options');
  if (!map) return undefined;
  reader.only(map, ['delimiter', 'index', 'create', 'encoding']);
  return {
    delimiter: reader.plainText(map, 'delimiter'),
    index: Number(reader.integer(map, 'index')?.value ?? 0),
    create: reader.flag(map, 'create'),
    encoding: reader.plainText(map, 'encoding'),
  };
}

export function readVar(map: YamlMap, reader: StructReader): VarArgs {
  reader.only(map, ['name', 'objref', 'fieldref']);
  const objref = reader.struct(reader.get(map, 'objref'), 'objref');
  const fieldref = reader.struct(reader.get(map, 'fieldref'), 'fieldref');
  const fieldPath =
    fieldref && (reader.plainText(fieldref, 'fieldPath') || reader.plainText(fieldref, 'fieldpath'));
  const target = objref ? readTarget(objref, reader, ['apiVersion']) : undefined;
  return {
    at: map.at,
    name: reader.plainText(map, 'name'),
    objref: {
      ...(target ?? emptyTarget(map)),
      apiVersion: objref ? reader.plainText(objref, 'apiVersion') : '',
    },
    fieldPath: fieldPath || 'metadata.name',
  };
}

function emptyTarget(map: YamlMap): TargetArgs {
  const none = '';
  return {
    at: map.at,
    group: none,
    version: none,
    kind: none,
    name: none,
    namespace: none,
    labelSelector: none,
    annotationSelector: none,
  };
}

/** Reads a list of field specs: `{group, version, kind, path, create}`. */
export function readFieldSpecs(owner: YamlMap, name: string, reader: StructReader): FieldSpecArgs[] {
  return reader.structs(owner, name).map((map) => {
    reader.only(map, ['group', 'version', 'kind', 'path', 'create']);
    return {
      group: reader.plainText(map, 'group'),
      version: reader.plainText(map, 'version'),
      kind: reader.plainText(map, 'kind'),
      path: reader.plainText(map, 'path'),
      create: reader.flag(map, 'create'),
    };
  });
}
