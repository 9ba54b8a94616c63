import type { SortOptions } from '../../formats/kustomize/kustomization';
import { compareUtf8 } from './hashSuffix';
import type { Resource } from './resource';
import type { ResourceId } from './resourceId';

/** Kinds that `kubectl kustomize` prints first, so that what others need is there when they come. */
const first = [
  ...[
    'Namespace',
    'ResourceQuota',
    'StorageClass',
    'CustomResourceDefinition',
    'ServiceAccount',
    'PodSecurityPolicy',
  ],
  ...[
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
    'ConfigMap',
    'Secret',
    'Endpoints',
    'Service',
  ],
  ...[
    'LimitRange',
    'PriorityClass',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Deployment',
    'StatefulSet',
  ],
  ...['CronJob', 'PodDisruptionBudget'],
];
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/**
 * The order in which `kubectl kustomize` prints objects: by kind, group, version, namespace and name, unless the
 * kustomization's `sortOptions` say `fifo`.
 */
export function inOutputOrder(resources: readonly Resource[], options: SortOptions | undefined): Resource[] {
  if (options?.order === 'fifo') return [...resources];
  const ranks = new Map<string, number>();
  const firsts = options?.orderFirst ?? first;
  for (const [i, kind] of firsts.entries()) ranks.set(kind, i - firsts.length);
  for (const [i, kind] of (options?.orderLast ?? last).entries()) ranks.set(kind, i + 1);
  return resources
    .map((resource) => ({ resource, id: resource.currentId }))
    .sort((a, b) => compareIds(a.id, b.id, ranks))
    .map(({ resource }) => resource);
}

function compareIds(a: ResourceId, b: ResourceId, ranks: ReadonlyMap<string, number>): number {
  const rank = (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
  if (rank !== 0) return rank;
  if (a.kind === 'Namespace' && b.kind === 'Namespace' && (a.group === '') !== (b.group === '')) {
    return a.group === '' ? -1 : 1;
  }
  return compareUtf8(gvkText(a), gvkText(b)) || compareUtf8(nameText(a), nameText(b));
}

function gvkText({ group, version, kind }: ResourceId): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function nameText(id: ResourceId): string {
  return `${id.namespace || '~X'}|${id.name || '~N'}`;
}
