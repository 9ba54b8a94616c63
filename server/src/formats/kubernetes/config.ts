import type { Place } from '../../text/place';
import { isPlaceholder } from '../../text/placeholder';
import { child, items, pairs, type YamlMap, type YamlNode } from '../yaml/tree';
import type { ConfigMap, Field, Fields, Secret, SecretSource } from './facts';
import { fields, plainText, textField } from './read';

export function readConfigMap(root: YamlMap, group: string, kind: string): ConfigMap | undefined {
  if (group !== '' || kind !== 'ConfigMap') return undefined;
  const data = child(root, 'data');
  const unknown = root.unknown ?? data?.unknown;
  return {
    type: 'config-map',
    data: fields(data),
    ...(data && { dataAt: data.at }),
    ...(unknown !== undefined && { unknown }),
  };
}

/** A Secret with its data decoded; `stringData` overwrites `data` (kubernetes.md §1). */
export function readSecret(root: YamlMap, group: string, kind: string): Secret | undefined {
  if (group !== '' || kind !== 'Secret') return undefined;
  const data = child(root, 'data');
  const stringData = child(root, 'stringData');
  const merged = new Map<string, Field>();
  // SOPS leaves the shape of a Secret and encrypts its values in place.
  const encrypted = child(root, 'sops') ? 'its values are encrypted with SOPS' : undefined;
  const entries = fields(data);
  const plain = encrypted === undefined ? plainEntries(entries) : new Map<string, Field>();
  for (const [name, field] of entries) {
    merged.set(name, { ...(plain.get(name) ?? decoded(field, encrypted)), secret: true });
  }
  for (const [name, field] of fields(stringData)) {
    merged.set(name, { ...field, ...(encrypted !== undefined && { unknown: encrypted }), secret: true });
  }
  const section = stringData ?? data;
  const unknown = root.unknown ?? data?.unknown ?? stringData?.unknown;
  return {
    type: 'secret',
    data: merged,
    ...(section && { dataAt: section.at }),
    encoded: !stringData && data !== undefined,
    ...(plain.size > 0 && { plain }),
    ...(unknown !== undefined && { unknown }),
  };
}

/**
 * What somebody wrote into `data` without encoding it, in the belief that this is what it takes. Where there is such an
 * entry, others that only by chance look like base64 (`file`) are plain as well. Text that another tool fills in is none.
 */
function plainEntries(entries: Fields): ReadonlyMap<string, Field> {
  const known = [...entries].filter(([, { value, unknown }]) => unknown === undefined && value !== '');
  const isPlain = ({ value }: Field): boolean =>
    !isBase64(value) && !isPlaceholder(value) && !/[${}<>[\]%]|\.\.\.|…|base64[^:]/i.test(value);
  if (!known.some(([, field]) => isPlain(field))) return new Map();
  return new Map(known.filter(([, field]) => isPlain(field) || (isBase64(field.value) && isNoText(field))));
}

/** Whether decoding yields bytes that are no text, or signs without a letter or digit among them. */
function isNoText(field: Field): boolean {
  const { value } = decoded(field, undefined);
  return /[\ufffd\0-\x08\x0e-\x1f]/.test(value) || !/[\p{L}\p{N}]/u.test(value);
}

function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/\s+/g, ''));
}

function decoded(field: Field, encrypted: string | undefined): Field {
  if (encrypted !== undefined) return { ...field, value: '', unknown: encrypted };
  if (field.unknown !== undefined) return field;
  if (!isBase64(field.value)) return { ...field, value: '', unknown: 'it is not valid base64' };
  const bytes = Uint8Array.from(atob(field.value.replace(/\s+/g, '')), (character) =>
    character.charCodeAt(0),
  );
  return { ...field, value: new TextDecoder().decode(bytes) };
}

interface SourceShape {
  readonly makes: 'Secret' | 'ConfigMap';
  /** Paths to the name of what is made, tried in turn; the source's own name otherwise. */
  readonly target: readonly (readonly string[])[];
  /** Reads the keys that it will have, where they are visible. */
  readonly keys?: (root: YamlMap) => ReadonlyMap<string, Place> | undefined;
}

/** Objects that a controller turns into Secrets: Sealed Secrets, External Secrets, Vault, 1Password, Infisical, Doppler … */
const SOURCES: Readonly<Record<string, SourceShape>> = {
  SealedSecret: {
    makes: 'Secret',
    target: [['spec', 'template', 'metadata', 'name']],
    keys: (root) => mapKeys(child(root, 'spec', 'encryptedData'), child(root, 'spec', 'template', 'data')),
  },
  ExternalSecret: {
    makes: 'Secret',
    target: [['spec', 'target', 'name']],
    keys: externalSecretKeys,
  },
  ClusterExternalSecret: { makes: 'Secret', target: [['spec', 'externalSecretSpec', 'target', 'name']] },
  VaultStaticSecret: { makes: 'Secret', target: [['spec', 'destination', 'name']] },
  VaultDynamicSecret: { makes: 'Secret', target: [['spec', 'destination', 'name']] },
  VaultSecret: { makes: 'Secret', target: [] },
  OnePasswordItem: { makes: 'Secret', target: [] },
  InfisicalSecret: { makes: 'Secret', target: [['spec', 'managedSecretReference', 'secretName']] },
  DopplerSecret: { makes: 'Secret', target: [['spec', 'managedSecret', 'name']] },
  SopsSecret: { makes: 'Secret', target: [] },
  AzureKeyVaultSecret: { makes: 'Secret', target: [['spec', 'output', 'secret', 'name']] },
  BitwardenSecret: { makes: 'Secret', target: [['spec', 'secretName']] },
  Certificate: { makes: 'Secret', target: [['spec', 'secretName']] },
};

export function readSecretSource(root: YamlMap, group: string, kind: string): SecretSource | undefined {
  const shape = Object.hasOwn(SOURCES, kind) && group !== '' ? SOURCES[kind] : undefined;
  if (!shape) return undefined;
  const target =
    shape.target.map((path) => textField(root, ...path)).find((field) => field !== undefined) ??
    textField(root, 'metadata', 'name');
  if (!target) return undefined;
  const keys = shape.keys?.(root);
  return { type: 'secret-source', makes: shape.makes, target, ...(keys && { keys }) };
}

function mapKeys(...nodes: (YamlNode | undefined)[]): ReadonlyMap<string, Place> {
  return new Map(nodes.flatMap((node) => pairs(node).map(({ key }) => [key.text, key.at] as const)));
}

function externalSecretKeys(root: YamlMap): ReadonlyMap<string, Place> | undefined {
  // `dataFrom` takes whatever the store holds.
  if (child(root, 'spec', 'dataFrom')) return undefined;
  const template = child(root, 'spec', 'target', 'template', 'data');
  if (template) return mapKeys(template);
  return new Map(
    items(child(root, 'spec', 'data')).flatMap((item) => {
      const key = plainText(item, 'secretKey');
      return key === undefined ? [] : [[key, item.at] as const];
    }),
  );
}
