import type { FieldSpec } from './fieldSpecs';

/** The fields of the built-in transformers, from kustomize 5.7's `api/internal/konfig/builtinpluginconsts`. */
export const defaultFieldSpecs = {
  namePrefix: [{ path: 'metadata/name' }],
  nameSuffix: [{ path: 'metadata/name' }],
  namespace: [
    { path: 'metadata/name', kind: 'Namespace', create: true },
    { path: 'spec/service/namespace', group: 'apiregistration.k8s.io', kind: 'APIService', create: true },
    {
      path: 'spec/conversion/webhook/clientConfig/service/namespace',
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    },
  ],
  commonLabels: [...selectors(), ...templateMetadata('labels')],
  templateLabels: templateMetadata('labels'),
  commonAnnotations: templateMetadata('annotations'),
  varReference: variables(),
  images: [
    ...['spec/', 'spec/template/spec/'].flatMap((pod) => [
      { path: `${pod}containers[]/image`, create: true },
      { path: `${pod}initContainers[]/image`, create: true },
      { path: `${pod}volumes[]/image/reference`, create: true },
    ]),
  ],
  replicas: ['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
    path: 'spec/replicas',
    kind,
    create: true,
  })),
} satisfies Record<string, FieldSpec[]>;

/** The selectors that `commonLabels` and `includeSelectors` extend. */
function selectors(): FieldSpec[] {
  const matchLabels = 'labelSelector/matchLabels';
  const affinity = (kind: string) =>
    [
      ...['podAffinity', 'podAntiAffinity'].flatMap((side) => [
        `affinity/${side}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/${matchLabels}`,
        `affinity/${side}/requiredDuringSchedulingIgnoredDuringExecution/${matchLabels}`,
      ]),
      `topologySpreadConstraints/${matchLabels}`,
    ].map((path) => ({ path: `spec/template/spec/${path}`, group: 'apps', kind }));
  const network = (path: string) => ({ path, group: 'networking.k8s.io', kind: 'NetworkPolicy' });
  return [
    { path: 'spec/selector', version: 'v1', kind: 'Service', create: true },
    { path: 'spec/selector', version: 'v1', kind: 'ReplicationController', create: true },
    { path: 'spec/selector/matchLabels', kind: 'Deployment', create: true },
    ...affinity('Deployment'),
    { path: 'spec/selector/matchLabels', kind: 'ReplicaSet', create: true },
    { path: 'spec/selector/matchLabels', kind: 'DaemonSet', create: true },
    { path: 'spec/selector/matchLabels', group: 'apps', kind: 'StatefulSet', create: true },
    ...affinity('StatefulSet'),
    { path: 'spec/selector/matchLabels', group: 'batch', kind: 'Job' },
    { path: 'spec/jobTemplate/spec/selector/matchLabels', group: 'batch', kind: 'CronJob' },
    { path: 'spec/selector/matchLabels', group: 'policy', kind: 'PodDisruptionBudget' },
    network('spec/podSelector/matchLabels'),
    network('spec/ingress/from/podSelector/matchLabels'),
    network('spec/egress/to/podSelector/matchLabels'),
  ];
}

/** Labels or annotations of the objects and of their pod templates. */
function templateMetadata(field: 'labels' | 'annotations'): FieldSpec[] {
  const template = `spec/template/metadata/${field}`;
  const create = true;
  // The two constants differ in these: annotations reach StatefulSets of any group, and no claim template.
  const statefulSet: FieldSpec[] =
    field === 'labels'
      ? [
          { path: template, group: 'apps', kind: 'StatefulSet', create },
          {
            path: `spec/volumeClaimTemplates[]/metadata/${field}`,
            group: 'apps',
            kind: 'StatefulSet',
            create,
          },
        ]
      : [{ path: template, kind: 'StatefulSet', create }];
  return [
    { path: `metadata/${field}`, create },
    { path: template, version: 'v1', kind: 'ReplicationController', create },
    { path: template, kind: 'Deployment', create },
    { path: template, kind: 'ReplicaSet', create },
    { path: template, kind: 'DaemonSet', create },
    ...statefulSet,
    { path: template, group: 'batch', kind: 'Job', create },
    { path: `spec/jobTemplate/metadata/${field}`, group: 'batch', kind: 'CronJob', create },
    { path: `spec/jobTemplate/spec/template/metadata/${field}`, group: 'batch', kind: 'CronJob', create },
  ];
}

/** Where `$(NAME)` is replaced by vars. */
function variables(): FieldSpec[] {
  const containers = (pod: string, kind: string) =>
    ['containers', 'initContainers'].flatMap((list) =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((path) => ({
        path: `${pod}${list}/${path}`,
        kind,
      })),
    );
  const template = 'spec/template/spec/';
  return [
    ...containers('spec/jobTemplate/spec/template/spec/', 'CronJob'),
    { path: 'spec/jobTemplate/spec/template/volumes/nfs/server', kind: 'CronJob' },
    ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].flatMap((kind) => [
      ...containers(template, kind),
      { path: `${template}volumes/nfs/server`, kind },
    ]),
    { path: 'spec/template/metadata/annotations', kind: 'Deployment' },
    { path: 'spec/rules/host', kind: 'Ingress' },
    { path: 'spec/tls/hosts', kind: 'Ingress' },
    { path: 'spec/tls/secretName', kind: 'Ingress' },
    ...containers('spec/', 'Pod'),
    { path: 'spec/volumes/nfs/server', kind: 'Pod' },
    { path: 'spec/ports/port', kind: 'Service' },
    { path: 'spec/ports/targetPort', kind: 'Service' },
    ...containers(template, 'StatefulSet'),
    { path: 'spec/volumeClaimTemplates/spec/nfs/server', kind: 'StatefulSet' },
    { path: 'spec/nfs/server', kind: 'PersistentVolume' },
    { path: 'metadata/labels' },
    { path: 'metadata/annotations' },
  ];
}
