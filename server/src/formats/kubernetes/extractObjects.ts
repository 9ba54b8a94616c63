import { child, items, type YamlMap, type YamlNode } from '../yaml/tree';
import { readConfigMap, readSecret, readSecretSource } from './config';
import { readDelivery } from './delivery';
import type { Details, Field, KubernetesObject } from './facts';
import { readIngress, readRoute, readService, readTrafficPolicy } from './network';
import { readOperatorMade } from './operators';
import { fields, textField } from './read';
import { readAutoscaler, readClaim, readWorkload } from './workload';

/**
 * The Kubernetes objects of one document: the object itself, or the items of a `kind: List` (also nested).
 * A document that is no Kubernetes object (no `apiVersion` and `kind`) yields none.
 */
export function extractObjects(root: YamlNode | undefined): KubernetesObject[] {
  if (root?.kind !== 'map') return [];
  const kind = textField(root, 'kind');
  const apiVersion = textField(root, 'apiVersion');
  if (!kind || !apiVersion) return [];
  if (kind.value === 'List' || (kind.value.endsWith('List') && child(root, 'items')?.kind === 'sequence')) {
    return items(child(root, 'items')).flatMap((item) => extractObjects(item));
  }
  const group = groupOf(apiVersion, kind.value);
  const metadata = child(root, 'metadata');
  const name = textField(metadata, 'name') ?? textField(metadata, 'generateName');
  if (!name) return [];
  const namespace = textField(metadata, 'namespace');
  const annotations = child(metadata, 'annotations');
  const spec = child(root, 'spec');
  return [
    {
      apiVersion: apiVersion.value,
      group,
      kind: kind.value,
      name,
      ...(namespace && { namespace }),
      labels: fields(child(metadata, 'labels')),
      annotations: fields(annotations),
      at: root.at,
      ...(metadata && { metadataAt: metadata.at }),
      ...(annotations && { annotationsAt: annotations.at }),
      ...(spec && { specAt: spec.at }),
      details: details(root, group, kind.value, name.value),
    },
  ];
}

/** Kinds of which there is one only in practice: charts make their `apiVersion` with a template of a library. */
const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Ingress: 'networking.k8s.io',
  HorizontalPodAutoscaler: 'autoscaling',
};

function groupOf(apiVersion: Field, kind: string): string {
  if (apiVersion.unknown !== undefined) return GROUPS[kind] ?? '';
  return apiVersion.value.includes('/') ? (apiVersion.value.split('/')[0] ?? '') : '';
}

function details(root: YamlMap, group: string, kind: string, name: string): Details {
  return (
    readWorkload(root, group, kind) ??
    readService(root, group, kind) ??
    readConfigMap(root, group, kind) ??
    readSecret(root, group, kind) ??
    readSecretSource(root, group, kind) ??
    readAutoscaler(root, group, kind) ??
    readIngress(root, group, kind) ??
    readRoute(root, group, kind) ??
    readTrafficPolicy(root, group, kind) ??
    readClaim(root, group, kind) ??
    readDelivery(root, group, kind, name) ??
    readOperatorMade(root, group, kind, name) ?? { type: 'other' }
  );
}
