import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis/analyse';
import type { Finding } from '../../server/src/analysis/finding';
import { hover } from '../../server/src/features/hover';
import { quickFixes } from '../../server/src/features/quickFixes';
import { sessionReport } from '../../server/src/features/sessionReport';
import { faultyShop } from '../cli/commandLine';
import { analyseFiles } from '../support/analyseFiles';

export const SHOP_RULE = 'stateful-driver-with-replicas';

/** Far above what any of this takes on a slow machine: what grows with the square of the input takes minutes. In ms. */
const PATIENCE = 10_000;

/**
 * Judges a shop beside files that nobody would write. Whatever they hold: the shop gets its finding, every place lies
 * inside its document, fixes, hovers and the report can be made, no rule throws, and all that in bounded time.
 */
export function judgeBeside(files: Readonly<Record<string, string>>, settings: unknown = {}): Analysis {
  const started = Date.now();
  const all = new Map(Object.entries({ ...faultyShop, ...files }));
  const analysis = analyseFiles(all, settings);
  checkSound(analysis, all);
  const spent = Date.now() - started;
  assert.ok(spent < PATIENCE, `It took ${spent} ms.`);
  assert.ok(
    analysis.findings.some(({ rule }) => rule === SHOP_RULE),
    `The shop was not judged; found: ${analysis.findings.map(({ rule }) => rule).join(', ')}`,
  );
  return analysis;
}

/** Findings, fixes, hovers and the report of an analysis can be made, and stay inside their documents. */
export function checkSound(analysis: Analysis, files: ReadonlyMap<string, string>): void {
  const inside = ({ at }: Pick<Finding, 'at'>): void => {
    const { start, end } = at.span;
    const length = files.get(at.file)?.length ?? -1;
    assert.ok(0 <= start && start <= end && end <= length, `${at.file} ${start}-${end} of ${length}`);
  };
  for (const finding of analysis.findings) {
    inside(finding);
    finding.related.forEach(inside);
    for (const { change } of quickFixes(analysis, finding)) {
      for (const { file, span } of change.edits) inside({ at: { file, span } });
    }
    hover(analysis, finding.at.file, finding.at.span.start, () => '');
  }
  sessionReport(analysis, 'shop', () => '');
}

/** The findings in one file, as `rule: message`. */
export function findingsIn({ findings }: Analysis, file: string): string[] {
  return findings.filter(({ at }) => at.file === file).map(({ rule, message }) => `${rule}: ${message}`);
}
