import { distance } from 'fastest-levenshtein';
import type { LaravelWorkload } from '../model/stackModel';

/** The keys of an array of the configuration; undefined when it is none, or when there may be more than are seen. */
export function configKeys(workload: LaravelWorkload, key: string): readonly string[] | undefined {
  const value = workload.configValue(key);
  if (value?.kind !== 'array' || value.incomplete !== undefined) return undefined;
  return [...value.entries.keys()].map(String);
}

/** The name that was most likely meant: a typing error away, or the same but for a suffix. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const wanted = written.trim().toLowerCase();
  const [best, second] = known
    .map((name) => ({ name, away: distance(name.toLowerCase(), wanted) }))
    .sort((a, b) => a.away - b.away);
  const near = best && best.away <= Math.max(1, Math.floor(Math.min(wanted.length, best.name.length) / 4));
  if (near && (!second || second.away > best.away)) return best.name;
  const related = known.filter(
    (name) => startsWith(name.toLowerCase(), wanted) || startsWith(wanted, name.toLowerCase()),
  );
  return related.length === 1 ? related[0] : undefined;
}

/** `laravel-secret` and `laravel-secrets`, `web-config` and `web-configmap`. */
function startsWith(long: string, short: string): boolean {
  return short.length >= 4 && long !== short && long.startsWith(short);
}
