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
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly BuildProblem[];
  /** The files that the stack was made of, and those that were looked for and are absent. */
  readonly reads: ReadonlySet<string>;
  /** The files by which somebody would say which stack it is; of plain manifests those that it reads. */
  readonly namedBy?: readonly string[];
  /** Why objects may be missing here although they exist in the cluster, a sentence each. */
  readonly outside: readonly string[];
  /** Files that are listed and not there. */
  readonly absent?: readonly string[];
  /** The other stacks of the workspace that may be installed beside this one: those of other directories. */
  readonly beside?: () => readonly Stack[];
  /** What a stack of kustomize is built from. */
  readonly kustomization?: RootKustomization;
}
