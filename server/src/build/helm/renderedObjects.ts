/**
 * The objects in the output of a template, each node with the place where it is written: in the values file when its
 * whole text is a value, in the template otherwise.
 */
import { parseYaml } from '../../formats/yaml/parseYaml';
import { child, items, scalar, type YamlDocument, type YamlMap } from '../../formats/yaml/tree';
import type { BuildProblem } from '../builtStack';
import { blockGap, gapsInPlace } from './gapLines';
import { OriginFinder, type TextOf } from './originFinder';
import type { RenderedFile } from './renderChart';
import { join, split, type Text } from './text';

export interface RenderedObjects {
  readonly objects: readonly YamlMap[];
  readonly problems: readonly BuildProblem[];
  /** Why objects of this file may be missing. */
  readonly outside: readonly string[];
}

export function renderedObjects(rendered: RenderedFile, textOf: TextOf): RenderedObjects {
  const text = gapsInPlace(withoutNoValue(rendered.text));
  const finder = new OriginFinder(rendered.file, text, textOf);
  const objects: YamlMap[] = [];
  const problems: BuildProblem[] = [];
  const outside: string[] = [];
  for (const document of parseYaml(rendered.file, text.text).documents) {
    const fault = document.problems.find((problem) => problem.severity === 'error');
    if (fault) {
      outside.push(`A document that ${rendered.file} renders does not parse, so its object is not known.`);
      if (!touchesGap(text, document)) {
        const message = `Helm refuses what this template renders: ${fault.message}`;
        problems.push({
          at: finder.place(fault.at.span.start, fault.at.span.end),
          message,
          severity: 'error',
        });
      }
      continue;
    }
    const { root } = document;
    if (!root) continue;
    const node = finder.relocated(root);
    if (node.kind === 'map') {
      if (!isTest(node)) objects.push(node);
    } else if (node.unknown !== undefined) {
      outside.push(`What ${rendered.file} renders is not known: ${node.unknown}.`);
    } else {
      const message = 'Helm refuses what this template renders: it is no object.';
      problems.push({ at: node.at, message, severity: 'error' });
    }
  }
  return { objects: objects.flatMap(listed), problems, outside };
}

/** Helm prints nothing where Go prints `<no value>`. */
function withoutNoValue(text: Text): Text {
  return text.text.includes('<no value>') ? join(split(text, '<no value>'), '') : text;
}

function touchesGap(text: Text, document: YamlDocument): boolean {
  const { start, end } = document.at.span;
  return text.unknown !== undefined && text.text.slice(start, end).includes(blockGap.charAt(0));
}

function isTest(object: YamlMap): boolean {
  const hook = scalar(child(object, 'metadata', 'annotations', 'helm.sh/hook'))?.text ?? '';
  return hook.split(',').some((each) => each.trim() === 'test' || each.trim() === 'test-success');
}

/** Helm leaves `kind: List` as it is; whoever applies it applies its items. */
function listed(object: YamlMap): YamlMap[] {
  const kind = scalar(child(object, 'kind'))?.text;
  const listItems = items(child(object, 'items')).filter((item): item is YamlMap => item.kind === 'map');
  return kind === 'List' && listItems.length > 0 ? listItems : [object];
}
