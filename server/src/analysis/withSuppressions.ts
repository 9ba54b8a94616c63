import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { WorkspaceModel } from '../model/stackModel';
import { nearestName } from '../rules/configNames';
import { rules } from '../rules/registry';
import type { Fix, Report, Rule } from '../rules/rule';
import { suppressionInvalid } from '../rules/suppression-invalid';
import { suppressionUnused } from '../rules/suppression-unused';
import { list } from '../rules/words';
import { place, type Place } from '../text/place';
import { ownFindings } from './collectFindings';
import type { Finding, RuleFailure } from './finding';
import { ruleSettings, type Settings } from './settings';
import { maySuppress, suppressingFiles } from './suppressingFiles';
import { DIRECTIVES, suppressionsOf, type Mention, type Suppression } from './suppressions';

export interface Judged {
  /** Before any suppression. */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  readonly files: WorkspaceFiles;
  readonly model: WorkspaceModel;
  readonly settings: Settings;
  /** Files of stacks that the settings leave out: what a suppression in them is for may not be seen. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Findings without those that a comment in their file, or an annotation of their object, asks not to be shown; and what is
 * to be said of such comments and annotations themselves: that one silences nothing, or names no rule.
 */
export function withSuppressions(judged: Judged): Finding[] {
  const known = new Map<string, readonly Suppression[]>();
  const inFile = (file: string): readonly Suppression[] => {
    const own = known.get(file) ?? suppressionsIn(judged.files, file);
    known.set(file, own);
    return own;
  };
  const used = new Set<Suppression | Mention>();
  const silenced = ({ rule }: Finding, at: Place): boolean => {
    let any = false;
    for (const suppression of inFile(at.file)) {
      if (!suppression.covers(at)) continue;
      const mention = suppression.mentions.find((each) => each.rule === rule);
      if (!mention && (suppression.mentions.length > 0 || suppression.prose)) continue;
      used.add(mention ?? suppression);
      any = true;
    }
    return any;
  };
  const kept = judged.findings.filter((finding) => {
    // A copy that is shown as a related place only is silenced for a reason, too.
    for (const { at } of finding.related) silenced(finding, at);
    return !silenced(finding, finding.at);
  });
  const seen = [...suppressingFiles(judged.files, judged.model, judged.findings)];
  const invalid = seen.flatMap((file) => inFile(file).flatMap((each) => invalidReports(each)));
  const unused = seen.flatMap((file) => unusedReports(file, inFile(file), used, judged));
  const own = [
    ...ownFindings(suppressionInvalid, invalid, judged.settings),
    ...ownFindings(suppressionUnused, unused, judged.settings),
  ].filter(
    ({ rule, at }) =>
      !inFile(at.file).some((each) => each.covers(at) && each.mentions.some((one) => one.rule === rule)),
  );
  return [...kept, ...own];
}

function suppressionsIn(files: WorkspaceFiles, file: string): readonly Suppression[] {
  return maySuppress(files, file) ? suppressionsOf(files, file) : [];
}

const RULE_IDS = rules.map(({ id }) => id);

function invalidReports({ kind, mentions, unknown, prose }: Suppression): Report[] {
  const reports: Report[] = [];
  if (unknown) {
    const meant = nearestName(unknown.rule, DIRECTIVES);
    reports.push({
      at: unknown.at,
      message: `There is no comment "${unknown.rule}", so nothing is silenced. There are ${list(DIRECTIVES.map((word) => `"${word}"`))}.`,
      certainty: 'certain',
      fixes: () => (meant === undefined ? [] : [renaming(unknown.at, meant)]),
    });
  }
  for (const { rule, at: named } of mentions) {
    if (RULE_IDS.includes(rule)) continue;
    const meant = nearestName(rule, RULE_IDS);
    const hint = meant === undefined ? '"laravel-k8s rules" lists them.' : `Did you mean "${meant}"?`;
    reports.push({
      at: named,
      message: `There is no rule "${rule}", so this ${kind} does not silence it. ${hint}`,
      certainty: 'certain',
      fixes: () => (meant === undefined ? [] : [renaming(named, meant)]),
    });
  }
  if (prose && !unknown) {
    reports.push({
      at: prose,
      message: `A reason stands behind "--".${mentions.length === 0 ? ' As it is, this comment names no rule and silences nothing.' : ''}`,
      certainty: 'certain',
      // Without a rule it would silence everything from then on.
      fixes: () => (mentions.length === 0 ? [] : [withDashes(prose)]),
    });
  }
  return reports;
}

function withDashes(at: Place): Fix {
  return {
    title: 'Put "--" in front of the reason',
    edits: [{ kind: 'wrap-text', at, before: '-- ', after: '' }],
    preferred: true,
  };
}

function renaming(at: Place, text: string): Fix {
  return { title: `Change it to "${text}"`, edits: [{ kind: 'replace-text', at, text }], preferred: true };
}

/** Findings which say that something was not understood, so that others may be missing, in whichever file. */
const BLINDING: ReadonlySet<string> = new Set([
  'manifest-malformed',
  'dotenv-invalid',
  'kustomization-does-not-build',
]);

function unusedReports(
  file: string,
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression | Mention>,
  judged: Judged,
): Report[] {
  if (suppressions.length === 0 || !canBeTold(file, judged)) return [];
  const { level } = ruleSettings(judged.settings);
  const failed = new Set(judged.failures.map(({ rule }) => rule));
  const speaks = (rule: Rule): boolean =>
    rule.scope !== 'analysis' && level(rule, file) !== 'off' && !failed.has(rule.id);
  const isUnused = (mention: Mention): boolean => {
    const rule = rules.find(({ id }) => id === mention.rule);
    return rule !== undefined && speaks(rule) && !used.has(mention);
  };
  const all = rules.every((rule) => rule.optIn || rule.scope === 'analysis' || speaks(rule));
  return suppressions.flatMap((each): Report[] => {
    if (each.unknown || each.prose) return [];
    if (each.mentions.length === 0) {
      return used.has(each) || !all ? [] : [report(each.at, 'silences nothing', removal(each))];
    }
    const idle = each.mentions.filter(isUnused);
    if (idle.length === each.mentions.length) {
      const names = list(idle.map(({ rule }) => rule));
      const verb = idle.length === 1 ? 'has' : 'have';
      return [
        report(each.at, `silences nothing: ${names} ${verb} nothing to say there`, removal(each), each),
      ];
    }
    return idle.map((mention) =>
      report(
        mention.at,
        `silences ${mention.rule}, which has nothing to say there`,
        removalOf(mention, each),
      ),
    );
  });
}

function report(
  at: Place,
  what: string,
  fix: Fix,
  { kind }: Pick<Suppression, 'kind'> = { kind: 'comment' },
): Report {
  return {
    at,
    message: `This ${kind} ${what}.`,
    certainty: 'certain',
    fixes: () => [fix],
    unnecessary: true,
  };
}

function removal({ kind, whole }: Suppression): Fix {
  return kind === 'annotation'
    ? { title: 'Remove the annotation', edits: [{ kind: 'remove-pair', value: whole }], preferred: true }
    : {
        title: 'Remove the comment',
        edits: [{ kind: 'replace-text', at: whole, text: '' }],
        preferred: true,
      };
}

/** Takes one name out of several, with what parts it from its neighbour. */
function removalOf(mention: Mention, { mentions }: Suppression): Fix {
  const order = mentions.indexOf(mention);
  const { file, span } = mention.at;
  const next = mentions[order + 1]?.at.span.start;
  const previous = mentions[order - 1]?.at.span.end;
  const at =
    next !== undefined ? place(file, span.start, next) : place(file, previous ?? span.start, span.end);
  return {
    title: `Remove ${mention.rule} from the comment`,
    edits: [{ kind: 'replace-text', at, text: '' }],
    preferred: true,
  };
}

/** Whether it shows in a file that a rule has nothing to say: everything that is made of it was built and judged. */
function canBeTold(file: string, { findings, files, model, leftOut }: Judged): boolean {
  if (leftOut.has(file) || /(^|\/)templates\/|\.tpl$/.test(file)) return false;
  if (model.broken.length > 0 || findings.some(({ rule }) => BLINDING.has(rule))) return false;
  if (/\.ya?ml$/i.test(file)) {
    const yaml = files.yaml(file);
    if (yaml?.template !== undefined) return false;
    if (yaml?.documents.some(({ problems }) => problems.some(({ severity }) => severity === 'error')))
      return false;
  }
  // A config file that is being typed says less than it will.
  if (model.apps.some(({ config }) => [...config.values()].some(({ problems }) => problems.length > 0)))
    return false;
  const stacks = model.stacks.filter(({ stack }) => stack.reads.has(file));
  if (stacks.some(({ stack }) => stack.problems.length > 0)) return false;
  return (
    stacks.some(({ workloads }) => workloads.length > 0) ||
    model.stacks.some(({ workloads }) =>
      workloads.some(
        ({ app, image }) =>
          app?.reads.has(file) ||
          image?.dockerfile === file ||
          image?.startScripts.some(({ at }) => at.file === file),
      ),
    )
  );
}
