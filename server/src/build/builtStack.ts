import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { YamlMap } from '../formats/yaml/tree';
import type { Place } from '../text/place';
import type { KustomizationPlaces } from './rootKustomization';

/** What kept a stack, or a part of it, from being built; the rest of the stack still counts. */
export interface BuildProblem {
  readonly at: Place;
  /** The building tool's own reason in a full sentence. */
  readonly message: string;
  /** `information` when the reason may lie outside the repository: a file that CI writes, a remote base. */
  readonly severity: 'error' | 'information';
  /** Other places that have a part in it, each with a full sentence. */
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
}

/**
 * The objects that one kustomize root or one Helm chart with one set of values applies.
 * Every node of every object says where it comes from: `at` is the place that set the field last (the literal of a
 * generator, the patch, the key of the values file), `before` of its pair the places that it overruled.
 */
export interface BuiltStack {
  /** As people call it: `overlays/prod`, `chart + values-prod.yaml`. */
  readonly name: string;
  readonly kind: 'kustomize' | 'helm';
  /** The directory of the kustomization or the chart, `` for the workspace folder itself. */
  readonly root: string;
  readonly objects: readonly YamlMap[];
  /** What the objects say, where that is kept beside them. */
  readonly facts?: readonly KubernetesObject[];
  /** Those of the objects that rest on a convention: what a chart makes that is not in the workspace. Certainty: likely. */
  readonly likely?: ReadonlySet<YamlMap>;
  readonly problems: readonly BuildProblem[];
  /** All files that were read, and those that were looked for and are absent: a change in any of them rebuilds. */
  readonly reads: ReadonlySet<string>;
  /** The files by which somebody would say which stack it is: its kustomization, or its chart and the values files. */
  readonly namedBy: readonly string[];
  /** Why objects may be missing here although they exist in the cluster: one sentence for each remote base, chart … */
  readonly outside: readonly string[];
  /** Files that are listed and not there, so that nothing builds until they are; what they hold is only hinted by their names. */
  readonly absent?: readonly string[];
  readonly kustomization?: KustomizationPlaces;
}
