import assert from 'node:assert/strict';
import { deployment, workloadOf, type Manifest } from './workspace';

const target = { scaleTargetRef: { kind: 'Deployment', name: 'web' } };

function hpa(spec: Manifest, version = 'v2'): Manifest {
  return {
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'scale' },
    spec: { ...target, ...spec },
  };
}

function keda(spec: Manifest, annotations: Manifest = {}): Manifest {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'scale', annotations },
    spec: { scaleTargetRef: { name: 'web' }, ...spec },
  };
}

/** The range of pods, as `min-max`; a maximum that is not known is `?`. */
function pods(workload: Manifest, ...others: readonly Manifest[]): string {
  const { min, max } = workloadOf({ 'k8s/all.yaml': [workload, ...others] }).pods;
  return `${min}-${max ?? '?'}`;
}

describe('pod count', () => {
  it('is what replicas says, and one where nothing is said', () => {
    assert.equal(pods(deployment({ spec: { replicas: 3 } })), '3-3');
    assert.equal(pods(deployment()), '1-1');
    assert.equal(pods(deployment({ spec: { replicas: 0 } })), '0-0');
    assert.equal(pods(deployment({ spec: { replicas: null } })), '1-1');
  });

  it('is not known while replicas is filled in later', () => {
    assert.equal(pods(deployment({ spec: { replicas: '${REPLICAS}' } })), '0-?');
  });

  for (const version of ['v1', 'v2', 'v2beta2']) {
    it(`comes from an autoscaler of autoscaling/${version}, which overrules replicas`, () => {
      assert.equal(
        pods(deployment({ spec: { replicas: 1 } }), hpa({ minReplicas: 2, maxReplicas: 6 }, version)),
        '2-6',
      );
    });
  }

  it('begins at one pod where an autoscaler gives no minimum', () => {
    assert.equal(pods(deployment(), hpa({ maxReplicas: 4 })), '1-4');
    assert.equal(pods(deployment({ spec: { replicas: 3 } }), hpa({ minReplicas: 1, maxReplicas: 1 })), '1-1');
  });

  it('stays zero when somebody scaled to zero, which switches an autoscaler off', () => {
    assert.equal(pods(deployment({ spec: { replicas: 0 } }), hpa({ maxReplicas: 4 })), '0-0');
  });

  it('is not that of an autoscaler for something else', () => {
    for (const scaleTargetRef of [
      { kind: 'Deployment', name: 'queue' },
      { kind: 'StatefulSet', name: 'web' },
    ]) {
      assert.equal(pods(deployment(), hpa({ scaleTargetRef, maxReplicas: 4 })), '1-1');
    }
    const elsewhere = { ...hpa({ maxReplicas: 4 }), metadata: { name: 'scale', namespace: 'other' } };
    assert.equal(pods(deployment({ namespace: 'shop' }), elsewhere), '1-1');
  });

  it("is KEDA's: from zero to a hundred by default", () => {
    assert.equal(pods(deployment(), keda({})), '0-100');
    assert.equal(pods(deployment(), keda({ minReplicaCount: 1, maxReplicaCount: 5 })), '1-5');
    assert.equal(pods(deployment(), keda({}, { 'autoscaling.keda.sh/paused-replicas': '2' })), '2-2');
  });

  it('is that of the Rollout that runs the pods of a Deployment', () => {
    const rollout = (name: string): Manifest => ({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: { replicas: 4, workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
    });
    const deployed = deployment({ spec: { replicas: 0 } });
    assert.equal(pods(deployed, rollout('web')), '4-4');
    assert.equal(pods(deployed, rollout('other')), '0-0');
  });

  it('has no limit with one pod on each node', () => {
    assert.equal(pods(deployment({ kind: 'DaemonSet', spec: { replicas: 1 } })), '1-Infinity');
  });

  it('is read of every kind that runs pods', () => {
    const spec = { replicas: 2 };
    for (const [kind, apiVersion] of [
      ['StatefulSet', 'apps/v1'],
      ['ReplicaSet', 'apps/v1'],
      ['ReplicationController', 'v1'],
      ['Rollout', 'argoproj.io/v1alpha1'],
      ['DeploymentConfig', 'apps.openshift.io/v1'],
    ] as const) {
      assert.equal(pods(deployment({ kind, apiVersion, spec })), '2-2', kind);
    }
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: podSpec() };
    assert.equal(pods(pod), '1-1');
  });

  it("is Knative's: without a limit unless an annotation gives one", () => {
    const knative = (annotations: Manifest) => ({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { template: { metadata: { annotations }, spec: podSpec() } },
    });
    assert.equal(pods(knative({})), '0-Infinity');
    const scale = { 'autoscaling.knative.dev/min-scale': '1', 'autoscaling.knative.dev/max-scale': '3' };
    assert.equal(pods(knative(scale)), '1-3');
  });

  it('names the places that decide', () => {
    const files = { 'k8s/all.yaml': [deployment({ spec: { replicas: 1 } }), hpa({ maxReplicas: 6 })] };
    assert.deepEqual(
      workloadOf(files).pods.because.map(({ what }) => what),
      ['maxReplicas: 6'],
    );
  });

  it('grows for a moment during a rollout: a quarter, rounded up', () => {
    const surge = (workload: Manifest) => workloadOf({ 'k8s/all.yaml': [workload] }).pods.surge;
    assert.equal(surge(deployment()), 1);
    assert.equal(surge(deployment({ spec: { replicas: 8 } })), 2);
    assert.equal(surge(deployment({ spec: { replicas: 5 } })), 2);
    assert.equal(surge(deployment({ spec: { strategy: { type: 'Recreate' } } })), 0);
    assert.equal(surge(deployment({ kind: 'StatefulSet', spec: { replicas: 8 } })), 0);
  });
});

function podSpec() {
  const { spec } = deployment() as { spec: { template: { spec: Manifest } } };
  return spec.template.spec;
}
