/** The functions that Helm adds to sprig's (`pkg/engine/funcs.go`, `engine.go`). */
import { parseYaml } from '../../../formats/yaml/parseYaml';
import type { YamlNode } from '../../../formats/yaml/tree';
import { emitJson } from '../emitJson';
import { emitYaml } from '../emitYaml';
import { readYaml } from '../readYaml';
import { fixed, variadic, type TemplateFunction } from '../templateFunction';
import { TemplateFailure } from '../templateFailure';
import { wholeSource, type Source, type Text } from '../text';
import { list, map, nil, unknown, type Value } from '../value';

const toYaml = fixed(['any'], ([value]) => emitYaml(value), { lenient: true });
const toJson = fixed(['any'], ([value]) => emitJson(value), { lenient: true });
const toPrettyJson = fixed(['any'], ([value]) => emitJson(value, { pretty: true }), { lenient: true });
const toRawJson = fixed(['any'], ([value]) => emitJson(value, { raw: true }), { lenient: true });
const fromJson = fixed(
  ['string'],
  ([text]) => {
    const value = readJson(text);
    if (value === unreadable)
      throw new TemplateFailure('data', 'error calling mustFromJson: the text is no JSON');
    return value;
  },
  { lenient: true },
);

export const helmFunctions: Record<string, TemplateFunction> = {
  include: fixed(['string', 'any'], ([name, data], call) => call.include(name.text, data), { lenient: true }),
  tpl: fixed(['string', 'any'], ([template, data], call) => call.tpl(template, data), { lenient: true }),
  required: fixed(
    ['string', 'any'],
    ([warning, value]) => {
      const missing = value.kind === 'nil' || (value.kind === 'string' && value.text === '');
      if (missing) throw new TemplateFailure('data', withoutStop(warning.text));
      return value;
    },
    { lenient: true },
  ),
  fail: fixed(['string'], ([reason]) => {
    throw new TemplateFailure('fail', withoutStop(reason.text));
  }),
  lookup: fixed(['string', 'string', 'string', 'string'], () => map(), { lenient: true }),
  toYaml,
  mustToYaml: toYaml,
  toYamlPretty: fixed(['any'], ([value]) => emitYaml(value, true), { lenient: true }),
  fromYaml: fixed(['string'], ([text]) => asMap(read(text)), { lenient: true }),
  fromYamlArray: fixed(['string'], ([text]) => asList(read(text)), { lenient: true }),
  toJson,
  mustToJson: toJson,
  toPrettyJson,
  mustToPrettyJson: toPrettyJson,
  toRawJson,
  mustToRawJson: toRawJson,
  fromJson: fixed(['string'], ([text]) => asMap(readJson(text)), { lenient: true }),
  mustFromJson: fromJson,
  fromJsonArray: fixed(['string'], ([text]) => asList(readJson(text)), { lenient: true }),
  toToml: variadic([], 'any', () => unknown('TOML is not modelled')),
  fromToml: variadic([], 'any', () => unknown('TOML is not modelled')),
};

/** A reason as a part of a sentence: on one line, and without a full stop. */
function withoutStop(text: string): string {
  return text.slice(0, 1000).trim().replace(/\s+/g, ' ').replace(/\.$/, '');
}

/** What could not be read; Helm's functions then yield a map with the reason under `Error`. */
const unreadable = Symbol('unreadable');

/** YAML of a text, each value with the place it had in the text. */
function read(text: Text): Value | typeof unreadable {
  const [document, ...others] = parseYaml('', text.text).documents;
  if (others.length > 0 || document?.problems.some((problem) => problem.severity === 'error')) {
    return text.unknown === undefined ? unreadable : unknown(text.unknown);
  }
  if (!document?.root) return nil;
  return readYaml(known(document.root, text), (node): Source | undefined => {
    return wholeSource(text.pieces, node.at.span.start, node.at.span.end);
  });
}

/** The tree with what stands in an unknown part of the text marked as such. */
function known(node: YamlNode, text: Text): YamlNode {
  if (text.unknown === undefined) return node;
  const { start, end } = node.at.span;
  switch (node.kind) {
    case 'scalar': {
      const touched = text.pieces.filter((piece) => piece.start < end && piece.end > start);
      const reason = overlapping(touched, start, end);
      return reason === undefined ? node : { ...node, unknown: reason };
    }
    case 'sequence':
      return { ...node, items: node.items.map((item) => known(item, text)) };
    case 'map':
      return {
        ...node,
        pairs: node.pairs.map((pair) => ({ ...pair, value: known(pair.value, text) })),
        unknown: node.pairs
          .map((pair) => overlapping(text.pieces, pair.key.at.span.start, pair.key.at.span.end))
          .find((each) => each !== undefined),
      };
  }
}

function overlapping(pieces: Text['pieces'], start: number, end: number): string | undefined {
  for (const piece of pieces) {
    if (piece.start >= end || piece.end <= start) continue;
    const reason = piece.unknown ?? (piece.inner && overlapping(piece.inner, start, end));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function readJson(text: Text): Value | typeof unreadable {
  if (text.unknown !== undefined) return unknown(text.unknown);
  try {
    JSON.parse(text.text);
  } catch {
    return unreadable;
  }
  return read(text);
}

function asMap(value: Value | typeof unreadable): Value {
  if (value === unreadable) return failed();
  if (value.kind === 'map' || value.kind === 'unknown') return value;
  return value.kind === 'nil' ? map() : failed();
}

function failed(): Value {
  return map([['Error', unknown('it is the reason why a text could not be read', true)]]);
}

function asList(value: Value | typeof unreadable): Value {
  if (value !== unreadable && (value.kind === 'list' || value.kind === 'unknown')) return value;
  if (value !== unreadable && value.kind === 'nil') return list([]);
  return list([unknown('it is the reason why a text could not be read', true)]);
}
