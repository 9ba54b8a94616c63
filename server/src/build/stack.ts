import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { BuildProblem } from './builtStack';
import type { RootKustomization } from './rootKustomization';

/** The objects that are applied together. Names resolve inside a stack, never across. */
export interface Stack {
  /** As people call it: `k8s`, `overlays/prod`, `chart + values-prod.yaml`. */
  readonly name: string;
  readonly kind: 'plain' | 'kustomize' | 'helm';
  /** A directory, `` for the workspace folder itself. */
  readonly root: string;
  /** What was built; none where the stack is made of manifests as they stand. */
  readonly objects: readonly KubernetesObject[];
  /** The files of plain manifests whose objects the stack has, in their order. */
  readonly manifests?: readonly string[];
  readonly problems: readonly BuildProblem[];
  /** The files that the stack was made of, and those that were looked for and are absent. */
  readonly reads: ReadonlySet<string>;
  /** The files by which somebody would say which stack it is; of plain manifests those that it reads. */
  readonly namedBy?: readonly string[];
  /** Why objects may be missing here although they exist in the cluster, a sentence each. */
  readonly outside: readonly string[];
  /** Files that are listed and not there. */
  readonly absent?: readonly string[];
  /** What a stack of kustomize is built from. */
  readonly kustomization?: RootKustomization;
}
