/** Installations that YAML declares: Argo CD's Application, Flux's HelmRelease, helmfile's and skaffold's releases. */
import { child, items, pairs, scalar, type YamlNode } from '../../formats/yaml/tree';
import { directoryOf } from './charts';
import type { NamedAt, WrittenDeployment, WrittenLayer } from './deployments';

/** Whether a text is worth parsing for this. */
export function mayDeclareDeployment(path: string, text: string): boolean {
  if (/(^|\/)(helmfile[^/]*|skaffold[^/]*)\.ya?ml$/.test(path)) return true;
  return /\.ya?ml$/.test(path) && (text.includes('argoproj.io/') || text.includes('helm.toolkit.fluxcd.io/'));
}

/** The installations that one document declares. */
export function declaredDeployments(file: string, root: YamlNode | undefined): WrittenDeployment[] {
  const kind = textOf(child(root, 'kind'));
  const api = textOf(child(root, 'apiVersion')) ?? '';
  if (api.startsWith('argoproj.io/')) {
    if (kind === 'Application') return argo(file, root);
    if (kind === 'ApplicationSet') return argo(file, child(root, 'spec', 'template'));
    return [];
  }
  if (api.startsWith('helm.toolkit.fluxcd.io/') && kind === 'HelmRelease') return flux(file, root);
  if (api.startsWith('skaffold/')) return skaffold(file, root);
  if (/(^|\/)helmfile[^/]*\.ya?ml$/.test(file)) return helmfile(file, root);
  return [];
}

function argo(file: string, application: YamlNode | undefined): WrittenDeployment[] {
  const spec = child(application, 'spec');
  const source = child(spec, 'source');
  const sources = source ? [source] : items(child(spec, 'sources'));
  return sources.flatMap((each): WrittenDeployment[] => {
    const chart = textOf(child(each, 'path'));
    if (chart === undefined) return [];
    const helm = child(each, 'helm');
    const text = scalar(child(helm, 'values'));
    const layers: WrittenLayer[] = items(child(helm, 'valueFiles')).flatMap((item) => fileLayer(item));
    if (text) layers.push({ kind: 'inline', node: text });
    const object = child(helm, 'valuesObject');
    if (object) layers.push({ kind: 'inline', node: object });
    for (const parameter of items(child(helm, 'parameters'))) {
      const path = textOf(child(parameter, 'name'));
      const value = scalar(child(parameter, 'value'));
      if (path === undefined || !value) continue;
      const known = /\{\{|\$/.test(value.text) ? undefined : value.text;
      const asString = scalar(child(parameter, 'forceString'))?.value === true;
      layers.push({ kind: 'set', path, value: known, asString, at: value.at });
    }
    return [
      {
        chart,
        release: named(child(helm, 'releaseName')) ?? named(child(application, 'metadata', 'name')),
        namespace: named(child(spec, 'destination', 'namespace')),
        layers,
        file,
        from: '',
        valuesFrom: 'chart',
      },
    ];
  });
}

function flux(file: string, root: YamlNode | undefined): WrittenDeployment[] {
  const spec = child(root, 'spec');
  const chartSpec = child(spec, 'chart', 'spec');
  const chart = textOf(child(chartSpec, 'chart'));
  if (chart === undefined) return [];
  const target = named(child(spec, 'targetNamespace'));
  const name = named(child(root, 'metadata', 'name'));
  const prefixed = target && name ? { ...name, name: `${target.name}-${name.name}` } : name;
  const layers: WrittenLayer[] = items(child(chartSpec, 'valuesFiles')).flatMap((item) => fileLayer(item));
  const values = child(spec, 'values');
  if (values) layers.push({ kind: 'inline', node: values });
  return [
    {
      chart,
      release: named(child(spec, 'releaseName')) ?? prefixed,
      namespace: target ?? named(child(root, 'metadata', 'namespace')),
      layers,
      file,
      from: '',
      valuesFrom: 'chart',
    },
  ];
}

function helmfile(file: string, root: YamlNode | undefined): WrittenDeployment[] {
  return items(child(root, 'releases')).flatMap((release): WrittenDeployment[] => {
    const chart = textOf(child(release, 'chart'));
    if (chart === undefined) return [];
    const layers = items(child(release, 'values')).flatMap((item): WrittenLayer[] =>
      item.kind === 'map' ? [{ kind: 'inline', node: item }] : fileLayer(item),
    );
    for (const set of items(child(release, 'set'))) {
      const path = textOf(child(set, 'name'));
      const value = scalar(child(set, 'value'));
      if (path === undefined) continue;
      const known = value && !value.text.includes('{{') ? value.text : undefined;
      layers.push({ kind: 'set', path, value: known, asString: false, at: (value ?? set).at });
    }
    return [
      {
        chart,
        release: named(child(release, 'name')),
        namespace: named(child(release, 'namespace')),
        layers,
        file,
        from: directoryOf(file),
        valuesFrom: 'file',
      },
    ];
  });
}

function skaffold(file: string, root: YamlNode | undefined): WrittenDeployment[] {
  const releases = [
    ...items(child(root, 'deploy', 'helm', 'releases')),
    ...items(child(root, 'manifests', 'helm', 'releases')),
  ];
  return releases.flatMap((release): WrittenDeployment[] => {
    const chart = textOf(child(release, 'chartPath'));
    if (chart === undefined) return [];
    const layers = items(child(release, 'valuesFiles')).flatMap((item) => fileLayer(item));
    for (const { key, value } of [
      ...pairs(child(release, 'setValues')),
      ...pairs(child(release, 'setValueTemplates')),
    ]) {
      const known = value.kind === 'scalar' && !value.text.includes('{{') ? value.text : undefined;
      layers.push({ kind: 'set', path: key.text, value: known, asString: false, at: value.at });
    }
    return [
      {
        chart,
        release: named(child(release, 'name')),
        namespace: named(child(release, 'namespace')),
        layers,
        file,
        from: directoryOf(file),
        valuesFrom: 'file',
      },
    ];
  });
}

function fileLayer(node: YamlNode): WrittenLayer[] {
  const written = textOf(node);
  return written === undefined ? [] : [{ kind: 'file', written }];
}

function named(node: YamlNode | undefined): NamedAt | undefined {
  const name = textOf(node);
  if (!node || name === undefined || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return undefined;
  return { name, at: node.at };
}

function textOf(node: YamlNode | undefined): string | undefined {
  const text = scalar(node)?.text;
  return text === '' ? undefined : text;
}
