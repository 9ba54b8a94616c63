import type { Place } from '../text/place';
import type { LaravelWorkload } from './stackModel';

/** A Secret with plain text under `data`. */
export interface PlainSecret {
  readonly name: string;
  readonly entries: readonly [PlainEntry, ...PlainEntry[]];
}

/** `text` is secret: it may go into an edit, never into a message. */
export interface PlainEntry {
  readonly name: string;
  readonly at: Place;
  readonly text: string;
}

/** The Secrets that a workload takes variables from and that hold text where Kubernetes takes base64. */
export function plainSecrets({ object, hosts }: LaravelWorkload): readonly PlainSecret[] {
  const { containers, initContainers } = object.details.template;
  const names = [...initContainers, ...containers].flatMap(({ env, envFrom }) =>
    [...envFrom, ...env.flatMap(({ from }) => (from && from.kind !== 'other' ? [from] : []))].flatMap(
      ({ kind, name }) => (kind === 'Secret' ? [name.value] : []),
    ),
  );
  return [...new Set(names)].flatMap((name) => {
    const secret = hosts.index.find('secret', name, object.namespace?.value, object.at.file);
    const [first, ...others] = [...(secret?.details.plain ?? [])].map(([key, { at, value }]): PlainEntry => ({
      name: key,
      at,
      text: value,
    }));
    return first ? [{ name, entries: [first, ...others] }] : [];
  });
}
