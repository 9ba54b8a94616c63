import type { TargetArgs } from '../../formats/kustomize/kustomization';
import { Failure } from './failure';
import { compilePattern } from './compilePattern';
import { matchesLabels } from './labelSelector';
import type { Resource } from './resource';
import { effectiveNamespace } from './resourceId';

/**
 * The objects that a patch's target means: group, version, kind, name and namespace are regular expressions that match as
 * a whole, names and namespaces the original ones or the current ones.
 */
export function selectResources(resources: readonly Resource[], target: TargetArgs): Resource[] {
  const matcher = (pattern: string) => {
    if (pattern === '') return () => true;
    const regex = compilePattern(/^[\w-]+$/.test(pattern) ? `^${pattern}$` : `^(?:${pattern})$`);
    if (!regex) throw new Failure(`error parsing regexp: \`${pattern}\``, target.at);
    return (text: string) => regex.matches(text);
  };
  const group = matcher(target.group);
  const version = matcher(target.version);
  const kind = matcher(target.kind);
  const name = matcher(target.name);
  const namespace = matcher(target.namespace);
  return resources.filter((resource) => {
    const current = resource.currentId;
    const original = resource.originalId;
    return (
      (namespace(effectiveNamespace(original)) || namespace(effectiveNamespace(current))) &&
      (name(original.name) || name(current.name)) &&
      group(current.group) &&
      version(current.version) &&
      kind(current.kind) &&
      matchesLabels(resource.metaMap('labels'), target.labelSelector, target.at) &&
      matchesLabels(resource.metaMap('annotations'), target.annotationSelector, target.at)
    );
  });
}
