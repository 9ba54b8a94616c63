import type { FieldSpec } from './fieldSpecs';
import type { NameReference } from './transformerConfig';

/**
 * Which fields kustomize 5.7 rewrites when an object gets another name (`builtinpluginconsts/namereference.go`). Nothing
 * else follows a renamed object: no string in a ConfigMap, no HTTPRoute, no IngressRoute, no ScaledObject.
 */
export const defaultNameReferences: readonly NameReference[] = [
  ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    kind,
    fieldSpecs: [{ path: 'spec/scaleTargetRef/name', kind: 'HorizontalPodAutoscaler' }],
  })),
  { kind: 'ConfigMap', version: 'v1', fieldSpecs: configMaps() },
  { kind: 'Secret', version: 'v1', fieldSpecs: secrets() },
  { kind: 'Service', version: 'v1', fieldSpecs: services() },
  rbac('Role', ['RoleBinding']),
  rbac('ClusterRole', ['RoleBinding', 'ClusterRoleBinding']),
  {
    kind: 'ServiceAccount',
    version: 'v1',
    fieldSpecs: [
      { path: 'subjects', kind: 'RoleBinding', group: 'rbac.authorization.k8s.io' },
      { path: 'subjects', kind: 'ClusterRoleBinding', group: 'rbac.authorization.k8s.io' },
      ...podFields('serviceAccountName'),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    version: 'v1',
    fieldSpecs: podFields('volumes/persistentVolumeClaim/claimName'),
  },
  {
    kind: 'PersistentVolume',
    version: 'v1',
    fieldSpecs: [
      { path: 'spec/volumeName', kind: 'PersistentVolumeClaim' },
      { path: 'rules/resourceNames', kind: 'ClusterRole' },
    ],
  },
  {
    kind: 'StorageClass',
    version: 'v1',
    group: 'storage.k8s.io',
    fieldSpecs: [
      { path: 'spec/storageClassName', kind: 'PersistentVolume' },
      { path: 'spec/storageClassName', kind: 'PersistentVolumeClaim' },
      { path: 'spec/volumeClaimTemplates/spec/storageClassName', kind: 'StatefulSet' },
    ],
  },
  {
    kind: 'PriorityClass',
    version: 'v1',
    group: 'scheduling.k8s.io',
    fieldSpecs: podFields('priorityClassName'),
  },
  // The group is what stands there, and so this entry never matches.
  {
    kind: 'IngressClass',
    version: 'v1',
    group: 'networking.k8s.io/v1',
    fieldSpecs: [{ path: 'spec/ingressClassName', kind: 'Ingress' }],
  },
  {
    kind: 'ValidatingAdmissionPolicy',
    group: 'admissionregistration.k8s.io',
    fieldSpecs: [
      {
        path: 'spec/policyName',
        kind: 'ValidatingAdmissionPolicyBinding',
        group: 'admissionregistration.k8s.io',
      },
    ],
  },
];

/** Fields of pod specs in all kinds that carry one and may hold a ConfigMap's or Secret's name. */
function inPods(paths: readonly string[]): FieldSpec[] {
  const template = 'spec/template/spec/';
  return [
    ...paths.map((path) => ({ path: `spec/${path}`, version: 'v1', kind: 'Pod' })),
    ...paths.map((path) => ({ path: `template/spec/${path}`, kind: 'PodTemplate' })),
    ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].flatMap((kind) =>
      paths.map((path) => ({ path: template + path, kind })),
    ),
    ...paths.map((path) => ({ path: `spec/jobTemplate/spec/template/spec/${path}`, kind: 'CronJob' })),
  ];
}

/** The same for accounts, claims and priority classes, where ReplicaSets are forgotten and controllers are not. */
function podFields(path: string): FieldSpec[] {
  return [
    { path: `spec/${path}`, kind: 'Pod' },
    ...['StatefulSet', 'Deployment', 'ReplicationController'].map((kind) => ({
      path: `spec/template/spec/${path}`,
      kind,
    })),
    { path: `spec/jobTemplate/spec/template/spec/${path}`, kind: 'CronJob' },
    ...['Job', 'DaemonSet'].map((kind) => ({ path: `spec/template/spec/${path}`, kind })),
  ];
}

function inContainers(env: string, envFrom: string): string[] {
  return ['containers', 'initContainers'].flatMap((list) => [
    `${list}/env/valueFrom/${env}/name`,
    `${list}/envFrom/${envFrom}/name`,
  ]);
}

function configMaps(): FieldSpec[] {
  return [
    ...inPods([
      'volumes/configMap/name',
      ...inContainers('configMapKeyRef', 'configMapRef'),
      'volumes/projected/sources/configMap/name',
    ]),
    { path: 'spec/configSource/configMap', kind: 'Node' },
    { path: 'rules/resourceNames', kind: 'Role' },
    { path: 'rules/resourceNames', kind: 'ClusterRole' },
    { path: 'metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap', kind: 'Ingress' },
  ];
}

function secrets(): FieldSpec[] {
  const annotation = (key: string) => ({ path: `metadata/annotations/${key}`, kind: 'Ingress' });
  return [
    ...inPods([
      'volumes/secret/secretName',
      ...inContainers('secretKeyRef', 'secretRef'),
      'imagePullSecrets/name',
      'volumes/projected/sources/secret/name',
    ]),
    { path: 'spec/tls/secretName', kind: 'Ingress' },
    annotation('ingress.kubernetes.io\\/auth-secret'),
    annotation('nginx.ingress.kubernetes.io\\/auth-secret'),
    annotation('nginx.ingress.kubernetes.io\\/auth-tls-secret'),
    { path: 'imagePullSecrets/name', kind: 'ServiceAccount' },
    ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((parameter) => ({
      path: `parameters/${parameter}`,
      kind: 'StorageClass',
    })),
    { path: 'rules/resourceNames', kind: 'Role' },
    { path: 'rules/resourceNames', kind: 'ClusterRole' },
    {
      path: 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name',
      kind: 'Service',
      group: 'serving.knative.dev',
      version: 'v1',
    },
    { path: 'spec/azureFile/secretName', kind: 'PersistentVolume' },
  ];
}

function services(): FieldSpec[] {
  const webhook = (kind: string) => ({
    path: 'webhooks/clientConfig/service',
    kind,
    group: 'admissionregistration.k8s.io',
  });
  return [
    { path: 'spec/serviceName', kind: 'StatefulSet', group: 'apps' },
    { path: 'spec/rules/http/paths/backend/serviceName', kind: 'Ingress' },
    { path: 'spec/backend/serviceName', kind: 'Ingress' },
    { path: 'spec/rules/http/paths/backend/service/name', kind: 'Ingress' },
    { path: 'spec/defaultBackend/service/name', kind: 'Ingress' },
    { path: 'spec/service/name', kind: 'APIService', group: 'apiregistration.k8s.io' },
    webhook('ValidatingWebhookConfiguration'),
    webhook('MutatingWebhookConfiguration'),
  ];
}

function rbac(kind: string, bindings: readonly string[]): NameReference {
  const group = 'rbac.authorization.k8s.io';
  return {
    kind,
    group,
    fieldSpecs: bindings.map((binding) => ({ path: 'roleRef/name', kind: binding, group })),
  };
}
