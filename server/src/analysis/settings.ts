import type { Severity } from '../rules/rule';

/** What users may set, in an editor or on the command line. */
export interface Settings {
  /** Rule id → severity, or `off`. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Globs, in the syntax of .gitignore, of files that are not looked at. */
  readonly exclude: readonly string[];
  /** Names of objects that exist in the cluster and not in this repository. */
  readonly externalServices: readonly string[];
  readonly externalSecrets: readonly string[];
  readonly externalConfigMaps: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = {
  rules: {},
  exclude: [],
  externalServices: [],
  externalSecrets: [],
  externalConfigMaps: [],
};
