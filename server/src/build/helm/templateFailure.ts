import { LimitExceeded } from '../limitExceeded';
import type { Place } from '../../text/place';

/**
 * What went wrong:
 * - `data`: the values do not give what the template needs (`required`, a missing key on the way, a wrong type);
 *   other values, perhaps from outside of the workspace, may mend it.
 * - `fail`: the template gave up by itself.
 * - `template`: the template is wrong whatever the values are.
 */
export type FailureKind = 'data' | 'fail' | 'template';

/** A template that Helm would refuse at this point. Thrown inside of `build/helm` only, and always caught there. */
export class TemplateFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** Helm's or Go's own reason, without a full stop. */
    readonly reason: string,
    /** Where, when whoever throws knows better than the action that is being evaluated. */
    readonly at?: Place,
  ) {
    super(reason);
  }
}

/** Longer texts than any manifest, and still quickly made. */
export const longestText = 4_000_000;

/** More items than any chart lists. */
export const longestList = 200_000;

/** Refuses a text that would become too long before it is made. */
export function checkLength(length: number): void {
  if (length > longestText)
    throw new LimitExceeded(`a text of more than ${longestText / 1_000_000} million characters is made`);
}

/** Refuses a list that would become too long before it is made. */
export function checkCount(count: number): void {
  if (count > longestList) throw new LimitExceeded(`a list of more than ${longestList} items is made`);
}

/** Counts what a chart's templates do, all together, and ends it when it is out of proportion. */
export class Budget {
  private steps = 0;
  private characters = 0;

  constructor(
    private readonly mostSteps = 400_000,
    private readonly mostCharacters = 20_000_000,
  ) {}

  /** A twentieth, for a chart that is known to go beyond the whole. */
  static small(): Budget {
    return new Budget(20_000, 1_000_000);
  }

  step(count = 1): void {
    this.steps += count;
    if (this.steps > this.mostSteps)
      throw new LimitExceeded(`the templates do not come to an end within ${this.mostSteps} steps`);
  }

  text(length: number): void {
    checkLength(length);
    this.characters += length;
    if (this.characters > this.mostCharacters) {
      throw new LimitExceeded(
        `the templates make more than ${this.mostCharacters / 1_000_000} million characters`,
      );
    }
  }
}
