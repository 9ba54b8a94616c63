/** The changes of a folder's settings file that quick fixes make. */
import type { Analysis } from '../analysis/analyse';
import { carryOut, type WorkspaceChange } from '../analysis/carryOut';
import type { Finding } from '../analysis/finding';
import { ruleSettings } from '../analysis/settings';
import { SETTINGS_FILES, settingsFileOf } from '../analysis/settingsFile';
import { yamlLines } from '../analysis/yamlLines';
import { pair, type YamlNode } from '../formats/yaml/tree';
import { rules } from '../rules/registry';
import type { Missing } from '../rules/rule';
import { place } from '../text/place';
import type { EditRequest, YamlContent } from '../text/editRequest';

export interface SettingsEdit {
  readonly title: string;
  readonly change: WorkspaceChange;
}

/**
 * What can be said in the settings so that a finding goes: that its rule is off, that an object exists elsewhere. Without
 * a settings file there is none, unless `create` allows to begin one. Where the file says something else already, or
 * cannot be read at that place, nothing is offered.
 */
export function settingsEdits(analysis: Analysis, finding: Finding, create: boolean): SettingsEdit[] {
  const file = settingsFileOf(analysis.files);
  if (file === undefined && !create) return [];
  const edits: SettingsEdit[] = [];
  const offer = (title: string, path: readonly string[], last: Last): void => {
    const change =
      file === undefined ? newFile(nested(path, contentOf(last))) : addition(analysis, file, path, last);
    if (change) edits.push({ title, change });
  };
  if (finding.missing) {
    const { kind, name } = finding.missing;
    offer(`"${name}" exists outside this repository`, ['external', EXTERNAL[kind]], { item: name });
  }
  if (!isOverridden(analysis, finding)) {
    const title = `Switch ${finding.rule} off in ${file ?? SETTINGS_FILES[0]}`;
    offer(title, ['rules'], { key: finding.rule, value: 'off' });
  }
  return edits;
}

const EXTERNAL: Readonly<Record<Missing['kind'], string>> = {
  Service: 'services',
  Secret: 'secrets',
  ConfigMap: 'configMaps',
};

type YamlBlock = Exclude<YamlContent, string | number | boolean>;

/** What is added below a path: an item of a list, or a pair of a map. */
type Last = { readonly item: string } | { readonly key: string; readonly value: string };

function contentOf(last: Last): YamlBlock {
  return 'item' in last ? [last.item] : { [last.key]: last.value };
}

/** An entry of `overrides` would still decide. */
function isOverridden({ settings }: Analysis, { rule, at }: Finding): boolean {
  const found = rules.find(({ id }) => id === rule);
  const level = found && ruleSettings({ ...settings, rules: {} }).level(found, at.file);
  return level !== undefined && level !== 'off';
}

function addition(
  analysis: Analysis,
  file: string,
  path: readonly string[],
  last: Last,
): WorkspaceChange | undefined {
  const { files } = analysis;
  const root = files.yaml(file)?.documents[0]?.root;
  const request = root ? requestIn(root, path, last) : atEnd(file, files.text(file) ?? '', path, last);
  return request && carryOut({ title: '', edits: [request] }, files);
}

function requestIn(root: YamlNode, path: readonly string[], last: Last): EditRequest | undefined {
  let node = root;
  for (const [depth, key] of path.entries()) {
    if (node.kind !== 'map') return undefined;
    const value = pair(node, key)?.value;
    if (!value || (value.kind === 'scalar' && value.value === null)) {
      return { kind: 'set-pair', map: node.at, key, value: nested(path.slice(depth + 1), contentOf(last)) };
    }
    node = value;
  }
  if ('item' in last) {
    return node.kind === 'sequence' ? { kind: 'append-item', sequence: node.at, item: last.item } : undefined;
  }
  return node.kind === 'map'
    ? { kind: 'set-pair', map: node.at, key: last.key, value: last.value }
    : undefined;
}

/** A file without any content but comments gets its first lines behind these. */
function atEnd(file: string, text: string, path: readonly string[], last: Last): EditRequest {
  const between = text === '' || /[\r\n]$/.test(text) ? '' : '\n';
  return {
    kind: 'replace-text',
    at: place(file, text.length, text.length),
    text: between + written(nested(path, contentOf(last))),
  };
}

function nested(path: readonly string[], content: YamlBlock): YamlBlock {
  return path.reduceRight<YamlBlock>((inner, key) => ({ [key]: inner }), content);
}

function newFile(content: YamlBlock): WorkspaceChange {
  return { edits: [], creations: [{ file: SETTINGS_FILES[0] ?? '', text: written(content) }] };
}

function written(content: YamlBlock): string {
  return `${yamlLines(content).join('\n')}\n`;
}
