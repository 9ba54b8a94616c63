import { child, pair, scalar, type YamlMap, type YamlPair } from '../../formats/yaml/tree';
import type { NamedAt } from './deployments';

/** Kinds of Kubernetes itself that lie in no namespace; others with such a prefix are taken to be like them. */
const clusterWide =
  /^(Namespace|Node|PersistentVolume|StorageClass|VolumeAttachment|CustomResourceDefinition|APIService|PriorityClass|RuntimeClass|IngressClass|GatewayClass|CSIDriver|CSINode|FlowSchema|PriorityLevelConfiguration|CertificateSigningRequest|MutatingWebhookConfiguration|ValidatingWebhookConfiguration|ValidatingAdmissionPolicy.*|Cluster[A-Z].*)$/;

/** The object in the namespace into which the release is installed, unless it names its own or lies in none. */
export function inNamespace(object: YamlMap, namespace: NamedAt | undefined): YamlMap {
  const kind = scalar(child(object, 'kind'))?.text ?? '';
  const metadata = pair(object, 'metadata');
  if (!namespace || clusterWide.test(kind) || metadata?.value.kind !== 'map') return object;
  const present = pair(metadata.value, 'namespace')?.value;
  if (present && !(present.kind === 'scalar' && (present.value === null || present.value === '')))
    return object;
  const { at, name } = namespace;
  const added: YamlPair = {
    key: { kind: 'scalar', at, value: 'namespace', text: 'namespace', style: 'plain' },
    value: { kind: 'scalar', at, value: name, text: name, style: 'plain' },
  };
  const others = metadata.value.pairs.filter((each) => each.key.text !== 'namespace');
  const value: YamlMap = { ...metadata.value, pairs: [...others, added] };
  return { ...object, pairs: object.pairs.map((each) => (each === metadata ? { ...each, value } : each)) };
}
