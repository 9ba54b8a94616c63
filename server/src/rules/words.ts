import type { LaravelWorkload } from '../model/stackModel';
import type { PodCount } from '../model/podCount';
import type { Related } from './rule';

/** `Deployment "web"`. */
export function workloadName({ object }: LaravelWorkload): string {
  return `${object.kind} "${object.name.value}"`;
}

/** What a finding is about when copies of one object are alternatives: the object's kind, namespace and name. */
export function subjectOf({ object }: LaravelWorkload, detail = ''): string {
  return `${object.kind}/${object.namespace?.value ?? ''}/${object.name.value} ${detail}`;
}

/** `6 pods`, `one pod on each node`. */
export function podsInWords({ max }: PodCount): string {
  if (max === Infinity) return 'any number of pods';
  return max === 1 ? 'one pod' : `${max ?? 'several'} pods`;
}

/** `"web" can run 6 pods` or `"web" runs 3 pods`. */
export function runsPods(workload: LaravelWorkload): string {
  const { object, pods } = workload;
  const verb = pods.max !== pods.min ? 'can run' : 'runs';
  return `"${object.name.value}" ${verb} ${podsInWords(pods)}`;
}

/** Related places that show why there are so many pods. */
export function podReasons({ pods }: LaravelWorkload): Related[] {
  return pods.because.map(({ at, what }) => ({ at, message: `${capital(what)} here.` }));
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a, b and c`. */
export function list(words: readonly string[], last = 'and'): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
