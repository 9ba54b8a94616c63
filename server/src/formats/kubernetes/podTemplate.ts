import type { Place } from '../../text/place';
import { child, items, pair, type YamlMap, type YamlNode } from '../yaml/tree';
import type { Container, EnvEntry, EnvFromEntry, PodTemplate, Volume, VolumeSource } from './facts';
import { booleanField, fields, numberField, pairField, plainText, textField, textList } from './read';

/** Reads a pod template: `template` is the map that holds `metadata` and `spec`, of a Pod the object itself. */
export function readPodTemplate(template: YamlNode): PodTemplate {
  const spec = child(template, 'spec');
  const dnsPolicy = plainText(spec, 'dnsPolicy');
  const enableServiceLinks = booleanField(spec, 'enableServiceLinks');
  const labels = child(template, 'metadata', 'labels');
  const oneNodeAt = onOneNode(spec);
  const unknown = template.unknown ?? spec?.unknown ?? child(spec, 'containers')?.unknown;
  return {
    at: template.at,
    specAt: spec?.at ?? template.at,
    labels: fields(labels),
    ...(labels?.kind === 'map' && { labelsAt: labels.at }),
    annotations: fields(child(template, 'metadata', 'annotations')),
    containers: containers(child(spec, 'containers')),
    initContainers: containers(child(spec, 'initContainers')),
    volumes: items(child(spec, 'volumes')).flatMap(volume),
    hostNetwork: booleanField(spec, 'hostNetwork')?.value ?? false,
    ...(dnsPolicy !== undefined && { dnsPolicy }),
    ...(enableServiceLinks && { enableServiceLinks }),
    hostAliases: items(child(spec, 'hostAliases')).flatMap((alias) =>
      textList(child(alias, 'hostnames')).map((name) => name.value),
    ),
    ...(oneNodeAt && { oneNodeAt }),
    ...(unknown !== undefined && { unknown }),
  };
}

const HOST_NAME = 'kubernetes.io/hostname';

/** Only what is required counts; what is preferred keeps no pod off another node. */
function onOneNode(spec: YamlNode | undefined): Place | undefined {
  const named = textField(spec, 'nodeName') ?? textField(spec, 'nodeSelector', HOST_NAME);
  if (named) return named.at;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const together = items(child(spec, 'affinity', 'podAffinity', required)).find(
    (term) => plainText(term, 'topologyKey') === HOST_NAME,
  );
  if (together) return together.at;
  const terms = items(child(spec, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms'));
  const [term] = terms;
  const host = items(child(term, 'matchExpressions')).find(
    (expression) =>
      plainText(expression, 'key') === HOST_NAME &&
      plainText(expression, 'operator') === 'In' &&
      items(child(expression, 'values')).length === 1,
  );
  return terms.length === 1 ? host?.at : undefined;
}

function containers(node: YamlNode | undefined): Container[] {
  return items(node).flatMap((item) => (item.kind === 'map' ? [container(item)] : []));
}

function container(node: YamlMap): Container {
  const name = textField(node, 'name');
  const image = textField(node, 'image');
  const env = child(node, 'env');
  const envFrom = child(node, 'envFrom');
  const workingDir = plainText(node, 'workingDir');
  const envUnknown = env?.unknown ?? envFrom?.unknown ?? node.unknown;
  return {
    name: name?.value ?? '',
    ...(name && { nameAt: name.at }),
    at: node.at,
    ...(image && { image }),
    command: textList(child(node, 'command')),
    args: textList(child(node, 'args')),
    env: items(env).flatMap(envEntry),
    envFrom: items(envFrom).flatMap(envFromEntry),
    ...listPlace('envAt', env),
    ...listPlace('envFromAt', envFrom),
    ...(envUnknown !== undefined && { envUnknown }),
    ports: items(child(node, 'ports')).flatMap((port) => {
      const number = numberField(port, 'containerPort');
      const name = plainText(port, 'name');
      return number ? [{ port: number.value, ...(name !== undefined && { name }), at: number.at }] : [];
    }),
    mounts: items(child(node, 'volumeMounts')).flatMap((mount) => {
      const volumeName = plainText(mount, 'name');
      const path = plainText(mount, 'mountPath');
      const subPath = plainText(mount, 'subPath');
      if (volumeName === undefined || path === undefined) return [];
      const readOnly = booleanField(mount, 'readOnly')?.value ?? false;
      return [
        { volume: volumeName, path, ...(subPath !== undefined && { subPath }), readOnly, at: mount.at },
      ];
    }),
    ...(workingDir !== undefined && { workingDir }),
    httpProbes: ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => {
      const http = child(node, probe, 'httpGet');
      return http ? [plainText(http, 'port') ?? ''] : [];
    }),
    postStart: textList(child(node, 'lifecycle', 'postStart', 'exec', 'command')),
    sidecar: plainText(node, 'restartPolicy') === 'Always',
  };
}

function listPlace<K extends string>(key: K, node: YamlNode | undefined): { [key in K]?: Place } {
  return node?.kind === 'sequence' ? ({ [key]: node.at } as { [key in K]?: Place }) : {};
}

function envEntry(node: YamlNode): EnvEntry[] {
  const name = textField(node, 'name');
  if (!name) return [];
  const value = pairField(pair(node, 'value'));
  const from = valueFrom(child(node, 'valueFrom'));
  if (!from) return [value ? { at: node.at, name, value } : { at: node.at, name }];
  return [{ at: node.at, name, ...(value && { value }), from }];
}

function valueFrom(node: YamlNode | undefined): EnvEntry['from'] {
  if (node?.kind !== 'map') return undefined;
  for (const [field, kind] of [
    ['configMapKeyRef', 'ConfigMap'],
    ['secretKeyRef', 'Secret'],
  ] as const) {
    const reference = child(node, field);
    const name = textField(reference, 'name');
    const key = textField(reference, 'key');
    if (name && key)
      return { kind, name, key, optional: booleanField(reference, 'optional')?.value ?? false };
  }
  return { kind: 'other', what: node.pairs[0]?.key.text ?? 'valueFrom' };
}

function envFromEntry(node: YamlNode): EnvFromEntry[] {
  for (const [field, kind] of [
    ['configMapRef', 'ConfigMap'],
    ['secretRef', 'Secret'],
  ] as const) {
    const reference = child(node, field);
    const name = textField(reference, 'name');
    if (!name) continue;
    const optional = booleanField(reference, 'optional')?.value ?? false;
    return [{ at: node.at, kind, name, prefix: plainText(node, 'prefix') ?? '', optional }];
  }
  return [];
}

function volume(node: YamlNode): Volume[] {
  const name = plainText(node, 'name');
  return name === undefined ? [] : [{ name, at: node.at, source: volumeSource(node) }];
}

function volumeSource(node: YamlNode): VolumeSource {
  const claim = textField(node, 'persistentVolumeClaim', 'claimName');
  if (claim) return { kind: 'claim', claim };
  if (pair(node, 'emptyDir')) return { kind: 'emptyDir' };
  if (pair(node, 'ephemeral')) return { kind: 'ephemeral' };
  if (pair(node, 'nfs')) return { kind: 'nfs' };
  if (pair(node, 'hostPath')) return { kind: 'hostPath', path: plainText(node, 'hostPath', 'path') ?? '' };
  const configMap = textField(node, 'configMap', 'name');
  if (configMap)
    return { kind: 'ConfigMap', name: configMap, ...fileNames(child(node, 'configMap', 'items')) };
  const secret = textField(node, 'secret', 'secretName');
  if (secret) return { kind: 'Secret', name: secret, ...fileNames(child(node, 'secret', 'items')) };
  const what =
    node.kind === 'map' ? node.pairs.find((entry) => entry.key.text !== 'name')?.key.text : undefined;
  return what === undefined ? { kind: 'emptyDir' } : { kind: 'other', what };
}

function fileNames(node: YamlNode | undefined): { items?: ReadonlyMap<string, string> } {
  if (node?.kind !== 'sequence') return {};
  return {
    items: new Map(items(node).map((item) => [plainText(item, 'key') ?? '', plainText(item, 'path') ?? ''])),
  };
}
