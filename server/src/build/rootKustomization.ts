import type { KubernetesObject } from '../formats/kubernetes/facts';
import { child, pair, scalar, type YamlNode } from '../formats/yaml/tree';
import type { Place } from '../text/place';
import type { WorkspaceFiles } from './workspaceFiles';

/** Places in the kustomization that a stack is built from. */
export interface KustomizationPlaces {
  readonly at: Place;
  /** The list of its `patches`, where it is written. */
  readonly patchesAt?: Place;
  /** `namePrefix` or `nameSuffix` with a value. */
  readonly renamesAt?: Place;
}

/** The kustomization that a stack is built from, as far as a rule may want to show it or to add to it. */
export interface RootKustomization extends KustomizationPlaces {
  /** Objects that bear another name than their manifest gives them, with the name that is written there. */
  readonly writtenNames: ReadonlyMap<KubernetesObject, string>;
  /** The namespace in an object's own manifest, by which a patch finds it; undefined where it has none. */
  writtenNamespace(object: KubernetesObject): string | undefined;
}

/** Undefined when the document is no map. */
export function kustomizationPlaces(root: YamlNode | undefined): KustomizationPlaces | undefined {
  if (root?.kind !== 'map') return undefined;
  const patches = child(root, 'patches');
  const renames = ['namePrefix', 'nameSuffix']
    .map((key) => pair(root, key))
    .find((each) => each !== undefined);
  return {
    at: root.at,
    ...(patches?.kind === 'sequence' && { patchesAt: patches.at }),
    ...(renames && scalar(renames.value)?.text && { renamesAt: renames.value.at }),
  };
}

/** What the manifests say is read when somebody asks. */
export function rootKustomization(
  files: WorkspaceFiles,
  places: KustomizationPlaces,
  objects: readonly KubernetesObject[],
): RootKustomization {
  let names: ReadonlyMap<KubernetesObject, string> | undefined;
  return {
    ...places,
    get writtenNames() {
      return (names ??= writtenNames(files, objects));
    },
    writtenNamespace: (object) => writtenNamespace(files, object),
  };
}

/** A namespace that a kustomization sets stands there, and what it overruled is remembered. */
function writtenNamespace(files: WorkspaceFiles, { namespace }: KubernetesObject): string | undefined {
  const at = namespace?.before?.at(-1) ?? namespace?.at;
  if (!at || /(^|\/)kustomization(\.ya?ml)?$/i.test(at.file)) return undefined;
  return unquoted(files, at);
}

/** The text of a scalar that has no escapes, as names have none. */
function unquoted(files: WorkspaceFiles, at: Place): string | undefined {
  return files
    .text(at.file)
    ?.slice(at.span.start, at.span.end)
    .replace(/^(["'])(.*)\1$/, '$2');
}

/** The place of a name stays where its author wrote it, whatever a prefix makes of it. */
function writtenNames(
  files: WorkspaceFiles,
  objects: readonly KubernetesObject[],
): ReadonlyMap<KubernetesObject, string> {
  const found = new Map<KubernetesObject, string>();
  for (const object of objects) {
    const { at, value } = object.name;
    const written = unquoted(files, at);
    if (written !== undefined && written !== value && written !== '' && value.includes(written)) {
      found.set(object, written);
    }
  }
  return found;
}
