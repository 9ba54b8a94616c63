import type { Field } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import type { Certainty } from './certainty';
import { by, sameNamespace, type ObjectOf, type StackIndex } from './stackIndex';

export interface PodCountReason {
  readonly at: Place;
  /** What stands there, in words: `replicas: 3`. */
  readonly what: string;
}

/** How many pods of a workload there are in steady state. */
export interface PodCount {
  readonly min: number;
  /** Infinity when nothing bounds it (a DaemonSet: one pod for each node); undefined when it cannot be known. */
  readonly max: number | undefined;
  readonly because: readonly PodCountReason[];
  readonly certainty: Certainty;
  /** The most pods that may run for a moment during a rollout. */
  readonly surge: number;
}

/** Pod counts after kubernetes.md, "How many pods": an autoscaler overrules `replicas`; the default is one. */
export function podCount(index: StackIndex, workload: ObjectOf<'workload'>): PodCount {
  const { details } = workload;
  if (details.runsToCompletion) return fixed(1, [], 0);
  if (workload.kind === 'DaemonSet') {
    const reason = { at: workload.name.at, what: `DaemonSet "${workload.name.value}": one pod on each node` };
    return { min: 1, max: Infinity, because: [reason], certainty: 'likely', surge: 0 };
  }
  const rollout = rolloutOf(index, workload);
  if (rollout) return podCount(index, rollout);
  const scaler = autoscalerOf(index, workload);
  if (scaler) return scaled(scaler, workload);
  const knative = workload.group === 'serving.knative.dev' ? knativeCount(workload) : undefined;
  if (knative) return knative;
  const { replicas } = details;
  if (!replicas)
    return fixed(1, [{ at: workload.name.at, what: 'no replicas given: one pod' }], surgeOf(workload, 1));
  if (replicas.unknown !== undefined) return unknownCount([reason('replicas', replicas)]);
  return fixed(replicas.value, [reason('replicas', replicas)], surgeOf(workload, replicas.value));
}

const BY_REFERENCE = by('workload', ({ details: { workloadRef: ref } }) =>
  ref ? [`${ref.kind}/${ref.name.value}`] : [],
);
const BY_TARGET = by('autoscaler', ({ details }) => [`${details.targetKind}/${details.targetName}`]);

/** The Argo Rollout that runs the pods of a Deployment in its place (`workloadRef`): its count is the one that counts. */
function rolloutOf(index: StackIndex, workload: ObjectOf<'workload'>): ObjectOf<'workload'> | undefined {
  if (workload.kind === 'Rollout') return undefined;
  return index
    .having(BY_REFERENCE, `${workload.kind}/${workload.name.value}`)
    .find(({ namespace }) => sameNamespace(namespace, workload.namespace?.value));
}

function autoscalerOf(index: StackIndex, workload: ObjectOf<'workload'>): ObjectOf<'autoscaler'> | undefined {
  return index
    .having(BY_TARGET, `${workload.kind}/${workload.name.value}`)
    .find(({ namespace }) => sameNamespace(namespace, workload.namespace?.value));
}

function scaled(scaler: ObjectOf<'autoscaler'>, workload: ObjectOf<'workload'>): PodCount {
  const { details } = scaler;
  if (details.paused !== undefined) {
    return fixed(details.paused, [{ at: scaler.name.at, what: `scaling is paused at ${details.paused}` }], 0);
  }
  const keda = scaler.kind === 'ScaledObject';
  const because: PodCountReason[] = [];
  if (details.min) because.push(reason(keda ? 'minReplicaCount' : 'minReplicas', details.min));
  if (details.max) because.push(reason(keda ? 'maxReplicaCount' : 'maxReplicas', details.max));
  if (!details.max) {
    const most = details.defaultMax === undefined ? '' : `: up to ${details.defaultMax} pods by default`;
    because.push({ at: scaler.name.at, what: `${scaler.kind} "${scaler.name.value}"${most}` });
  }
  const { replicas } = workload.details;
  // An HPA does nothing for a workload that was scaled to zero by hand.
  if (!keda && replicas?.value === 0) return fixed(0, [reason('replicas', replicas)], 0);
  const max = details.max ? known(details.max) : details.defaultMax;
  const min = (details.min && known(details.min)) ?? details.defaultMin;
  if (max === undefined) {
    const least = Math.max(min, replicas?.unknown === undefined ? (replicas?.value ?? 1) : 1);
    return { min, max: least > 1 ? least : undefined, because, certainty: 'unknown', surge: 0 };
  }
  return { min, max, because, certainty: 'certain', surge: surgeOf(workload, max) };
}

function knativeCount(workload: ObjectOf<'workload'>): PodCount | undefined {
  const { annotations } = workload.details.template;
  const max =
    annotations.get('autoscaling.knative.dev/max-scale') ??
    annotations.get('autoscaling.knative.dev/maxScale');
  const min =
    annotations.get('autoscaling.knative.dev/min-scale') ??
    annotations.get('autoscaling.knative.dev/minScale');
  const most = Number(max?.value ?? 0);
  const because: PodCountReason[] = max
    ? [{ at: max.at, what: `max-scale: ${max.value}` }]
    : [{ at: workload.name.at, what: 'Knative scales without a limit' }];
  return {
    min: Number(min?.value ?? 0),
    max: most > 0 ? most : Infinity,
    because,
    certainty: 'likely',
    surge: 0,
  };
}

/** The default maxSurge of 25 % rounds up; Recreate and StatefulSets replace pods without a surge. */
function surgeOf(workload: ObjectOf<'workload'>, count: number): number {
  if (workload.kind === 'StatefulSet' || workload.details.strategy?.value === 'Recreate') return 0;
  return workload.kind === 'Deployment' || workload.kind === 'Rollout' ? Math.ceil(count / 4) : 0;
}

function known(field: Field<number>): number | undefined {
  return field.unknown === undefined ? field.value : undefined;
}

function reason(name: string, field: Field<number>): PodCountReason {
  return {
    at: field.at,
    what: field.unknown === undefined ? `${name}: ${field.value}` : `${name} (${field.unknown})`,
  };
}

function fixed(count: number, because: readonly PodCountReason[], surge: number): PodCount {
  return { min: count, max: count, because, certainty: 'certain', surge };
}

function unknownCount(because: readonly PodCountReason[]): PodCount {
  return { min: 0, max: undefined, because, certainty: 'unknown', surge: 0 };
}
