import type { KubernetesObject } from '../formats/kubernetes/facts';
import type { Place } from '../text/place';
import type { Certainty } from './certainty';

export type SourceKind = 'env' | 'config-map' | 'secret' | 'service-link' | 'image' | 'dotenv';

/** One place that sets a variable. */
export interface Provenance {
  readonly at: Place;
  readonly source: SourceKind;
  /** In words: `ConfigMap "web-env"`. */
  readonly what: string;
  /** The list or map that a new variable beside this one would go into. */
  readonly sectionAt?: Place;
  /** The name in front of the value. */
  readonly keyAt?: Place;
  readonly object?: KubernetesObject;
  /** Set where it only takes the value from the place before it in the chain: a `configMapKeyRef`. */
  readonly refers?: true;
}

/** What one layer of the environment says of a variable. */
export interface Slot {
  readonly state: 'set' | 'unknown';
  readonly value: string;
  readonly secret: boolean;
  readonly reason?: string;
  readonly certainty: Certainty;
  readonly chain: readonly Provenance[];
}
