import { appImages } from '../build/appImages';
import { brokenManifests } from '../build/brokenManifests';
import { laravelApps } from '../build/laravelApps';
import { chosenStacks, type EnvironmentChoice } from '../build/chosenStacks';
import { outsideHints } from '../build/outsideHints';
import { remembered } from '../build/remembered';
import { allStacks } from '../build/stacks';
import type { StackModel, WorkspaceModel } from '../model/stackModel';
import { withLocalEnv } from '../model/localEnv';
import { settingsInvalid } from '../rules/settings-invalid';
import { collectFindings, inOrder, ownFindings, type Collected } from './collectFindings';
import { FileStore } from './fileStore';
import { DEFAULT_SETTINGS, mergeSettings, type Settings } from './settings';
import { readSettingsFile } from './settingsFile';
import { settingsProblems } from './settingsProblems';
import { stackModels } from './stackModels';
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

interface Modelled {
  readonly model: WorkspaceModel;
  /** Environments of the settings that mean no stack. */
  readonly unmatched: readonly EnvironmentChoice[];
  /** Those too that the settings leave out. */
  readonly all: readonly StackModel[];
}

function modelWorkspace(files: FileStore, settings: Settings): Modelled {
  const apps = laravelApps(files, settings.apps);
  const images = appImages(files, apps);
  const { stacks, templates } = allStacks(files, settings.environments);
  const hints = hintsOf(files, settings);
  const { externalServices } = settings;
  const models = stackModels(files, stacks, { apps, images, hints, externalServices });
  const all = remembered(files, 'local env', [apps, models], (tracked) =>
    withLocalEnv(tracked, apps, models),
  );
  const { chosen, unmatched } = chosenStacks(all, settings.environments);
  const troubled = remembered(
    files,
    'troubled stacks',
    [stacks],
    () => new Set(stacks.filter(({ problems }) => problems.length > 0)),
  );
  const model: WorkspaceModel = {
    stacks: chosen,
    running: chosen.filter(({ workloads }) => workloads.length > 0),
    troubled: troubled.size === 0 ? [] : chosen.filter(({ stack }) => troubled.has(stack)),
    apps,
    broken: brokenManifests(files, templates),
  };
  return { model, unmatched, all };
}

/** The files of the stacks that are not judged. */
function leftOut(all: readonly StackModel[], { stacks }: WorkspaceModel): ReadonlySet<string> {
  if (stacks === all) return new Set();
  const judged = new Set(stacks);
  return new Set(all.flatMap((each) => (judged.has(each) ? [] : [...each.stack.reads])));
}

function hintsOf(
  files: FileStore,
  { externalSecrets, externalConfigMaps }: Settings,
): ReturnType<typeof outsideHints> {
  const hints = outsideHints(files);
  const inputs = [hints, JSON.stringify([externalSecrets, externalConfigMaps])];
  return remembered(files, 'hints', inputs, () => ({
    ...hints,
    secrets: new Set([...hints.secrets, ...externalSecrets]),
    configMaps: new Set([...hints.configMaps, ...externalConfigMaps]),
  }));
}
