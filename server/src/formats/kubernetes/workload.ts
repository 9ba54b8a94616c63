import { child, items, type YamlMap, type YamlNode } from '../yaml/tree';
import type { Autoscaler, Claim, ClaimTemplate, Workload } from './facts';
import { readPodTemplate } from './podTemplate';
import { fields, numberField, plainText, textField, textList } from './read';

/** Kinds with a pod template at `spec.template`, by API group (kubernetes.md: Deployment … Knative Service). */
const TEMPLATE_KINDS: Readonly<Record<string, readonly string[]>> = {
  apps: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  extensions: ['Deployment', 'DaemonSet', 'ReplicaSet'],
  batch: ['Job'],
  '': ['ReplicationController'],
  'argoproj.io': ['Rollout'],
  'serving.knative.dev': ['Service', 'Configuration'],
  'apps.openshift.io': ['DeploymentConfig'],
};

/** Reads every object that runs pods; undefined for other kinds. */
export function readWorkload(root: YamlMap, group: string, kind: string): Workload | undefined {
  const template = podTemplateNode(root, group, kind);
  if (!template) return undefined;
  const spec = child(root, 'spec');
  const replicas = kind === 'DaemonSet' || kind === 'Pod' ? undefined : numberField(spec, 'replicas');
  const strategy = textField(spec, 'strategy', 'type') ?? textField(spec, 'updateStrategy', 'type');
  const serviceName = textField(spec, 'serviceName');
  const refName = textField(spec, 'workloadRef', 'name');
  return {
    type: 'workload',
    ...(replicas && { replicas }),
    template: readPodTemplate(template),
    ...(strategy && { strategy }),
    claimTemplates: items(child(spec, 'volumeClaimTemplates')).flatMap(claimTemplate),
    ...(serviceName && { serviceName }),
    ...(refName && {
      workloadRef: { kind: plainText(spec, 'workloadRef', 'kind') ?? 'Deployment', name: refName },
    }),
    runsToCompletion: kind === 'Job' || kind === 'CronJob',
  };
}

function podTemplateNode(root: YamlMap, group: string, kind: string): YamlNode | undefined {
  if (kind === 'Pod' && group === '') return root;
  if (kind === 'CronJob' && group === 'batch') return child(root, 'spec', 'jobTemplate', 'spec', 'template');
  if (!TEMPLATE_KINDS[group]?.includes(kind)) return undefined;
  return child(root, 'spec', 'template') ?? (kind === 'Rollout' ? child(root, 'spec') : undefined);
}

function claimTemplate(node: YamlNode): ClaimTemplate[] {
  const name = plainText(node, 'metadata', 'name');
  if (name === undefined) return [];
  const accessModes = textList(child(node, 'spec', 'accessModes')).map((mode) => mode.value);
  return [{ name, accessModes, at: node.at }];
}

/** HorizontalPodAutoscaler v1 and v2, KEDA ScaledObject (defaults: kubernetes.md, "How many pods"). */
export function readAutoscaler(root: YamlMap, group: string, kind: string): Autoscaler | undefined {
  const spec = child(root, 'spec');
  const target = child(spec, 'scaleTargetRef');
  const targetName = plainText(target, 'name');
  if (targetName === undefined) return undefined;
  const targetKind = plainText(target, 'kind') ?? 'Deployment';
  if (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') {
    const min = numberField(spec, 'minReplicas');
    const max = numberField(spec, 'maxReplicas');
    return {
      type: 'autoscaler',
      targetKind,
      targetName,
      ...(min && { min }),
      ...(max && { max }),
      defaultMin: 1,
    };
  }
  if (group === 'keda.sh' && kind === 'ScaledObject') {
    const min = numberField(spec, 'minReplicaCount');
    const max = numberField(spec, 'maxReplicaCount');
    const paused = pausedAt(root);
    return {
      type: 'autoscaler',
      targetKind,
      targetName,
      ...(min && { min }),
      ...(max && { max }),
      defaultMin: 0,
      defaultMax: 100,
      ...(paused !== undefined && { paused }),
    };
  }
  return undefined;
}

function pausedAt(root: YamlMap): number | undefined {
  const value = fields(child(root, 'metadata', 'annotations')).get(
    'autoscaling.keda.sh/paused-replicas',
  )?.value;
  const count = Number(value);
  return value !== undefined && Number.isInteger(count) ? count : undefined;
}

export function readClaim(root: YamlMap, group: string, kind: string): Claim | undefined {
  if (group !== '' || kind !== 'PersistentVolumeClaim') return undefined;
  const storageClass = plainText(root, 'spec', 'storageClassName');
  return {
    type: 'claim',
    accessModes: textList(child(root, 'spec', 'accessModes')),
    ...(storageClass !== undefined && { storageClass }),
  };
}
