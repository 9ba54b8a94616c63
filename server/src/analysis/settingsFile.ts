import type { EnvironmentChoice } from '../build/chosenStacks';
import { isUsableGlob } from '../build/pathPatterns';
import { remembered } from '../build/remembered';
import type { WorkspaceFiles } from '../build/workspaceFiles';
import type { Report } from '../rules/rule';
import type { Place } from '../text/place';
import { readShape, type Written } from './readShape';
import { DEFAULT_SETTINGS, type RuleLevels, type Settings } from './settings';
import { SETTINGS_SHAPE } from './settingsShape';

/** The names of a folder's own settings file; the first that is there counts. */
export const SETTINGS_FILES: readonly string[] = ['.laravel-k8s.yaml', '.laravel-k8s.yml'];

export interface SettingsFile {
  /** The one that counts. */
  readonly file: string;
  readonly settings: Settings;
  /** Where each app is named, by its text. */
  readonly appsAt: ReadonlyMap<string, Place>;
  /** What is wrong in it. What is right counts all the same. */
  readonly problems: readonly Report[];
}

/** Reads the settings file of a folder; undefined when it has none. */
export function readSettingsFile(files: WorkspaceFiles): SettingsFile | undefined {
  const file = settingsFileOf(files);
  const yaml = file === undefined ? undefined : files.yaml(file);
  if (file === undefined || !yaml) return undefined;
  const problems: Report[] = [];
  const [first, ...others] = yaml.documents;
  for (const { at, message } of yaml.documents.flatMap((document) => document.problems)) {
    problems.push({
      at,
      message: `${sentence(message)} The rest of these settings still counts.`,
      certainty: 'certain',
    });
  }
  for (const { root } of others) {
    if (!root) continue;
    const message = 'Settings are one document; what stands in a second one does not count.';
    problems.push({ at: root.at, message, certainty: 'certain' });
  }
  const broken = [...problems];
  const content =
    first?.root &&
    readShape(first.root, SETTINGS_SHAPE, (problem) => {
      if (!broken.some((each) => overlap(each.at, problem.at))) problems.push(problem);
    });
  const raw = (content ?? {}) as RawSettings;
  for (const glob of [...(raw.exclude ?? []), ...(raw.overrides ?? []).flatMap(({ files: own }) => own)]) {
    if (isUsableGlob(glob.text)) continue;
    const message =
      'This glob does not count: it is longer than 300 characters, or has more than three "*" in one part or eight in all.';
    problems.push({ at: glob.at, message, certainty: 'certain' });
  }
  const appsAt = new Map((raw.apps ?? []).map(({ text, at }) => [text, at]));
  return { file, settings: settingsOf(raw), appsAt, problems };
}

export function settingsFileOf(files: WorkspaceFiles): string | undefined {
  return remembered(files, 'settings file', [], ({ paths }) =>
    SETTINGS_FILES.find((name) => paths.includes(name)),
  );
}

/** What SETTINGS_SHAPE comes to. */
interface RawSettings {
  readonly rules?: RuleLevels;
  readonly overrides?: readonly { readonly files: readonly Written[]; readonly rules: RuleLevels }[];
  readonly exclude?: readonly Written[];
  readonly external?: {
    readonly services?: readonly Written[];
    readonly secrets?: readonly Written[];
    readonly configMaps?: readonly Written[];
  };
  readonly environments?: readonly (Written | RawInstallation)[];
  readonly apps?: readonly Written[];
}

interface RawInstallation {
  readonly chart: Written;
  readonly values: readonly Written[];
  readonly release?: Written;
  readonly namespace?: Written;
}

function settingsOf(raw: RawSettings): Settings {
  return {
    ...DEFAULT_SETTINGS,
    rules: raw.rules ?? {},
    overrides: (raw.overrides ?? []).map(({ files, rules }) => ({ files: texts(files), rules })),
    exclude: texts(raw.exclude),
    externalServices: texts(raw.external?.services),
    externalSecrets: texts(raw.external?.secrets),
    externalConfigMaps: texts(raw.external?.configMaps),
    environments: (raw.environments ?? []).map(choiceOf),
    apps: texts(raw.apps),
  };
}

function choiceOf(raw: Written | RawInstallation): EnvironmentChoice {
  if ('text' in raw) return raw;
  return {
    text: raw.chart.text,
    at: raw.chart.at,
    values: texts(raw.values),
    ...(raw.release && { release: raw.release.text }),
    ...(raw.namespace && { namespace: raw.namespace.text }),
  };
}

function texts(written: readonly Written[] = []): string[] {
  return written.map(({ text }) => text);
}

/** What does not parse has been spoken of; what it seems to be is no further trouble. */
function overlap(a: Place, b: Place): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
