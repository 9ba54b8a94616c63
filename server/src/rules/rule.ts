import type { StackModel, WorkspaceModel } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import type { Place } from '../text/place';

export type Severity = 'error' | 'warning' | 'information';

/** What the rule's page, `explain` and the README table are made from. Markdown; the problem is one sentence. */
export interface RuleDocs {
  readonly problem: string;
  readonly why: string;
  readonly remedy: string;
  /** When the rule stays silent, or speaks in a lower voice, and how sure it is. */
  readonly silent: string;
}

export interface Related {
  readonly at: Place;
  readonly message: string;
}

export interface Fix {
  /** Imperative, without a full stop. */
  readonly title: string;
  readonly edits: readonly EditRequest[];
  /** The one that an editor applies when asked to mend without choosing. */
  readonly preferred?: boolean;
  /** It changes nothing but what is certainly wrong, so it may be applied together with others unseen. */
  readonly safe?: boolean;
}

/** An object whose existence outside the repository would make a report pointless. */
export interface Missing {
  readonly kind: 'Service' | 'Secret' | 'ConfigMap';
  /** As the settings name it: a Service perhaps with its namespace. */
  readonly name: string;
}

/** What a rule says of one stack. */
export interface Report {
  readonly at: Place;
  /** Full sentences: what is wrong, what happens at run time. No secret value. */
  readonly message: string;
  /** `likely` lowers an error to a warning. */
  readonly certainty: 'certain' | 'likely';
  /** Lower than the rule's own, where the case is milder. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly Fix[];
  readonly missing?: Missing;
  /** What is marked has no effect, so an editor may show it faded. */
  readonly unnecessary?: boolean;
  /**
   * What the report is about, where several definitions of one object in a stack are alternatives: of reports with one
   * subject only the gravest is shown, the others become related places.
   */
  readonly subject?: string;
}

interface RuleBase {
  /** Also the name of its file, its fixture and its page. */
  readonly id: string;
  readonly severity: Severity;
  /** Off unless the settings name it. */
  readonly optIn?: boolean;
}

/** A rule sees one stack at a time. */
export interface StackRule extends RuleBase {
  /**
   * `workload`: it speaks of each workload without a look at the others, so the stack that it is shown has that one alone.
   * Where a stack has none, it is asked all the same.
   */
  readonly scope?: 'stack' | 'workload';
  check(stack: StackModel): Iterable<Report>;
}

/** The few rules that compare stacks, or speak of what belongs to none. */
export interface WorkspaceRule extends RuleBase {
  readonly scope: 'workspace';
  checkWorkspace(workspace: WorkspaceModel): Iterable<Report>;
}

/** What is said of the settings file and of suppressions: the analysis itself finds it, once the other rules have spoken. */
export interface AnalysisRule extends RuleBase {
  readonly scope: 'analysis';
}

export type Rule = StackRule | WorkspaceRule | AnalysisRule;
