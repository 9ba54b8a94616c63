import type { WorkspaceModel } from '../model/stackModel';
import { rules } from '../rules/registry';
import type { Report, Rule, Severity } from '../rules/rule';
import { placeKey, samePlace } from '../text/place';
import type { Finding, RuleFailure } from './finding';
import { ruleSettings, type Level, type Settings } from './settings';

const GRAVITY: Readonly<Record<Severity, number>> = { information: 0, warning: 1, error: 2 };

interface Raw {
  readonly rule: Rule;
  readonly report: Report;
  readonly severity: Severity;
  readonly stack: string;
}

export interface Collected {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

/**
 * Runs every rule that the settings allow over every stack.
 * A finding is never graver than its certainty allows; one that several stacks make at one place is shown once and names
 * them; copies of one object in a stack give one finding, with the other copies as related places.
 */
export function collectFindings(model: WorkspaceModel, settings: Settings): Collected {
  const raw: Raw[] = [];
  const failures: RuleFailure[] = [];
  const { runs, level } = ruleSettings(settings);
  for (const rule of rules) {
    if (!runs(rule)) continue;
    const run = (stack: string, check: () => Iterable<Report>): void => {
      try {
        const reports = [...check()].flatMap((report): Raw[] => {
          const severity = severityOf(rule, report, level(rule, report.at.file));
          return severity === 'off' ? [] : [{ rule, report, severity, stack }];
        });
        raw.push(...oneForEachSubject(reports));
      } catch (error) {
        failures.push({ rule: rule.id, stack, error });
      }
    };
    if (rule.scope === 'analysis') continue;
    if (rule.scope === 'workspace') run('', () => rule.checkWorkspace(model));
    else for (const stack of model.stacks) run(stack.stack.name, () => rule.check(stack));
  }
  return { findings: inOrder(oneForEachPlace(raw)), failures };
}

function severityOf(rule: Rule, report: Report, setting: Level | undefined): Level {
  const wanted = setting ?? report.severity ?? rule.severity;
  return report.certainty === 'likely' && wanted === 'error' ? 'warning' : wanted;
}

/** Copies of one object are alternatives: the gravest report speaks for them all. */
function oneForEachSubject(reports: readonly Raw[]): Raw[] {
  const bySubject = new Map<string, Raw[]>();
  const result: Raw[] = [];
  for (const raw of reports) {
    const { subject } = raw.report;
    if (subject === undefined) result.push(raw);
    else bySubject.set(subject, [...(bySubject.get(subject) ?? []), raw]);
  }
  for (const group of bySubject.values()) {
    const [first, ...others] = [...group].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity]);
    if (!first) continue;
    const copies = others
      .filter((other) => !samePlace(other.report.at, first.report.at))
      .map((other) => ({ at: other.report.at, message: 'The same in another copy of this object.' }));
    const related = [...(first.report.related ?? []), ...copies];
    result.push({ ...first, report: { ...first.report, related } });
  }
  return result;
}

function oneForEachPlace(raw: readonly Raw[]): Finding[] {
  const byPlace = new Map<string, Raw[]>();
  for (const each of raw) {
    const key = `${each.rule.id} ${placeKey(each.report.at)}`;
    byPlace.set(key, [...(byPlace.get(key) ?? []), each]);
  }
  return [...byPlace.values()].flatMap((group) => {
    const first = [...group].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity])[0];
    if (!first) return [];
    const { report } = first;
    return [
      {
        rule: first.rule.id,
        severity: first.severity,
        certainty: report.certainty,
        at: report.at,
        message: report.message,
        related: distinct(
          group.flatMap((each) => each.report.related ?? []),
          report,
        ),
        stacks: [...new Set(group.map((each) => each.stack))].filter((name) => name !== ''),
        fixes: report.fixes ?? (() => []),
        ...(report.missingService !== undefined && { missingService: report.missingService }),
        ...(report.unnecessary && { unnecessary: true }),
      },
    ];
  });
}

function distinct(related: NonNullable<Report['related']>, report: Report): NonNullable<Report['related']> {
  const seen = new Set<string>();
  return related.filter(({ at, message }) => {
    const key = `${placeKey(at)} ${message}`;
    if (seen.has(key) || (samePlace(at, report.at) && message === report.message)) return false;
    seen.add(key);
    return true;
  });
}

/** What the analysis itself reports under a rule, at the severity that the settings give it. */
export function ownFindings(rule: Rule, reports: readonly Report[], settings: Settings): Finding[] {
  const { level } = ruleSettings(settings);
  const raw = reports.flatMap((report): Raw[] => {
    const severity = severityOf(rule, report, level(rule, report.at.file));
    return severity === 'off' ? [] : [{ rule, report, severity, stack: '' }];
  });
  return oneForEachPlace(raw);
}

/** By file, from the top, the gravest first. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.at.file, b.at.file) ||
      a.at.span.start - b.at.span.start ||
      GRAVITY[b.severity] - GRAVITY[a.severity] ||
      compare(a.rule, b.rule),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
