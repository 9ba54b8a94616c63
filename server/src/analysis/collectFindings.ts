import { Beside } from '../build/beside';
import { Kept } from '../build/reader';
import type { Stack } from '../build/stack';
import type { LaravelWorkload, StackModel, WorkspaceModel } from '../model/stackModel';
import { rules } from '../rules/registry';
import type { Report, Rule, Severity } from '../rules/rule';
import { placeKey, samePlace } from '../text/place';
import { GRAVITY, type Finding, type RuleFailure } from './finding';
import { ruleSettings, type Level, type Settings } from './settings';

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
  const { runs, level } = ruleSettings(settings);
  const wanted = new Set<Rule>(rules.filter(runs));
  const spoken = new Map<Rule, Spoken[]>(rules.map((rule) => [rule, []]));
  // What does not run Laravel is no rule's business, unless a .env is to be compared with it.
  for (const stack of model.stacks[0]?.localEnv ? model.stacks : model.running) {
    for (const each of spokenOf(stack)) if (wanted.has(each.rule)) spoken.get(each.rule)?.push(each);
  }
  const raw: Raw[] = [];
  const failures: RuleFailure[] = [];
  for (const rule of wanted) {
    const own = rule.scope === 'workspace' ? speak(rule, '', () => rule.checkWorkspace(model)) : [];
    for (const { stack, reports, error } of [...own, ...(spoken.get(rule) ?? [])]) {
      if (error !== undefined) failures.push({ rule: rule.id, stack, error: error.thrown });
      const counting = reports.flatMap((report): Raw[] => {
        const severity = severityOf(rule, report, level(rule, report.at.file));
        return severity === 'off' ? [] : [{ rule, report, severity, stack }];
      });
      raw.push(...oneForEachSubject(counting));
    }
  }
  return { findings: inOrder(oneForEachPlace(raw)), failures };
}

/** What one rule has to say of one stack: its reports, or that it failed. */
interface Spoken {
  readonly rule: Rule;
  readonly stack: string;
  readonly reports: readonly Report[];
  readonly error?: { readonly thrown: unknown };
}

/** What all rules say of a stack, as long as nothing changes that they looked at. */
const ofStacks = new Beside<Stack, Kept<readonly Spoken[]>>();
/** And what those say that look at one workload at a time. */
const ofWorkloads = new Beside<LaravelWorkload, Kept<readonly Spoken[]>>();

function spokenOf(model: StackModel): readonly Spoken[] {
  const { stack, index, hints, workloads, localEnv } = model;
  return keptFor(ofStacks, stack).get([workloads, hints, localEnv], (reader) => {
    const seen = { ...model, index: index.seenBy(reader) };
    const alone: (readonly Spoken[])[] = workloads.length === 0 ? [speakAll(OF_WORKLOADS, seen)] : [];
    for (const workload of workloads) {
      const own = keptFor(ofWorkloads, workload).get(
        [stack, hints, localEnv],
        (inner) => speakAll(OF_WORKLOADS, { ...model, index: index.seenBy(inner), workloads: [workload] }),
        reader,
      );
      alone.push(own);
    }
    return inOne([...alone.flat(), ...speakAll(OF_STACKS, seen)]);
  });
}

type RuleOf<S> = Extract<Rule, { readonly scope?: S }>;

const OF_STACKS = rules.filter(
  (rule): rule is RuleOf<'stack' | 'workload'> => rule.scope === undefined || rule.scope === 'stack',
);
const OF_WORKLOADS = rules.filter((rule): rule is RuleOf<'stack' | 'workload'> => rule.scope === 'workload');

function keptFor<K extends object, T>(known: Beside<K, Kept<T>>, key: K): Kept<T> {
  let kept = known.get(key);
  if (!kept) known.set(key, (kept = new Kept()));
  return kept;
}

function speakAll(asked: readonly RuleOf<'stack' | 'workload'>[], stack: StackModel): Spoken[] {
  return asked.flatMap((rule) => speak(rule, stack.stack.name, () => rule.check(stack)));
}

/** What a rule says of the workloads of a stack is one. */
function inOne(spoken: readonly Spoken[]): readonly Spoken[] {
  const byRule = new Map<Rule, Spoken>();
  for (const each of spoken) {
    const { rule, reports, error } = each;
    const before = byRule.get(rule);
    const all = { ...each, reports: [...(before?.reports ?? []), ...reports] };
    byRule.set(rule, (error ?? !before?.error) ? all : { ...all, error: before.error });
  }
  return [...byRule.values()];
}

function speak(rule: Rule, stack: string, check: () => Iterable<Report>): Spoken[] {
  try {
    const reports = [...check()];
    return reports.length === 0 ? [] : [{ rule, stack, reports }];
  } catch (thrown) {
    return [{ rule, stack, reports: [], error: { thrown } }];
  }
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
    if (others.length === 0) {
      result.push(first);
      continue;
    }
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
    const group = byPlace.get(key);
    if (group) group.push(each);
    else byPlace.set(key, [each]);
  }
  return [...byPlace.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const before = MADE.get(first.report);
    if (before && sameGroup(before.of, group)) return before.finding;
    const finding = findingOf(group, first);
    MADE.set(first.report, { of: group, finding });
    return finding;
  });
}

/** Findings by the first report that they were made of: the same reports make the same finding. */
const MADE = new Beside<Report, { readonly of: readonly Raw[]; readonly finding: Finding }>();

function sameGroup(a: readonly Raw[], b: readonly Raw[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ report, severity, stack }, order) => {
      const other = b[order];
      return report === other?.report && severity === other.severity && stack === other.stack;
    })
  );
}

function findingOf(group: readonly Raw[], first: Raw): Finding {
  const gravest = group.reduce((a, b) => (GRAVITY[b.severity] > GRAVITY[a.severity] ? b : a), first);
  const { report } = gravest;
  return {
    rule: gravest.rule.id,
    severity: gravest.severity,
    certainty: report.certainty,
    at: report.at,
    message: report.message,
    related: distinct(
      group.flatMap((each) => each.report.related ?? []),
      report,
    ),
    stacks: [...new Set(group.map((each) => each.stack))].filter((name) => name !== ''),
    fixes: report.fixes ?? (() => []),
    ...(report.missing && { missing: report.missing }),
    ...(report.unnecessary && { unnecessary: true }),
  };
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
