import type { LaravelWorkload } from '../model/stackModel';
import type { Related } from './rule';

/** `Deployment "web"`. */
export function workloadName({ object }: LaravelWorkload): string {
  return `${object.kind} "${object.name.value}"`;
}

/** What a finding is about when copies of one object are alternatives: the object's kind, namespace and name. */
export function subjectOf({ object }: LaravelWorkload, detail = ''): string {
  return `${object.kind}/${object.namespace?.value ?? ''}/${object.name.value} ${detail}`;
}

/** `"web" can run 6 pods`, `"web" runs 3 pods` or `"web" runs one pod on each node`. */
export function runsPods({ object, pods }: LaravelWorkload): string {
  const name = `"${object.name.value}"`;
  if (object.kind === 'DaemonSet') return `${name} runs one pod on each node`;
  if (pods.max === Infinity) return `${name} can run any number of pods`;
  return `${name} ${pods.max !== pods.min ? 'can run' : 'runs'} ${pods.max ?? 'several'} pods`;
}

/** Related places that show why there are so many pods. */
export function podReasons({ pods }: LaravelWorkload): Related[] {
  return pods.because.map(({ at, what }) => ({ at, message: `${what} here.` }));
}

/** Related places that show where the session driver comes from. */
export function sessionChain(workload: LaravelWorkload): Related[] {
  const name = workloadName(workload);
  return workload.session.chain.slice(1).map(({ at, what }) => ({ at, message: `${name}: ${what}.` }));
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
