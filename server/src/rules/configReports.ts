/** What the rules about values of Laravel's configuration have in common. */
import { explain } from '../model/explain';
import type { LaravelWorkload } from '../model/stackModel';
import type { EditRequest } from '../text/editRequest';
import type { Place } from '../text/place';
import { setVariable } from './fixes/setVariable';
import type { Related } from './rule';
import { workloadName } from './words';

type ConfigValue = NonNullable<ReturnType<LaravelWorkload['configValue']>>;

/** A text of the configuration and what decided on it. */
export interface ConfiguredText {
  readonly value: string;
  readonly at: Place;
  readonly certainty: 'certain' | 'likely';
  readonly secret: boolean;
  readonly related: readonly Related[];
  /** The edits that give it another value, where it is written; none when a fix is not plain. */
  set(value: string): readonly EditRequest[];
}

/** The text at a key such as `session.domain`; undefined when it is none, or not known. */
export function configuredText(workload: LaravelWorkload, key: string): ConfiguredText | undefined {
  const entry = workload.configValue(key);
  if (entry?.kind !== 'known' || entry.type !== 'string') return undefined;
  const { chain, certainty, winner } = explain(entry, workload.environment);
  const at = chain[0]?.at;
  if (!at || certainty === 'unknown') return undefined;
  return {
    value: entry.value,
    at,
    certainty: certainty === 'certain' && workload.app ? 'certain' : 'likely',
    secret: winner?.secret ?? false,
    related: chain
      .slice(1)
      .map(({ at: place, what }) => ({ at: place, message: `${workloadName(workload)}: ${what}.` })),
    set: (value) => (winner ? setVariable(workload, winner.name, value) : replaceLiteral(entry, at, value)),
  };
}

function replaceLiteral(entry: ConfigValue, at: Place, value: string): readonly EditRequest[] {
  const [first] = entry.because;
  return first?.what === 'literal' || first?.what === 'default'
    ? [{ kind: 'replace-text', at, text: `'${value.replace(/['\\]/g, '\\$&')}'` }]
    : [];
}

const TENANCY =
  /^(stancl\/tenancy|spatie\/laravel-multitenancy|hyn\/multi-tenant|tenancy\/|tenancyforlaravel\/)/;

/** Whether a package for tenants is installed, which sets domains, databases and the like while the app runs. */
export function hasTenants({ app }: LaravelWorkload): boolean {
  return app?.composer?.requirements.some(({ name }) => TENANCY.test(name)) ?? false;
}
