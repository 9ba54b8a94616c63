import { plainText } from '../plainText';
import type { ReportedFinding } from './report';

export interface Detail {
  readonly kind: 'related' | 'stacks' | 'fix';
  readonly text: string;
}

/** What belongs to a finding beside its message, a line each, as people read it in a terminal or a log. */
export function details({ related, stacks, fixes }: Omit<ReportedFinding, 'fingerprint'>): Detail[] {
  return [
    ...related.map(({ path, line, column, message }) => ({
      kind: 'related' as const,
      text: `↳ ${plainText(path)}:${line}:${column}  ${plainText(message)}`,
    })),
    ...(stacks.length > 1 ? [{ kind: 'stacks' as const, text: `in ${plainText(stacks.join(', '))}` }] : []),
    ...fixes.map((title, order) => ({
      kind: 'fix' as const,
      text: `${order === 0 ? 'fix' : ' or'}: ${plainText(title)}`,
    })),
  ];
}
