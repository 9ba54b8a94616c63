import { analyse, type Analysis } from '../../server/src/analysis/analyse';
import type { Finding } from '../../server/src/analysis/finding';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/analysis/settings';
import { LineIndex } from '../../server/src/text/lineIndex';
import type { FixtureFinding } from './fixture';
import { memoryHost } from './memoryHost';

/** Judges a workspace that exists in memory only. Throws what a rule threw: no test is to pass over a defect. */
export function analyseFiles(files: ReadonlyMap<string, string>, settings: unknown = {}): Analysis {
  const analysis = analyse(memoryHost(files), { ...DEFAULT_SETTINGS, ...(settings as Partial<Settings>) });
  const [failure] = analysis.failures;
  if (failure)
    throw new Error(`Rule ${failure.rule} failed on stack ${failure.stack}.`, { cause: failure.error });
  return analysis;
}

/** A finding as a marker would show it: of a stretch over several lines, what lies on the first one. */
export function asFixtureFinding({ at, severity, rule, message }: Finding, text: string): FixtureFinding {
  const index = new LineIndex(text);
  const start = index.position(at.span.start);
  const end = index.position(at.span.end);
  const endColumn = end.line === start.line ? end.column : index.lineText(start.line).length;
  return { file: at.file, line: start.line, startColumn: start.column, endColumn, severity, rule, message };
}
