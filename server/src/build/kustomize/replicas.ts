import type { ReplicaArgs } from '../../formats/kustomize/kustomization';
import type { BuildContext } from './buildContext';
import { Failure } from './failure';
import { visitField, type FieldSpec } from './fieldSpecs';
import type { Resource } from './resource';
import { idText, isSelected } from './resourceId';
import type { Draft } from './draft';

/** Sets the number of pods of the workloads of one name. Throws a Failure when there is none. */
export function setReplicas(
  resources: readonly Resource[],
  args: ReplicaArgs,
  specs: readonly FieldSpec[],
  context: BuildContext,
): void {
  const value = Number(args.count?.value ?? 0);
  const at = args.count?.at ?? args.at;
  const count = (): Draft => ({ kind: 'scalar', at, value, text: String(value), style: 'plain' });
  let found = false;
  for (const spec of specs) {
    for (const resource of resources) {
      if (!resource.anyIds.some((id) => id.name === args.name && isSelected(id, spec))) continue;
      found = true;
      visitField(
        resource.node,
        spec,
        context.work,
        (_, owner) => {
          if (!owner || owner.value.at === at) return;
          owner.before = [owner.value.at, ...(owner.before ?? [])];
          owner.value = count();
        },
        { make: count, at },
      );
    }
  }
  if (!found) {
    const gvks = specs.map(
      (spec) =>
        idText({
          group: spec.group ?? '',
          version: spec.version ?? '',
          kind: spec.kind ?? '',
          name: '',
          namespace: '',
        }).split('/')[0],
    );
    throw new Failure(
      `resource with name ${args.name} does not match a config with the following GVK [${gvks.join(' ')}]`,
      args.at,
    );
  }
}
