import type { Finding } from './finding';

/** The numbers below every result. */
export interface Summary {
  readonly files: number;
  readonly stacks: number;
  readonly workloads: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
}

export function summarise(
  findings: readonly Finding[],
  counts: Pick<Summary, 'files' | 'stacks' | 'workloads'>,
): Summary {
  const of = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { ...counts, errors: of('error'), warnings: of('warning'), information: of('information') };
}
