import type { EnvironmentChoice } from '../build/chosenStacks';
import { isAppChoice, type LaravelApp } from '../build/laravelApps';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { StackModel } from '../model/stackModel';
import { nearestName } from '../rules/configNames';
import type { Report } from '../rules/rule';
import { list } from '../rules/words';
import type { SettingsFile } from './settingsFile';

/** What the names in the file are compared with. */
interface Known {
  /** Environments that mean no stack. */
  readonly unmatched: readonly EnvironmentChoice[];
  readonly all: readonly StackModel[];
  readonly apps: readonly LaravelApp[];
}

/** What is wrong in the settings file: what its reader stumbled over, and names of stacks and apps that are not there. */
export function settingsProblems(
  { file, problems, appsAt, settings }: SettingsFile,
  { unmatched, all, apps: known }: Known,
  files: WorkspaceFiles,
): Report[] {
  const stacks = all.map(({ stack }) => stack.name);
  const none = unmatched.length === settings.environments.length;
  const environments = unmatched.flatMap((choice): Report[] => {
    if (choice.at?.file !== file) return [];
    const what = choice.values
      ? `No chart of this folder is built from "${choice.text}" with ${list(choice.values.map((path) => `"${path}"`))}`
      : `No stack is called or made of "${choice.text}"`;
    const so = none ? ', so every stack is judged' : '';
    return [{ at: choice.at, message: `${what}${so}. ${whatThereIs(stacks)}`, certainty: 'certain' }];
  });
  const strange = settings.apps.filter((app) => !isAppChoice(files, app));
  const apps = strange.flatMap((app): Report[] => {
    const at = appsAt.get(app);
    if (!at) return [];
    const meant = nearestName(
      app,
      known.map(({ root }) => root),
    );
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    const so = strange.length === settings.apps.length ? ', so whatever looks like an app is one' : '';
    return [{ at, message: `There is no directory "${app}"${so}.${hint}`, certainty: 'certain' }];
  });
  return [...problems, ...environments, ...apps];
}

/** More names than this are no help. */
const MOST_NAMES = 8;

function whatThereIs(stacks: readonly string[]): string {
  if (stacks.length === 0) return 'This folder has no stack.';
  const shown = stacks.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  const more = stacks.length - shown.length;
  return `There ${stacks.length === 1 ? 'is' : 'are'} ${list(more > 0 ? [...shown, `${more} more`] : shown)}.`;
}
