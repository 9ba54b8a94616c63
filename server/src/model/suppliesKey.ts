import type { Place } from '../text/place';
import type { LaravelWorkload } from './stackModel';

export interface KeySupply {
  /** `maybe`: something that cannot be seen may supply it. */
  readonly state: 'yes' | 'maybe' | 'no';
  /** Where it is set to the empty string, for `no`. */
  readonly at?: Place;
}

/** Whether a workload is given an APP_KEY, by its environment, its image or its start. */
export function suppliesKey(workload: LaravelWorkload): KeySupply {
  const { environment, image, keyAtStart, object } = workload;
  const key = environment.get('APP_KEY');
  if (key.state === 'unknown' || keyAtStart.mayBring || keyAtStart.generations.length > 0)
    return { state: 'maybe' };
  if (key.state === 'set' && key.value !== '') return { state: 'yes' };
  if (environment.opaque.length > 0 || image?.keyBakedAt || environment.names.has('APP_KEY_FILE'))
    return { state: 'maybe' };
  const { template } = object.details;
  const injected = [...template.annotations.keys(), ...template.labels.keys()].some((name) =>
    /vault|inject|doppler|infisical|banzaicloud|secrets?-store/i.test(name),
  );
  const fetched = template.volumes.some(({ source }) => source.kind === 'other' && source.what === 'csi');
  if (injected || fetched || mountsEnvFile(workload) || template.unknown !== undefined)
    return { state: 'maybe' };
  // Of an image from elsewhere nobody knows what it brings along.
  if (!image || (image.hiddenDotenv !== undefined && !image.copiesDotenv)) return { state: 'maybe' };
  const [winner] = key.chain;
  if (key.state === 'set' && winner) {
    // An empty entry of a Secret is a form that is filled in elsewhere.
    return winner.source === 'secret' ? { state: 'maybe' } : { state: 'no', at: winner.at };
  }
  return { state: 'no' };
}

/** Whether a file that may well be a `.env`, or a whole directory of the app, is mounted out of something unseen. */
function mountsEnvFile({ container }: LaravelWorkload): boolean {
  return container.mounts.some(
    ({ path, subPath }) =>
      /\.env$/.test(path) || (subPath !== undefined && /\.env$/.test(subPath)) || APP_ROOT.test(path),
  );
}

const APP_ROOT = /^\/(var\/www(\/html)?|app|srv\/app|code|application)\/?$/;
