import { appImages } from '../build/appImages';
import { brokenManifests } from '../build/brokenManifests';
import { chosenStacks, type EnvironmentChoice } from '../build/chosenStacks';
import { laravelApps } from '../build/laravelApps';
import { outsideHints } from '../build/outsideHints';
import { remembered } from '../build/remembered';
import { allStacks } from '../build/stacks';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import { withLocalEnv } from '../model/localEnv';
import type { StackModel, WorkspaceModel } from '../model/stackModel';
import type { Settings } from './settings';
import { stackModels } from './stackModels';

export interface Modelled {
  readonly model: WorkspaceModel;
  /** Environments of the settings that mean no stack. */
  readonly unmatched: readonly EnvironmentChoice[];
  /** Those too that the settings leave out. */
  readonly all: readonly StackModel[];
}

/** What the files mean. What was made of them before is used again. */
export function modelWorkspace(files: WorkspaceFiles, settings: Settings): Modelled {
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

function hintsOf(
  files: WorkspaceFiles,
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
