import type { ReportedFinding } from './report';
import type { SessionRow } from './sessionRows';

/** What a report says of an earlier one: the parts of `check --format json` that it is compared by. */
export interface EarlierReport {
  readonly findings: readonly Pick<
    ReportedFinding,
    'rule' | 'severity' | 'path' | 'line' | 'message' | 'fingerprint'
  >[];
  readonly sessions: readonly SessionRow[];
}

/** Reads the output of an earlier `check --format json`; undefined when the text is none. */
export function parseEarlierReport(text: string): EarlierReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { findings, sessions } = value;
  if (!Array.isArray(findings) || !findings.every(isFinding)) return undefined;
  if (!Array.isArray(sessions) || !sessions.every(isSessionRow)) return undefined;
  return { findings, sessions };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasTexts(value: Record<string, unknown>, ...keys: string[]): boolean {
  return keys.every((key) => typeof value[key] === 'string');
}

function isFinding(value: unknown): value is EarlierReport['findings'][number] {
  return (
    isRecord(value) &&
    hasTexts(value, 'rule', 'path', 'message', 'fingerprint') &&
    ['error', 'warning', 'information'].includes(String(value['severity'])) &&
    typeof value['line'] === 'number'
  );
}

function isSessionRow(value: unknown): value is SessionRow {
  if (!isRecord(value) || !hasTexts(value, 'stack', 'kind', 'workload', 'driver', 'store')) return false;
  const { pods, survival } = value;
  return (
    isRecord(pods) &&
    typeof pods['min'] === 'number' &&
    (pods['max'] === null || typeof pods['max'] === 'number') &&
    Array.isArray(survival) &&
    survival.every((each) => isRecord(each) && hasTexts(each, 'event', 'outcome'))
  );
}
