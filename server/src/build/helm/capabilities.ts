/** `.Capabilities` as `helm template` fills it when no cluster is asked (Helm 4.1, `pkg/chart/common/capabilities.go`). */
import { plainText } from './text';
import { bool, type NativeValue, type Value } from './value';

const kubeVersion = 'v1.35.0';

/** client-go's scheme, and the two versions of CustomResourceDefinition. */
const apiVersions = new Set(
  `v1 admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1alpha1 admissionregistration.k8s.io/v1beta1
  internal.apiserver.k8s.io/v1alpha1 apps/v1 apps/v1beta1 apps/v1beta2 authentication.k8s.io/v1
  authentication.k8s.io/v1alpha1 authentication.k8s.io/v1beta1 authorization.k8s.io/v1 authorization.k8s.io/v1beta1
  autoscaling/v1 autoscaling/v2 autoscaling/v2beta1 autoscaling/v2beta2 batch/v1 batch/v1beta1
  certificates.k8s.io/v1 certificates.k8s.io/v1beta1 certificates.k8s.io/v1alpha1 coordination.k8s.io/v1alpha2
  coordination.k8s.io/v1beta1 coordination.k8s.io/v1 discovery.k8s.io/v1 discovery.k8s.io/v1beta1 events.k8s.io/v1
  events.k8s.io/v1beta1 extensions/v1beta1 flowcontrol.apiserver.k8s.io/v1 flowcontrol.apiserver.k8s.io/v1beta1
  flowcontrol.apiserver.k8s.io/v1beta2 flowcontrol.apiserver.k8s.io/v1beta3 networking.k8s.io/v1
  networking.k8s.io/v1beta1 node.k8s.io/v1 node.k8s.io/v1alpha1 node.k8s.io/v1beta1 policy/v1 policy/v1beta1
  rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1 rbac.authorization.k8s.io/v1alpha1
  resource.k8s.io/v1 resource.k8s.io/v1beta2 resource.k8s.io/v1beta1 resource.k8s.io/v1alpha3
  scheduling.k8s.io/v1alpha1 scheduling.k8s.io/v1beta1 scheduling.k8s.io/v1 storage.k8s.io/v1beta1 storage.k8s.io/v1
  storage.k8s.io/v1alpha1 storagemigration.k8s.io/v1beta1 apiextensions.k8s.io/v1beta1 apiextensions.k8s.io/v1`.split(
    /\s+/,
  ),
);

export function capabilities(): NativeValue {
  const [major = '', minor = ''] = kubeVersion.slice(1).split('.');
  const version = plainText(kubeVersion);
  return native('*common.Capabilities', undefined, {
    KubeVersion: native(
      'common.KubeVersion',
      kubeVersion,
      { Version: version, Major: plainText(major), Minor: plainText(minor) },
      { GitVersion: () => version, String: () => version },
    ),
    APIVersions: native(
      'common.VersionSet',
      `[${[...apiVersions].join(' ')}]`,
      {},
      { Has: ([wanted]) => bool(wanted?.kind === 'string' && apiVersions.has(wanted.text)) },
    ),
    HelmVersion: native('common.BuildInfo', undefined, {
      Version: plainText('v4.1.4'),
      GitCommit: plainText('05fa37973dc9e42b76e1d2883494c87174b6074f'),
      GitTreeState: plainText('clean'),
      GoVersion: plainText('go1.25.9'),
    }),
  });
}

function native(
  type: string,
  printed: string | undefined,
  fields: Record<string, Value>,
  methods: Record<string, (args: readonly Value[]) => Value> = {},
): NativeValue {
  return {
    kind: 'native',
    type,
    printed,
    fields: new Map(Object.entries(fields)),
    methods: new Map(Object.entries(methods)),
  };
}
