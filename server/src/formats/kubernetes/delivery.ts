import { child, items, type YamlMap } from '../yaml/tree';
import type { Delivery } from './facts';
import { plainText } from './read';

/** Objects that say that other objects come from elsewhere: Argo CD, Flux, Helm operators, Rancher Fleet. */
export function readDelivery(root: YamlMap, group: string, kind: string, name: string): Delivery | undefined {
  const spec = child(root, 'spec');
  if (group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet')) {
    const inner = kind === 'ApplicationSet' ? child(spec, 'template', 'spec') : spec;
    const sources = [child(inner, 'source'), ...items(child(inner, 'sources'))];
    const source = sources.find((each) => each !== undefined);
    return delivery(`Argo CD ${kind} "${name}"`, {
      chart: sources.map((each) => plainText(each, 'chart')).find((each) => each !== undefined),
      path: plainText(source, 'path'),
      namespace: plainText(inner, 'destination', 'namespace'),
      releaseName: plainText(source, 'helm', 'releaseName') ?? name,
    });
  }
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') {
    return delivery(`Flux HelmRelease "${name}"`, {
      chart: plainText(spec, 'chart', 'spec', 'chart') ?? name,
      namespace: plainText(spec, 'targetNamespace') ?? plainText(root, 'metadata', 'namespace'),
      releaseName: plainText(spec, 'releaseName') ?? name,
    });
  }
  if (group === 'helm.cattle.io' && kind === 'HelmChart') {
    return delivery(`HelmChart "${name}"`, {
      chart: plainText(spec, 'chart') ?? name,
      namespace: plainText(spec, 'targetNamespace') ?? plainText(root, 'metadata', 'namespace'),
      releaseName: name,
    });
  }
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') {
    return delivery(`Flux Kustomization "${name}"`, {
      path: plainText(spec, 'path'),
      namespace: plainText(spec, 'targetNamespace'),
    });
  }
  return undefined;
}

function delivery(
  what: string,
  facts: {
    chart?: string | undefined;
    path?: string | undefined;
    namespace?: string | undefined;
    releaseName?: string | undefined;
  },
): Delivery {
  return {
    type: 'delivery',
    what,
    remote: facts.chart !== undefined,
    ...(facts.chart !== undefined && { chart: facts.chart }),
    ...(facts.path !== undefined && { path: facts.path }),
    ...(facts.namespace !== undefined && { namespace: facts.namespace }),
    ...(facts.releaseName !== undefined && { releaseName: facts.releaseName }),
  };
}
