import { field, scalarText, type DraftMap } from './draft';

/** Group, version and kind of an object, as its apiVersion and kind say. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What kustomize tells objects apart by. */
export interface ResourceId extends GroupVersionKind {
  readonly name: string;
  readonly namespace: string;
}

/** Which objects a rule is for; what is left out matches everything. */
export type GvkSelector = Partial<GroupVersionKind>;

/** What an object is called by itself. */
export function idOf(object: DraftMap): ResourceId {
  const { group, version } = splitApiVersion(scalarText(field(object, 'apiVersion')?.value));
  const metadata = field(object, 'metadata')?.value;
  return {
    group,
    version,
    kind: scalarText(field(object, 'kind')?.value),
    name: scalarText(field(metadata, 'name')?.value),
    namespace: scalarText(field(metadata, 'namespace')?.value),
  };
}

export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash >= 0) return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
  return apiVersion === 'builtin' ? { group: 'builtin', version: '' } : { group: '', version: apiVersion };
}

export function isSelected(id: GroupVersionKind, by: GvkSelector): boolean {
  return (
    (!by.group || by.group === id.group) &&
    (!by.version || by.version === id.version) &&
    (!by.kind || by.kind === id.kind)
  );
}

export function sameGvk(a: GroupVersionKind, b: GroupVersionKind): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

export function sameId(a: ResourceId, b: ResourceId): boolean {
  return a.name === b.name && sameGvk(a, b) && sameNamespace(a, b);
}

export function sameNamespace(a: ResourceId, b: ResourceId): boolean {
  return effectiveNamespace(a) === effectiveNamespace(b);
}

/** The namespace that counts: `default` where none is named, and one that no object can be in for cluster-wide kinds. */
export function effectiveNamespace(id: ResourceId): string {
  if (isClusterScoped(id)) return '_non_namespaceable_';
  return id.namespace === '' ? 'default' : id.namespace;
}

/** A text that is the same for ids that count as the same. */
export function idKey(id: ResourceId): string {
  return [id.group, id.version, id.kind, effectiveNamespace(id), id.name].join('|');
}

/** As kustomize prints it: `Deployment.v1.apps/web.[noNs]`. */
export function idText(id: ResourceId): string {
  const or = (text: string, none: string) => (text === '' ? none : text);
  return `${or(id.kind, '[noKind]')}.${or(id.version, '[noVer]')}.${or(id.group, '[noGrp]')}/${or(id.name, '[noName]')}.${or(id.namespace, '[noNs]')}`;
}

/**
 * Whether a kind is certainly cluster-wide. Kustomize 5.7 decides it by the API of Kubernetes 1.21 that it carries; what
 * that does not know, custom resources and newer kinds alike, is taken to live in a namespace.
 */
export function isClusterScoped(id: GroupVersionKind): boolean {
  return clusterScoped.has(`${id.group}/${id.version}/${id.kind}`);
}

const clusterScoped = new Set(
  [
    '/v1: ComponentStatus Namespace Node NodeProxyOptions PersistentVolume',
    'admissionregistration.k8s.io/v1 /v1beta1: MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    'apiextensions.k8s.io/v1 /v1beta1: CustomResourceDefinition',
    'apiregistration.k8s.io/v1 /v1beta1: APIService',
    'authentication.k8s.io/v1 /v1beta1: TokenReview',
    'authorization.k8s.io/v1 /v1beta1: SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    'certificates.k8s.io/v1 /v1beta1: CertificateSigningRequest',
    'flowcontrol.apiserver.k8s.io/v1beta1: FlowSchema PriorityLevelConfiguration',
    'networking.k8s.io/v1 /v1beta1: IngressClass',
    'node.k8s.io/v1 /v1beta1: RuntimeClass',
    'policy/v1beta1: PodSecurityPolicy',
    'rbac.authorization.k8s.io/v1 /v1beta1: ClusterRole ClusterRoleBinding',
    'scheduling.k8s.io/v1 /v1beta1: PriorityClass',
    'storage.k8s.io/v1 /v1beta1: CSIDriver CSINode StorageClass VolumeAttachment',
  ].flatMap((line) => {
    const [versions = '', kinds = ''] = line.split(': ');
    const [first = '', ...more] = versions.split(' ');
    const group = first.slice(0, first.lastIndexOf('/'));
    return [first, ...more.map((version) => group + version)].flatMap((apiVersion) =>
      kinds.split(' ').map((kind) => `${apiVersion}/${kind}`),
    );
  }),
);
