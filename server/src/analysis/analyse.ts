import { appImages } from '../build/appImages';
import { brokenManifests } from '../build/brokenManifests';
import { laravelApps } from '../build/laravelApps';
import { outsideHints } from '../build/outsideHints';
import { allStacks } from '../build/stacks';
import type { WorkspaceModel } from '../model/stackModel';
import { withLocalEnv } from '../model/localEnv';
import { modelStack } from '../model/modelStack';
import { collectFindings, type Collected } from './collectFindings';
import { FileStore } from './fileStore';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { withoutSuppressed } from './suppressions';
import type { WorkspaceHost } from './workspaceHost';

/** Everything that is known of one folder at one moment. */
export interface Analysis extends Collected {
  readonly files: FileStore;
  readonly model: WorkspaceModel;
  readonly counts: { readonly files: number; readonly stacks: number; readonly workloads: number };
}

/** Reads and judges a folder from scratch. */
export function analyse(host: WorkspaceHost, settings: Settings = DEFAULT_SETTINGS): Analysis {
  return analyseFiles(new FileStore(host), settings);
}

/** Judges the current files; what was parsed before is used again. */
export function analyseFiles(files: FileStore, settings: Settings): Analysis {
  const model = modelWorkspace(files, settings);
  const workloads = model.stacks.flatMap((stack) => stack.workloads);
  const counts = { files: files.filesRead, stacks: model.stacks.length, workloads: workloads.length };
  const { findings, failures } = collectFindings(model, settings);
  return { files, model, counts, findings: withoutSuppressed(findings, files), failures };
}

function modelWorkspace(files: FileStore, settings: Settings): WorkspaceModel {
  const apps = laravelApps(files);
  const images = appImages(files, apps);
  const { stacks, templates } = allStacks(files);
  const hints = withSettings(outsideHints(files), settings);
  const models = stacks.map((stack) =>
    modelStack({ files, stack, apps, images, hints, externalServices: settings.externalServices }),
  );
  return { stacks: withLocalEnv(files, apps, models), apps, broken: brokenManifests(files, templates) };
}

function withSettings(
  hints: ReturnType<typeof outsideHints>,
  settings: Settings,
): ReturnType<typeof outsideHints> {
  return {
    ...hints,
    secrets: new Set([...hints.secrets, ...settings.externalSecrets]),
    configMaps: new Set([...hints.configMaps, ...settings.externalConfigMaps]),
  };
}
