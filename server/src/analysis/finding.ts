import type { Fix, Missing, Related, Severity } from '../rules/rule';
import type { Place } from '../text/place';

/** What is shown to the user: one trouble at one place, whichever stacks it comes from. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly certainty: 'certain' | 'likely';
  readonly at: Place;
  readonly message: string;
  readonly related: readonly Related[];
  /** Names of the stacks that have it, in their order. */
  readonly stacks: readonly string[];
  readonly fixes: () => readonly Fix[];
  readonly missing?: Missing;
  readonly unnecessary?: boolean;
}

/** The higher, the graver. */
export const GRAVITY: Readonly<Record<Severity, number>> = { information: 0, warning: 1, error: 2 };

/** A rule that failed on a stack: a defect of ours, which must not take the other findings with it. */
export interface RuleFailure {
  readonly rule: string;
  readonly stack: string;
  readonly error: unknown;
}
