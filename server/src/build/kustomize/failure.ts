import type { Place } from '../../text/place';
import type { BuildProblem } from '../builtStack';

/**
 * Why a step cannot be done, in kustomize's own words. The steps throw it; whoever runs them catches it, reports it, and
 * goes on with the rest of the stack, which the real kustomize does not.
 */
export class Failure extends Error {
  constructor(
    message: string,
    /** The line that causes it, when the step knows better than whoever runs it. */
    readonly at?: Place,
    readonly severity: 'error' | 'information' = 'error',
    /** Other places that have a part in it. */
    readonly related: BuildProblem['related'] = [],
  ) {
    super(message);
  }
}
