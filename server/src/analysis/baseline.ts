import type { Severity } from '../rules/rule';
import { GRAVITY, type Finding } from './finding';

/** One finding that is known and put up with. */
export interface BaselineEntry {
  /** Of analysis/fingerprint.ts. */
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  readonly severity: Severity;
  /** For people who read the file; it decides nothing. */
  readonly message: string;
}

export interface Baselined {
  readonly shown: readonly Finding[];
  readonly hidden: readonly Finding[];
  /** Entries that were met by a finding. */
  readonly met: ReadonlySet<BaselineEntry>;
}

/** Parts the findings that are recorded from those that are not, or that have become graver since. */
export function againstBaseline(
  findings: readonly Finding[],
  fingerprints: ReadonlyMap<Finding, string>,
  entries: readonly BaselineEntry[],
): Baselined {
  const known = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const shown: Finding[] = [];
  const hidden: Finding[] = [];
  const met = new Set<BaselineEntry>();
  for (const finding of findings) {
    const entry = known.get(fingerprints.get(finding) ?? '');
    if (entry) met.add(entry);
    if (entry && GRAVITY[finding.severity] <= GRAVITY[entry.severity]) hidden.push(finding);
    else shown.push(finding);
  }
  return { shown, hidden, met };
}

/**
 * The file of a baseline: JSON, an entry a line, sorted by path and rule, so that two versions differ in the lines of what
 * changed. It holds messages, which show no secret, and nothing of the files themselves.
 */
export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const lines = [...entries]
    .sort(
      (a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint),
    )
    .map(({ path, rule, severity, message, fingerprint }) =>
      JSON.stringify({ path, rule, severity, message, fingerprint }),
    );
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}

/** Reads what `writeBaseline` wrote; undefined when it is something else, or of a later version. */
export function parseBaseline(text: string): BaselineEntry[] | undefined {
  try {
    const data = JSON.parse(text.replace(/^\uFEFF/, '')) as { version?: unknown; findings?: unknown } | null;
    if (data?.version !== 1 || !Array.isArray(data.findings)) return undefined;
    return data.findings.every(isEntry) ? data.findings : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { fingerprint, rule, path, severity, message } = value as Record<string, unknown>;
  return (
    [fingerprint, rule, path, message].every((each) => typeof each === 'string') &&
    typeof severity === 'string' &&
    Object.hasOwn(GRAVITY, severity)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
