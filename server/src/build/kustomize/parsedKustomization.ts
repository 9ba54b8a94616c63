import type { Kustomization } from '../../formats/kustomize/kustomization';
import { readKustomization } from '../../formats/kustomize/readKustomization';
import type { YamlFile } from '../../formats/yaml/tree';

/** What a file says as a kustomization: a base is read once for all that build on it. */
export function parsedKustomization(file: YamlFile): Kustomization | undefined {
  if (known.has(file)) return known.get(file);
  const kustomization = readKustomization(file);
  known.set(file, kustomization);
  return kustomization;
}

const known = new WeakMap<YamlFile, Kustomization | undefined>();
