import type { EnvironmentChoice } from '../build/chosenStacks';
import { pathPatterns } from '../build/pathPatterns';
import type { Rule, Severity } from '../rules/rule';

export type Level = Severity | 'off';

/** From the mildest. */
export const LEVELS: readonly Level[] = ['off', 'information', 'warning', 'error'];

/** Rule id → severity, or `off`. */
export type RuleLevels = Readonly<Record<string, Level>>;

/** What holds for some files only. */
export interface Override {
  /** Globs, in the syntax of .gitignore. */
  readonly files: readonly string[];
  readonly rules: RuleLevels;
}

/** What users may set: in the settings file of a folder, and in an editor. */
export interface Settings {
  readonly rules: RuleLevels;
  /** Of those that speak of a rule and a file, the last one counts; all of them before `rules`. */
  readonly overrides: readonly Override[];
  /** Globs, in the syntax of .gitignore, of files that are not looked at. */
  readonly exclude: readonly string[];
  /** Names of objects that exist in the cluster and not in this repository. */
  readonly externalServices: readonly string[];
  readonly externalSecrets: readonly string[];
  readonly externalConfigMaps: readonly string[];
  /** Which stacks are judged; none: all. */
  readonly environments: readonly EnvironmentChoice[];
  /** Which directories are apps, as globs or by their names; none: those that look like one. */
  readonly apps: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  overrides: [],
  exclude: [],
  externalServices: [],
  externalSecrets: [],
  externalConfigMaps: [],
  environments: [],
  apps: [],
};

/**
 * The settings of a team's file, completed by those of one person's editor. What the file says of a rule, of environments
 * or of apps is said for everybody, so that an editor shows what CI reports; lists of names and globs add up.
 */
export function mergeSettings(file: Settings, editor: Settings): Settings {
  const unsaid = (rules: RuleLevels): RuleLevels =>
    Object.fromEntries(Object.entries(rules).filter(([rule]) => !Object.hasOwn(file.rules, rule)));
  const both = (key: 'exclude' | 'externalServices' | 'externalSecrets' | 'externalConfigMaps'): string[] => [
    ...new Set([...file[key], ...editor[key]]),
  ];
  return {
    rules: { ...editor.rules, ...file.rules },
    overrides: [
      ...editor.overrides.map((each) => ({ ...each, rules: unsaid(each.rules) })),
      ...file.overrides,
    ],
    exclude: both('exclude'),
    externalServices: both('externalServices'),
    externalSecrets: both('externalSecrets'),
    externalConfigMaps: both('externalConfigMaps'),
    environments: file.environments.length > 0 ? file.environments : editor.environments,
    apps: file.apps.length > 0 ? file.apps : editor.apps,
  };
}

/** What the settings make of a rule: asked once for each run, since globs are read for it. */
export interface RuleSettings {
  /** Whether the rule may speak of any file. */
  runs(rule: Rule): boolean;
  /** The severity that is set for findings of the rule in a file; undefined when the rule's own counts. */
  level(rule: Rule, file: string): Level | undefined;
}

/** Rules that are off unless asked for are off here, too. */
export function ruleSettings({ rules, overrides }: Settings): RuleSettings {
  const matching = overrides.map((each) => ({ ...each, matches: pathPatterns(each.files) }));
  const set = (levels: RuleLevels, { id }: Rule): Level | undefined =>
    Object.hasOwn(levels, id) ? levels[id] : undefined;
  const everywhere = (rule: Rule): Level | undefined => set(rules, rule) ?? (rule.optIn ? 'off' : undefined);
  return {
    runs: (rule) =>
      everywhere(rule) !== 'off' || overrides.some((each) => (set(each.rules, rule) ?? 'off') !== 'off'),
    level: (rule, file) => {
      const found = matching.findLast((each) => set(each.rules, rule) !== undefined && each.matches(file));
      return found ? set(found.rules, rule) : everywhere(rule);
    },
  };
}
