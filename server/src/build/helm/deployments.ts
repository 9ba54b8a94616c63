/**
 * How the workspace shows that its charts are installed: by deploy scripts and CI, Argo CD, Flux, helmfile or skaffold.
 * This tells the name and namespace of a release, and which values files go together.
 */
import type { YamlNode } from '../../formats/yaml/tree';
import type { Place } from '../../text/place';

/** Values that a deployment gives, in the order in which they are laid over one another. */
export type ValuesLayer =
  | { readonly kind: 'file'; readonly path: string }
  /** A file that is named, and is not in the workspace. */
  | { readonly kind: 'absent'; readonly name: string }
  | { readonly kind: 'inline'; readonly node: YamlNode }
  /** One `--set`; an unknown value when it comes from a variable. */
  | {
      readonly kind: 'set';
      readonly path: string;
      readonly value: string | undefined;
      readonly asString: boolean;
      readonly at: Place;
    };

/** A name, and where it is said. */
export interface NamedAt {
  readonly name: string;
  readonly at: Place;
}

export interface Deployment {
  /** The chart's directory. */
  readonly chart: string;
  readonly release?: NamedAt;
  readonly namespace?: NamedAt;
  readonly layers: readonly ValuesLayer[];
  /** The file that says so. */
  readonly file: string;
}

/** A reference to a chart or a values file as somebody wrote it, before it is known which file is meant. */
export interface WrittenDeployment {
  readonly chart: string;
  readonly release?: NamedAt;
  readonly namespace?: NamedAt;
  readonly layers: readonly WrittenLayer[];
  readonly file: string;
  /** The directory from which its paths are most likely meant. */
  readonly from: string;
  /** What paths in `layers` are relative to: the chart (Argo CD, Flux) or the place of whoever says it. */
  readonly valuesFrom: 'chart' | 'file';
}

export type WrittenLayer =
  | { readonly kind: 'file'; readonly written: string }
  | { readonly kind: 'inline'; readonly node: YamlNode }
  | Extract<ValuesLayer, { readonly kind: 'set' }>;
