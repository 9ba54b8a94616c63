import type { YamlNode, YamlPair } from '../formats/yaml/tree';
import { nearestName } from '../rules/configNames';
import { rules } from '../rules/registry';
import type { Report } from '../rules/rule';
import { list } from '../rules/words';
import type { Place } from '../text/place';
import { LEVELS, type Level, type RuleLevels } from './settings';
import type { Shape } from './settingsShape';

/** A text of the settings file, and where it stands. */
export interface Written {
  readonly text: string;
  readonly at: Place;
}

/** What a shape comes to: only what fits it. */
export type Content = Written | RuleLevels | readonly Content[] | { readonly [key: string]: Content };

/** The content of a node as the shape wants it; what does not fit is left out and told to `report`. */
export function readShape(
  node: YamlNode,
  shape: Shape,
  report: (problem: Report) => void,
): Content | undefined {
  switch (shape.kind) {
    case 'text':
      if (node.kind === 'scalar' && node.value !== null) return { text: node.text, at: node.at };
      report(wrong(node, shape.what));
      return undefined;
    case 'list':
      if (isEmpty(node)) return [];
      if (node.kind === 'sequence')
        return node.items.flatMap((item) => readShape(item, shape.of, report) ?? []);
      report(wrong(node, `a list of ${shape.what}`));
      return undefined;
    case 'either':
      return readShape(node, node.kind === 'map' ? shape.map : shape.text, report);
    case 'rules':
      return readRules(node, report);
    case 'map':
      return readMap(node, shape, report);
  }
}

function readMap(
  node: YamlNode,
  { keys }: Extract<Shape, { kind: 'map' }>,
  report: (problem: Report) => void,
): Content | undefined {
  const required = Object.keys(keys).filter((key) => keys[key]?.required);
  if (isEmpty(node) && required.length === 0) return {};
  if (node.kind !== 'map') {
    report(wrong(node, `a map with ${list(Object.keys(keys).map(quoted), 'or')}`));
    return undefined;
  }
  const content: Record<string, Content> = {};
  for (const { key, value } of node.pairs) {
    const known = Object.hasOwn(keys, key.text) ? keys[key.text] : undefined;
    if (!known) {
      const present = node.pairs.map((each) => each.key.text);
      const free = Object.keys(keys).filter((each) => !present.includes(each));
      report(unknownName(key, 'setting', free, 'here'));
      continue;
    }
    const read = readShape(value, known.shape, report);
    if (read !== undefined) content[key.text] = read;
  }
  const missing = required.filter((key) => !node.pairs.some((pair) => pair.key.text === key));
  if (missing.length > 0) {
    report({
      at: node.pairs[0]?.key.at ?? node.at,
      message: `This entry lacks ${list(missing.map(quoted))}, so it does not count.`,
      certainty: 'certain',
    });
  }
  return required.every((key) => content[key] !== undefined) ? content : undefined;
}

const RULE_IDS = rules.map(({ id }) => id);

function readRules(node: YamlNode, report: (problem: Report) => void): RuleLevels | undefined {
  if (isEmpty(node)) return {};
  if (node.kind !== 'map') {
    report(wrong(node, 'a map of rules and their severities'));
    return undefined;
  }
  const levels: Record<string, Level> = {};
  for (const pair of node.pairs) {
    const level = readLevel(pair, report);
    if (!RULE_IDS.includes(pair.key.text)) report(unknownName(pair.key, 'rule', RULE_IDS));
    else if (level !== undefined) levels[pair.key.text] = level;
  }
  return levels;
}

/** Words that other tools have for our severities. `off` without quotes is a boolean to some readers of YAML. */
const OTHER_WORDS: Readonly<Record<string, Level>> = {
  false: 'off',
  no: 'off',
  none: 'off',
  ignore: 'off',
  '0': 'off',
  info: 'information',
  notice: 'information',
  hint: 'information',
  note: 'information',
  warn: 'warning',
  '1': 'warning',
  err: 'error',
  critical: 'error',
  '2': 'error',
};

function readLevel({ key, value }: YamlPair, report: (problem: Report) => void): Level | undefined {
  const text = value.kind === 'scalar' ? value.text : '';
  const level = LEVELS.find((each) => each === text);
  if (level !== undefined) return level;
  if (text === '') {
    report({
      at: value.kind === 'scalar' ? key.at : value.at,
      message: `Rule ${quoted(key.text)} has no severity: ${levelWords()}.`,
      certainty: 'certain',
    });
    return undefined;
  }
  const meant = OTHER_WORDS[text.toLowerCase()] ?? nearestName(text, LEVELS);
  report({
    at: value.at,
    message: `${quoted(text)} is no severity, so it does not count. The severities are ${levelWords()}.`,
    certainty: 'certain',
    fixes: () => (meant === undefined ? [] : [replacement(value.at, meant)]),
  });
  return undefined;
}

function levelWords(): string {
  return list(LEVELS.map(quoted));
}

function unknownName(key: Written, what: string, known: readonly string[], where = ''): Report {
  const meant = nearestName(key.text, known);
  const there = where === '' ? '' : ` ${where}`;
  const hint =
    meant !== undefined
      ? `Did you mean ${quoted(meant)}?`
      : known.length < 12
        ? `There ${known.length === 1 ? 'is' : 'are'} ${list(known.map(quoted))}.`
        : '"laravel-k8s rules" lists them.';
  return {
    at: key.at,
    message: `There is no ${what} ${quoted(key.text)}${there}, so this does not count. ${hint}`,
    certainty: 'certain',
    fixes: () => (meant === undefined ? [] : [replacement(key.at, meant)]),
  };
}

function replacement(at: Place, value: string) {
  return {
    title: `Change it to "${value}"`,
    edits: [{ kind: 'replace-scalar', at, value }] as const,
    preferred: true,
  };
}

function wrong(node: YamlNode, wanted: string): Report {
  const is = { scalar: 'a text', map: 'a map', sequence: 'a list' }[node.kind];
  return {
    at: node.at,
    message: `Here stands ${node.kind === 'scalar' && node.value === null ? 'nothing' : is} where ${wanted} is expected, so it does not count.`,
    certainty: 'certain',
  };
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.at.span.start === node.at.span.end;
}

function quoted(text: string): string {
  return `"${text}"`;
}
