import { place } from '../../text/place';
import { parseYaml } from '../yaml/parseYaml';
import { child, pair, pairs, scalar, type YamlNode } from '../yaml/tree';
import type { ComposerJson, ComposerRequirement } from './composerFile';
import { readJsonObject } from './readJsonObject';

/**
 * Reads a `composer.json`. JSON is read as the YAML that it is, as that keeps places and still yields something for a
 * file that is being typed; whether it is JSON is judged apart. Never throws.
 */
export function parseComposerJson(file: string, text: string): ComposerJson {
  const root = parseYaml(file, text).documents[0]?.root;
  const requirements = [...readSection(root, 'require', false), ...readSection(root, 'require-dev', true)];
  const last = requirements.findLast((requirement) => !requirement.dev)?.at.span.end;
  const name = scalar(child(root, 'name'))?.text;
  const type = scalar(child(root, 'type'))?.text;
  return {
    file,
    ...(name === undefined ? {} : { name: name.toLowerCase() }),
    ...(type === undefined ? {} : { type }),
    requirements,
    ...(last === undefined ? {} : { requireEnd: place(file, last, last) }),
    problems: readJsonObject(file, text).problems,
  };
}

function readSection(root: YamlNode | undefined, key: string, dev: boolean): ComposerRequirement[] {
  const requirements: ComposerRequirement[] = [];
  for (const requirement of pairs(pair(root, key)?.value)) {
    const constraint = scalar(requirement.value);
    if (constraint === undefined || constraint.text === '') continue;
    requirements.push({
      name: requirement.key.text.toLowerCase(),
      nameAt: requirement.key.at,
      constraint: constraint.text,
      at: constraint.at,
      dev,
    });
  }
  return requirements;
}
