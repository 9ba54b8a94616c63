/** What strategic merge knows of the fields of an object. */
export interface MergeSchema {
  readonly [field: string]: FieldMerge;
}

export interface FieldMerge {
  /** The keys by which the elements of a list are told apart; none for a set of plain values. Absent: replaced. */
  readonly keys?: readonly string[];
  /** The fields of the value, or of the elements of a list. */
  readonly of?: MergeSchema;
}

/**
 * The schema by which kustomize merges objects of a kind, undefined for kinds that it does not know: their lists are
 * replaced. `openapi` holds what a kustomization's own `openapi.path` says instead.
 *
 * From the API of Kubernetes 1.21 that kustomize 5.7 carries (`x-kubernetes-patch-strategy`, `-merge-key` and
 * `-list-map-keys`): only fields that lead to a list that merges. `autoscaling/v2` is younger and thus unknown.
 */
export function mergeSchemaOf(
  apiVersion: string,
  kind: string,
  openapi?: ReadonlyMap<string, MergeSchema>,
): MergeSchema | undefined {
  const key = `${apiVersion}/${kind}`;
  return openapi ? openapi.get(key) : kinds.get(key);
}

const by = (...keys: string[]): FieldMerge => ({ keys });
const objectMeta: MergeSchema = { finalizers: by(), ownerReferences: by('uid') };
const object: MergeSchema = { metadata: { of: objectMeta } };
const conditions: FieldMerge = { of: { conditions: by('type') } };

const container: MergeSchema = {
  env: by('name'),
  ports: by('containerPort', 'protocol'),
  volumeDevices: by('devicePath'),
  volumeMounts: by('mountPath'),
};
const { ports: _, ...ephemeralContainer } = container;
const volume: MergeSchema = { ephemeral: { of: { volumeClaimTemplate: { of: object } } } };
const podSpec: MergeSchema = {
  containers: { keys: ['name'], of: container },
  initContainers: { keys: ['name'], of: container },
  ephemeralContainers: { keys: ['name'], of: ephemeralContainer },
  hostAliases: by('ip'),
  imagePullSecrets: by('name'),
  topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  volumes: { keys: ['name'], of: volume },
};
const template: FieldMerge = { of: { metadata: { of: objectMeta }, spec: { of: podSpec } } };
const workload: MergeSchema = { ...object, spec: { of: { template } }, status: conditions };
const jobTemplate: FieldMerge = { of: { metadata: { of: objectMeta }, spec: { of: { template } } } };
const withConditions: MergeSchema = { ...object, status: conditions };
const webhooks: MergeSchema = { ...object, webhooks: by('name') };

const kinds = new Map<string, MergeSchema>(
  (
    [
      [workload, 'apps/v1', 'DaemonSet Deployment ReplicaSet StatefulSet'],
      [workload, 'batch/v1', 'Job'],
      [workload, 'v1', 'ReplicationController'],
      [{ ...object, spec: { of: { jobTemplate } } }, 'batch/v1 batch/v1beta1', 'CronJob'],
      [{ ...object, template }, 'v1', 'PodTemplate'],
      [
        { ...object, spec: { of: podSpec }, status: { of: { conditions: by('type'), podIPs: by('ip') } } },
        'v1',
        'Pod',
      ],
      [{ ...object, spec: { of: { ports: by('port', 'protocol') } }, status: conditions }, 'v1', 'Service'],
      [{ ...object, secrets: by('name') }, 'v1', 'ServiceAccount'],
      [{ ...object, conditions: by('type') }, 'v1', 'ComponentStatus'],
      [
        {
          ...object,
          spec: { of: { podCIDRs: by() } },
          status: { of: { addresses: by('type'), conditions: by('type') } },
        },
        'v1',
        'Node',
      ],
      [withConditions, 'v1', 'Namespace PersistentVolumeClaim'],
      [withConditions, 'policy/v1 policy/v1beta1', 'PodDisruptionBudget'],
      [withConditions, 'apiregistration.k8s.io/v1 apiregistration.k8s.io/v1beta1', 'APIService'],
      [
        webhooks,
        'admissionregistration.k8s.io/v1 admissionregistration.k8s.io/v1beta1',
        'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
      ],
      [
        { ...object, spec: { of: { drivers: by('name') } } },
        'storage.k8s.io/v1 storage.k8s.io/v1beta1',
        'CSINode',
      ],
      [object, 'v1', 'Binding ConfigMap Endpoints Event LimitRange PersistentVolume ResourceQuota Secret'],
      [object, 'apps/v1', 'ControllerRevision'],
      [object, 'apiextensions.k8s.io/v1 apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
      [object, 'authentication.k8s.io/v1', 'TokenRequest TokenReview'],
      [object, 'autoscaling/v1', 'HorizontalPodAutoscaler Scale'],
      [object, 'autoscaling/v2beta1 autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
      [object, 'certificates.k8s.io/v1 certificates.k8s.io/v1beta1', 'CertificateSigningRequest'],
      [object, 'coordination.k8s.io/v1 coordination.k8s.io/v1beta1', 'Lease'],
      [object, 'discovery.k8s.io/v1 discovery.k8s.io/v1beta1', 'EndpointSlice'],
      [object, 'events.k8s.io/v1 events.k8s.io/v1beta1', 'Event'],
      [object, 'extensions/v1beta1', 'Ingress'],
      [object, 'flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema PriorityLevelConfiguration'],
      [object, 'networking.k8s.io/v1', 'Ingress IngressClass NetworkPolicy'],
      [object, 'networking.k8s.io/v1beta1', 'Ingress IngressClass'],
      [object, 'node.k8s.io/v1 node.k8s.io/v1beta1', 'RuntimeClass'],
      [object, 'policy/v1beta1', 'PodSecurityPolicy'],
      [
        object,
        'rbac.authorization.k8s.io/v1 rbac.authorization.k8s.io/v1beta1',
        'ClusterRole ClusterRoleBinding Role RoleBinding',
      ],
      [object, 'scheduling.k8s.io/v1 scheduling.k8s.io/v1beta1', 'PriorityClass'],
      [object, 'storage.k8s.io/v1', 'CSIDriver StorageClass VolumeAttachment'],
      [object, 'storage.k8s.io/v1beta1', 'CSIDriver CSIStorageCapacity StorageClass VolumeAttachment'],
    ] as const
  ).flatMap(([schema, versions, names]: readonly [MergeSchema, string, string]) =>
    versions
      .split(' ')
      .flatMap((version) => names.split(' ').map((name) => [`${version}/${name}`, schema] as const)),
  ),
);
