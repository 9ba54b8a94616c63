/** How sure a statement is: read in these files, resting on a convention, or not to be known from here. */
export type Certainty = 'certain' | 'likely' | 'unknown';

const ORDER: readonly Certainty[] = ['certain', 'likely', 'unknown'];

/** A statement is as sure as its weakest premise. */
export function weakest(...premises: readonly Certainty[]): Certainty {
  return ORDER[Math.max(0, ...premises.map((premise) => ORDER.indexOf(premise)))] ?? 'unknown';
}
