import type { Place } from '../text/place';
import type { LaravelWorkload } from './stackModel';

/** A reference to another variable that Kubernetes does not replace, so that PHP gets its text. */
export interface LiteralReference {
  readonly name: string;
  readonly at: Place;
  /** As written: `${APP_DOMAIN}`. */
  readonly target: string;
  /** `ConfigMap "web-env"`, `the container's env`. */
  readonly source: string;
  readonly why: string;
}

const REFERENCE = /\$\{([A-Z][A-Z0-9_]*)\}|\$\(([A-Z][A-Z0-9_]*)\)/;

/**
 * References that are certainly meant for Kubernetes or Laravel and not for a tool that fills in manifests: the pod itself
 * has a variable of that name (kubernetes.md §1 says what is replaced).
 */
export function literalReferences({ environment, container }: LaravelWorkload): LiteralReference[] {
  const found: LiteralReference[] = [];
  for (const name of environment.names) {
    const { chain } = environment.get(name);
    const [winner] = chain.filter(({ refers }) => !refers);
    if (winner?.source !== 'config-map' && winner?.source !== 'secret') continue;
    const details = winner.object?.details;
    if (details?.type !== 'config-map' && details?.type !== 'secret') continue;
    const field = [...details.data.values()].find(
      ({ at }) => at.file === winner.at.file && at.span.start === winner.at.span.start,
    );
    if (!field || field.unknown !== undefined) continue;
    const match = REFERENCE.exec(field.value);
    const target = match?.[1] ?? match?.[2];
    if (!match || target === undefined || target === name || !isPlain(target)) continue;
    found.push({ name, at: field.at, target: match[0], source: winner.what, why: 'is not expanded' });
  }
  for (const { name, value } of container.env) {
    if (!value || value.unknown !== undefined) continue;
    const match = /\$\{([A-Z][A-Z0-9_]*)\}/.exec(value.value);
    const target = match?.[1];
    if (!match || target === undefined || target === name.value || !isPlain(target)) continue;
    const why = `replaces $(${target}) only`;
    found.push({ name: name.value, at: value.at, target: match[0], source: "the container's env", why });
  }
  return found;

  function isPlain(target: string): boolean {
    const variable = environment.get(target);
    return variable.state === 'set' && variable.chain[0]?.source !== 'service-link';
  }
}
