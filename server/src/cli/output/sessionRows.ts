import type { Analysis } from '../../analysis/analyse';
import type { Outcome, SurvivalEvent } from '../../model/survival';

/** Where the sessions of one web workload live, and what each event does to them. */
export interface SessionRow {
  readonly stack: string;
  readonly kind: string;
  readonly workload: string;
  readonly driver: string;
  /** In words: "in files on each pod's own disk". */
  readonly store: string;
  /** `max` is null where there is no limit, or none that is known. */
  readonly pods: { readonly min: number; readonly max: number | null };
  readonly survival: readonly { readonly event: SurvivalEvent; readonly outcome: Outcome }[];
}

/** A row for each web workload of a folder. `prefix` goes before the names of stacks, where there are several folders. */
export function sessionRows({ model }: Analysis, prefix = ''): SessionRow[] {
  return model.stacks.flatMap(({ stack, workloads }) =>
    workloads
      .filter(({ role }) => role === 'web')
      .map(({ object, session, store, pods, survival }) => ({
        stack: prefix + stack.name,
        kind: object.kind,
        workload: object.name.value,
        driver: session.driver,
        store: store.where,
        pods: { min: pods.min, max: pods.max === undefined || pods.max === Infinity ? null : pods.max },
        survival: survival.map(({ event, outcome }) => ({ event, outcome })),
      })),
  );
}
