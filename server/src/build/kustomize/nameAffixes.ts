import type { BuildContext } from './buildContext';
import { rewriteText } from './draft';
import { visitField, type FieldSpec } from './fieldSpecs';
import type { Resource } from './resource';
import { isSelected } from './resourceId';

/** Kinds whose name is not theirs to change. */
const skipped = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** Puts a prefix in front of all names, or a suffix behind them, and remembers both for references. */
export function addAffix(
  resources: readonly Resource[],
  side: 'prefix' | 'suffix',
  text: string,
  specs: readonly FieldSpec[],
  context: BuildContext,
): void {
  if (text === '') return;
  for (const resource of resources) {
    const id = resource.originalId;
    if (skipped.some((kind) => isSelected(id, kind))) continue;
    for (const spec of specs) {
      if (!isSelected(id, spec)) continue;
      if (spec.path === 'metadata/name') {
        (side === 'prefix' ? resource.prefixes : resource.suffixes).push(text);
        resource.storePreviousId();
      }
      visitField(resource.node, spec, context.work, (value) => {
        if (value.kind !== 'scalar' || value.value === null) return;
        rewriteText(value, side === 'prefix' ? text + value.text : value.text + text);
      });
    }
  }
}
