import type { StackModel, WorkspaceModel } from '../model/stackModel';
import { settingsInvalid } from '../rules/settings-invalid';
import { collectFindings, inOrder, ownFindings, type Collected } from './collectFindings';
import { FileStore } from './fileStore';
import { modelWorkspace } from './modelWorkspace';
import { DEFAULT_SETTINGS, mergeSettings, type Settings } from './settings';
import { readSettingsFile } from './settingsFile';
import { settingsProblems } from './settingsProblems';
import { withSuppressions } from './withSuppressions';
import type { WorkspaceHost } from './workspaceHost';

/** Everything that is known of one folder at one moment. */
export interface Analysis extends Collected {
  readonly files: FileStore;
  /** Those that were in effect: of the folder's own file, and what was given beside it. */
  readonly settings: Settings;
  readonly model: WorkspaceModel;
  readonly counts: { readonly files: number; readonly stacks: number; readonly workloads: number };
}

/** Reads and judges a folder from scratch. */
export function analyse(host: WorkspaceHost, settings: Settings = DEFAULT_SETTINGS): Analysis {
  return analyseFiles(new FileStore(host), settings);
}

/** Judges the current files; what was parsed before is used again. */
export function analyseFiles(files: FileStore, given: Settings): Analysis {
  const own = readSettingsFile(files);
  const settings = own ? mergeSettings(own.settings, given) : given;
  files.leaveOut(settings.exclude);
  const { model, unmatched, all } = modelWorkspace(files, settings);
  const workloads = model.running.flatMap((stack) => stack.workloads);
  const counts = { files: files.filesRead, stacks: model.stacks.length, workloads: workloads.length };
  const { findings, failures } = collectFindings(model, settings);
  const analysis: Analysis = {
    files,
    settings,
    model,
    counts,
    findings: inOrder([
      ...withSuppressions({ findings, failures, files, model, settings, leftOut: leftOut(all, model) }),
      ...(own
        ? ownFindings(
            settingsInvalid,
            settingsProblems(own, { unmatched, all, apps: model.apps }, files),
            settings,
          )
        : []),
    ]),
    failures,
  };
  files.endAnalysis();
  return analysis;
}

/** The files of the stacks that are not judged. */
function leftOut(all: readonly StackModel[], { stacks }: WorkspaceModel): ReadonlySet<string> {
  if (stacks === all) return new Set();
  const judged = new Set(stacks);
  return new Set(all.flatMap((each) => (judged.has(each) ? [] : [...each.stack.reads])));
}
