/** The values that a deployment gives on top of a chart's own: files, inline values and `--set`, each over the last. */
import { parseYaml } from '../../formats/yaml/parseYaml';
import type { YamlFile, YamlNode, YamlScalar } from '../../formats/yaml/tree';
import type { Place } from '../../text/place';
import type { BuildProblem } from '../builtStack';
import type { WorkspaceFiles } from '../workspaceFiles';
import { mergeValues } from './coalesceValues';
import type { ValuesLayer } from './deployments';
import { templatePlace } from './originFinder';
import { readYaml } from './readYaml';
import { sourcedText, type Piece, type Source } from './text';
import { int64, nil, unknown, type MapEntry, type MapValue, type Value } from './value';

export const noValues: MapValue = { kind: 'map', entries: new Map() };

export function layeredValues(
  layers: readonly ValuesLayer[],
  files: WorkspaceFiles,
  read: (path: string) => MapValue,
): MapValue {
  return layers.reduce((below, layer) => {
    switch (layer.kind) {
      case 'file':
        return mergeValues(below, read(layer.path));
      case 'inline':
        return mergeValues(below, inlineValues(layer.node, files));
      case 'set':
        return withSet(below, layer);
      case 'absent':
        return below;
    }
  }, noValues);
}

/** The values of one file; none, and a problem, when it does not parse. */
export function readValues(file: YamlFile | undefined, problems: BuildProblem[]): MapValue {
  const document = file?.documents[0];
  for (const { at, message, severity } of document?.problems ?? []) {
    if (severity === 'error')
      problems.push({ at, message: `Helm refuses these values: ${message}`, severity });
  }
  return document?.root ? asMap(readYaml(document.root, ({ at }) => ({ at }))) : noValues;
}

/**
 * A chart's values where further ones are laid over them that the workspace does not hold: what is empty is there to
 * be filled, and further keys may be set.
 */
export function fillable(values: MapValue, reason: string): MapValue {
  return { ...(filledLater(values, reason) as MapValue), unknown: reason };
}

function filledLater(value: Value, reason: string): Value {
  if (value.kind === 'nil' || (value.kind === 'string' && value.text === '')) return unknown(reason);
  if (value.kind !== 'map') return value;
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of value.entries) {
    entries.set(key, { value: filledLater(entry.value, reason), keyAt: entry.keyAt });
  }
  return { ...value, entries };
}

/** Values inside another file: a map, or a text that holds YAML. */
function inlineValues(node: YamlNode, files: WorkspaceFiles): MapValue {
  if (node.kind === 'map') return asMap(readYaml(node, ({ at }) => ({ at })));
  if (node.kind !== 'scalar') return noValues;
  const root = parseYaml('', node.text).documents[0]?.root;
  const pieces = linePieces(node, files.text(node.at.file) ?? '');
  const sourceOf = ({ at }: YamlNode): Source => ({
    at: templatePlace(pieces, at.span.start, at.span.end, node.text) ?? node.at,
  });
  return root ? asMap(readYaml(root, sourceOf)) : noValues;
}

/** Where each line of a literal block stands in its file; nothing for other styles. */
function linePieces(node: YamlScalar, text: string): Piece[] {
  const pieces: Piece[] = [];
  const { file, span } = node.at;
  let at = text.indexOf('\n', span.start) + 1;
  if (node.style !== 'literal' || at === 0) return pieces;
  const indent = /^(?:[ \t]*\r?\n)*( *)/.exec(text.slice(at, span.end))?.[1]?.length ?? 0;
  let offset = 0;
  for (const line of node.text.split('\n')) {
    const start = at + (line === '' ? 0 : indent);
    const place = { file, span: { start, end: start + line.length } };
    pieces.push({ start: offset, end: offset + line.length, at: place, literal: true });
    offset += line.length + 1;
    at = text.indexOf('\n', at) + 1;
    if (at === 0) break;
  }
  return pieces;
}

function withSet(values: MapValue, set: Extract<ValuesLayer, { readonly kind: 'set' }>): MapValue {
  const keys = [...set.path.matchAll(/((?:\\.|[^.\\[\]])+)|\[(\d{1,4})\]/g)].map(([, key, index]) =>
    index === undefined ? (key ?? '').replace(/\\(.)/g, '$1') : Number(index),
  );
  return asMap(placed(values, keys, typed(set), set.at));
}

function placed(
  target: Value | undefined,
  keys: readonly (string | number)[],
  value: Value,
  at: Place,
): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const items = target?.kind === 'list' ? [...target.items] : [];
    while (items.length < key) items.push(nil);
    items[key] = placed(items[key], rest, value, at);
    return { kind: 'list', items };
  }
  const below: MapValue = target?.kind === 'map' ? target : noValues;
  const present = below.entries.get(key);
  const made = placed(present?.value, rest, value, at);
  return mergeValues(below, {
    kind: 'map',
    entries: new Map([[key, { value: made, keyAt: present?.keyAt ?? at }]]),
  });
}

/** What `--set` makes of a text: booleans, null and whole numbers are taken for what they look like. */
function typed({ value, asString, at }: Extract<ValuesLayer, { readonly kind: 'set' }>): Value {
  const source = { at };
  if (value === undefined) return { ...unknown('it is set when the chart is installed'), source };
  if (!asString) {
    if (value === 'true' || value === 'false') return { kind: 'bool', value: value === 'true', source };
    if (value === 'null') return { kind: 'nil', source };
    if (/^(0|-?[1-9]\d{0,14})$/.test(value)) return { ...int64(Number(value)), source };
  }
  return sourcedText(value, source);
}

function asMap(value: Value): MapValue {
  return value.kind === 'map' ? value : noValues;
}
