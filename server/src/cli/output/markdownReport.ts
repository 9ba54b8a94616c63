import type { EarlierReport } from './earlierReport';
import { markdownCode, markdownText } from './markdownText';
import { sessionTable } from './markdownSessions';
import { count, countsInWords, worstFirst, type Report, type ReportedFinding } from './report';

/** GitHub takes 65,536 characters in a comment; what surrounds the findings needs some of them. */
const ROOM = 60_000;

/**
 * A report for a comment below a pull request: the findings with the worst first, and what events do to the sessions of
 * each workload. Beside an earlier report it shows what is new and what is gone, and keeps the rest folded.
 */
export function markdownReport(report: Report, earlier: EarlierReport | undefined): string {
  const parts = earlier ? compared(report, earlier) : [...plainParts(report)];
  const table = sessionTable(report.sessions, earlier?.sessions);
  return `${['## Laravel K8s', ...parts, ...table].join('\n\n')}\n`;
}

function plainParts({ findings, summary }: Report): string[] {
  const seen = `${count(summary.files, 'file')} read, ${count(summary.workloads, 'Laravel workload')}.`;
  if (findings.length === 0) return [`Nothing to report. ${seen}`];
  return [`**${countsInWords(summary)}.** ${seen}`, list(worstFirst(findings).map(item), ROOM)];
}

function compared({ findings, summary }: Report, earlier: EarlierReport): string[] {
  const before = new Set(earlier.findings.map(({ fingerprint }) => fingerprint));
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const worst = worstFirst(findings);
  const added = worst.filter(({ fingerprint }) => !before.has(fingerprint));
  const unchanged = worst.filter(({ fingerprint }) => before.has(fingerprint));
  const fixed = earlier.findings.filter(({ fingerprint }) => !now.has(fingerprint));
  const head = `**${added.length} new, ${fixed.length} fixed, ${unchanged.length} unchanged.** Now: ${countsInWords(summary)}.`;
  const parts = [head];
  if (added.length > 0) parts.push('### New', list(added.map(item), ROOM / 2));
  if (fixed.length > 0) parts.push('### Fixed', list(fixed.map(fixedItem), ROOM / 6));
  if (unchanged.length > 0) {
    const folded = list(unchanged.map(item), ROOM / 3);
    parts.push(`<details><summary>Unchanged (${unchanged.length})</summary>\n\n${folded}\n\n</details>`);
  }
  return parts;
}

const SIGNS = { error: '🛑', warning: '⚠️', information: 'ℹ️' } as const;

function item({ severity, rule, path, line, message, related, stacks, fixes }: ReportedFinding): string {
  const lines = [
    `- ${SIGNS[severity]} **${severity}** ${markdownCode(`${path}:${line}`)} ${rule}`,
    markdownText(message),
    ...(stacks.length > 1 ? [`In ${stacks.map(markdownCode).join(', ')}.`] : []),
    ...related.map((each) => `- ${markdownCode(`${each.path}:${each.line}`)} ${markdownText(each.message)}`),
    ...(fixes.length > 0 ? [`- Fix: ${fixes.map(markdownText).join('; or: ')}`] : []),
  ];
  return lines.map((text, order) => (order === 0 ? `${text}\\` : `  ${text}`)).join('\n');
}

function fixedItem({ rule, path, line, message }: EarlierReport['findings'][number]): string {
  return `- ✅ ~~${markdownCode(`${path}:${line}`)}~~ ${markdownText(rule)}\\\n  ${markdownText(message)}`;
}

/** The items that fit into so many characters; the others are counted. */
function list(items: readonly string[], room: number): string {
  const shown: string[] = [];
  let length = 0;
  for (const each of items) {
    length += each.length + 1;
    if (length > room && shown.length > 0) break;
    shown.push(each);
  }
  const left = items.length - shown.length;
  return [...shown, ...(left > 0 ? [`- … and ${left} more.`] : [])].join('\n');
}
