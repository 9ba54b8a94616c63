import type { ConfigValue } from './configValue';

/** What an app's config files see of the world. */
export interface EvaluationContext {
  /** A variable as PHP's own environment and `.env` together give it, uncast. */
  env(name: string): EnvLookup;
  /**
   * The value of a config key that an earlier file set, `app.name` say. Undefined means that there certainly is none.
   * Without this function every use of config is unknown.
   */
  config?(key: string): ConfigValue | undefined;
  /** Version of laravel/framework, `11`; before 6 with its minor version where it is known, `5.8`. */
  readonly frameworkMajor?: number;
}

export type EnvLookup =
  | { readonly state: 'set'; readonly value: string }
  | { readonly state: 'unset' }
  | { readonly state: 'unknown'; readonly reason: string };
