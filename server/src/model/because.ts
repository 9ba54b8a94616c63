import type { Place } from '../text/place';

/** One link of a chain of reasons: a place, and what it says in words. */
export interface Because {
  readonly at: Place;
  readonly what: string;
}
