import type { Place } from '../../text/place';
import type { YamlMap, YamlScalar } from '../yaml/tree';

/**
 * What one kustomization file asks for, with places. The fields are those of `Kustomization` in kustomize's
 * `api/types/kustomization.go`; deprecated ones stand where their successors are (`bases` among the resources).
 * Every scalar here is a string in the file, as kustomize wants it.
 */
export interface Kustomization {
  readonly file: string;
  readonly at: Place;
  readonly kind: 'Kustomization' | 'Component';
  readonly resources: readonly YamlScalar[];
  readonly components: readonly YamlScalar[];
  readonly namespace?: YamlScalar;
  readonly namePrefix?: YamlScalar;
  readonly nameSuffix?: YamlScalar;
  readonly commonLabels?: YamlMap;
  readonly commonAnnotations?: YamlMap;
  readonly labels: readonly LabelRule[];
  readonly configMapGenerator: readonly GeneratorArgs[];
  readonly secretGenerator: readonly GeneratorArgs[];
  readonly generatorOptions?: GeneratorOptions;
  readonly patchesStrategicMerge: readonly YamlScalar[];
  readonly patches: readonly PatchArgs[];
  readonly patchesJson6902: readonly PatchArgs[];
  readonly images: readonly ImageArgs[];
  readonly replicas: readonly ReplicaArgs[];
  readonly replacements: readonly ReplacementArgs[];
  readonly vars: readonly VarArgs[];
  readonly crds: readonly YamlScalar[];
  readonly configurations: readonly YamlScalar[];
  readonly openapiPath?: YamlScalar;
  /** Files, directories or inline documents. */
  readonly generators: readonly YamlScalar[];
  readonly transformers: readonly YamlScalar[];
  readonly validators: readonly YamlScalar[];
  readonly helmCharts: readonly HelmChartArgs[];
  readonly sortOptions?: SortOptions;
  readonly buildMetadata: readonly YamlScalar[];
  /** For which kustomize would refuse the whole file. */
  readonly problems: readonly KustomizationProblem[];
}

export interface KustomizationProblem {
  readonly at: Place;
  /** In kustomize's words: `json: unknown field "resource"`. */
  readonly reason: string;
}

export interface LabelRule {
  readonly pairs?: YamlMap;
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
  readonly fields: readonly FieldSpecArgs[];
}

export interface FieldSpecArgs {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly path: string;
  readonly create: boolean;
}

export interface GeneratorOptions {
  readonly labels?: YamlMap;
  readonly annotations?: YamlMap;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}

/** One entry of `configMapGenerator` or `secretGenerator`. */
export interface GeneratorArgs {
  readonly at: Place;
  readonly name?: YamlScalar;
  readonly namespace?: YamlScalar;
  readonly behavior?: YamlScalar;
  readonly literals: readonly YamlScalar[];
  readonly files: readonly YamlScalar[];
  readonly envs: readonly YamlScalar[];
  /** Of Secrets only. */
  readonly type?: YamlScalar;
  readonly options?: GeneratorOptions;
}

export interface PatchArgs {
  readonly at: Place;
  readonly path?: YamlScalar;
  readonly patch?: YamlScalar;
  readonly target?: TargetArgs;
  /** `allowNameChange` and `allowKindChange`. */
  readonly options: ReadonlyMap<string, boolean>;
}

/** Which objects are meant; empty texts match everything. */
export interface TargetArgs {
  readonly at: Place;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labelSelector: string;
  readonly annotationSelector: string;
}

export interface ImageArgs {
  readonly at: Place;
  readonly name: string;
  readonly newName?: YamlScalar;
  readonly newTag?: YamlScalar;
  readonly tagSuffix?: YamlScalar;
  readonly digest?: YamlScalar;
}

export interface ReplicaArgs {
  readonly at: Place;
  readonly name: string;
  readonly count?: YamlScalar;
}

export interface ReplacementArgs {
  readonly at: Place;
  /** A file with one replacement or a list of them, instead of all the rest. */
  readonly path?: YamlScalar;
  readonly source?: TargetArgs & { readonly fieldPath: string; readonly options?: FieldOptions };
  readonly sourceValue?: YamlScalar;
  readonly targets?: readonly ReplacementTarget[];
}

export interface ReplacementTarget {
  readonly at: Place;
  readonly select?: TargetArgs;
  readonly reject: readonly TargetArgs[];
  readonly fieldPaths: readonly YamlScalar[];
  readonly options?: FieldOptions;
}

export interface FieldOptions {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
  readonly encoding: string;
}

export interface VarArgs {
  readonly at: Place;
  readonly name: string;
  readonly objref: TargetArgs & { readonly apiVersion: string };
  readonly fieldPath: string;
}

export interface HelmChartArgs {
  readonly at: Place;
  readonly name: string;
  readonly repo: string;
}

export interface SortOptions {
  readonly order: string;
  readonly orderFirst?: readonly string[];
  readonly orderLast?: readonly string[];
}
